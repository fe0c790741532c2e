import { type Kysely, sql } from 'kysely';

/** What is asked many times a minute takes as long after years as on the first day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- How many have ended today.
create index escalation_ended on escalation (tenant_id, ended_at) where ended_at is not null;
-- What somebody has in hand, or had: one status of it, the latest first.
create index escalation_owner on escalation (assignee_id, status, opened_at desc, id desc) where assignee_id is not null;
drop index escalation_assignee;
-- Lanes of customers and bots out of reach; every conversation there ever was has a lane.
create index lane_blocked on lane (key) where blocked is not null;
`;
