import { randomUUID } from 'node:crypto';
import { Db } from '../../src/store/postgres/db';
import { migrate } from '../../src/store/postgres/migrate';
import { type Cluster, databaseUrl, onCluster, startCluster } from './cluster';

export interface Run {
  cluster: Cluster;
  template: string;
}

/** Before the first test: one PostgreSQL, and in it one database brought up to date that every test copies. */
export default async function globalSetup(run: { testPathPatterns?: { patterns?: string[] } }): Promise<void> {
  const patterns = run.testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && patterns.every((pattern) => /unit|component|architecture/.test(pattern))) return;

  const cluster = await startCluster();
  const template = `desk_test_${randomUUID().slice(0, 8)}`;
  try {
    await onCluster(cluster.url, `create database ${template}`);
    const db = new Db(databaseUrl(cluster.url, template), { max: 1 });
    await migrate(db).finally(() => db.close());
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  process.env.HANDOFF_TEST_CLUSTER = cluster.url;
  process.env.HANDOFF_TEST_TEMPLATE = template;
  (globalThis as { handoffRun?: Run }).handoffRun = { cluster, template };
}
