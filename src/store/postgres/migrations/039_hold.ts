import { type Kysely, sql } from 'kysely';

/** A chat on hold: the owner asked its customer to wait until a moment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table escalation
  add column on_hold_since timestamptz,
  add column on_hold_until timestamptz,
  -- When its owner was told that the time is over; it stays on hold until somebody continues.
  add column hold_ran_out_at timestamptz;
`;
