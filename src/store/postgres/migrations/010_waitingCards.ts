import { type Kysely, sql } from 'kysely';

/** The one card that tells a waiting customer where they are, edited in place. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table escalation
  add column waiting_card_id text,
  -- How many wait before the customer, as last put into the outbox; see store/waitingCards.ts.
  add column ahead_shown int;
`;
