import { type Kysely, sql } from 'kysely';

/** Documents are gone through the longest wait first, and stepped over without being read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index search_document_waited on search_document (waited desc, escalation_id desc)`.execute(db);
}
