import { type Kysely, sql } from 'kysely';

/** A period of the audit is read from its end, however long ago that is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_time on audit (tenant_id, at desc, id desc)`.execute(db);
}
