import { type Kysely, sql } from 'kysely';

/**
 * What was said did not arrive, or is sent again: no event tells, and the escalation may have ended. The same one may
 * stand here twice, so nobody who writes waits for anybody.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table fact_anew (escalation_id uuid not null)`.execute(db);
}
