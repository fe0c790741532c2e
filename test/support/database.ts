import { randomUUID } from 'node:crypto';
import { Db } from '../../src/store/postgres/db';
import { cluster, databaseUrl, onCluster } from './cluster';

export interface TestDatabase {
  url: string;
  db: Db;
  /** Closes the pool and removes the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/** A database of its own, up to date and empty, copied from the run's template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: server, template } = await cluster();
  const name = `${template}_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await onCluster(server, `create database ${name} template ${template}`);
  const url = databaseUrl(server, name);
  const db = new Db(url);
  return {
    url,
    db,
    drop: async () => {
      await db.close();
      await onCluster(server, `drop database if exists ${name} with (force)`);
    },
  };
}
