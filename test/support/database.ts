import { randomUUID } from 'node:crypto';
import { Db } from '../../src/store/postgres/db';
import { databaseUrl, onCluster } from './cluster';

export interface TestDatabase {
  url: string;
  db: Db;
  /** Closes the pool and removes the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/** A database of its own, up to date and empty, copied from the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = process.env.HANDOFF_TEST_CLUSTER;
  const template = process.env.HANDOFF_TEST_TEMPLATE;
  if (!cluster || !template) {
    throw new Error(
      'This run has no PostgreSQL: a run of unit tests only does without. Move the test to test/integration.',
    );
  }
  const name = `${template}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await onCluster(cluster, `create database ${name} template ${template}`);
  const url = databaseUrl(cluster, name);
  const db = new Db(url);
  return {
    url,
    db,
    drop: async () => {
      await db.close();
      await onCluster(cluster, `drop database if exists ${name} with (force)`);
    },
  };
}
