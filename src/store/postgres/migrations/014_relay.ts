import { type Kysely, sql } from 'kysely';

/** Pauses that hold every lane of a rate key, tries a bot refused, and what became of addresses and edits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Asked to be left alone until then (Retry-After): whoever draws on this budget waits.
alter table rate_budget add column paused_until timestamptz;
-- A limit of the whole app's, across conversations, for operations that have one.
alter table lane add column app_key text;
-- Attempts the far end refused by its own word, as against those it was away for.
alter table outbox add column refused int not null default 0;
-- The customer was told that the bot does not answer; null: it does, as far as is known.
alter table conversation add column bot_away_since timestamptz;
-- Why the queue's channel takes no cards any more; managers are told when it is set.
alter table queue add column channel_lost text
  check (channel_lost in ('channelDeleted', 'teamArchived', 'teamDeleted', 'appRemoved'));
-- Of words with attachments the channel has two messages; external_id names the first.
alter table message add column more_external_ids text[] not null default '{}';
`;
