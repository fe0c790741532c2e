import { type Kysely, sql } from 'kysely';

/** What somebody did within a period is found by both, however much they or others did in others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index audit_actor_time on audit (tenant_id, actor_id, at desc, id desc)`.execute(db);
}
