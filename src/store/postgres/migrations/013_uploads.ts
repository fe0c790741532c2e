import { type Kysely, sql } from 'kysely';

/** What one person uploads in an hour is counted at each upload. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index file_uploads on file (owner_id, created_at) where owner_kind = 'agent'`.execute(db);
}
