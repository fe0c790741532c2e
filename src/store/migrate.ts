import { type Migration, Migrator } from 'kysely';
import type { Db } from './db';
import * as start from './migrations/001_start';

/** In order of name; a migration that has been released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '001_start': start,
};

/** Brings the database up to date; several processes may do so at once, one of them does the work. */
export async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db: db.q, provider: { getMigrations: async () => MIGRATIONS } });
  const { error, results } = await migrator.migrateToLatest();
  const failed = results?.find((result) => result.status === 'Error');
  if (error) {
    throw new Error(`The database could not be brought up to date${failed ? ` (at ${failed.migrationName})` : ''}.`, {
      cause: error,
    });
  }
}
