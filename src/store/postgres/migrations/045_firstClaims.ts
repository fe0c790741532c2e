import { type Kysely, sql } from 'kysely';

/** How long a customer waited ends when an agent has them for the first time, not when the last one has. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Null of those that one agent had throughout: that is claimed_at. So a long past is not written anew.
alter table escalation add column first_claimed_at timestamptz;
update escalation e set first_claimed_at = p.at
  from (select escalation_id, min(at) as at from escalation_person where role = 'owner' group by escalation_id) p
  where p.escalation_id = e.id and (e.claimed_at is null or p.at < e.claimed_at - interval '1 second');

drop index escalation_waited;
create index escalation_waited on escalation (
  tenant_id,
  (coalesce(
    extract(epoch from coalesce(first_claimed_at, claimed_at, ended_at) - opened_at),
    1e10 - extract(epoch from opened_at - timestamptz '1970-01-01 00:00:00Z'))) desc,
  id desc
);
`;
