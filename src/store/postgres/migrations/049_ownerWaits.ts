import { type Kysely, sql } from 'kysely';

/** The chats an agent has or had are listed the longest wait first, and those that waited long are found, by an index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index escalation_owner_waited on escalation (assignee_id, (coalesce(
      extract(epoch from coalesce(first_claimed_at, claimed_at, ended_at) - opened_at),
      1e10 - extract(epoch from opened_at - timestamptz '1970-01-01 00:00:00Z'))) desc, id desc)
    where assignee_id is not null`.execute(db);
}
