/**
 * Takes words and person out of a conversation: what was said, captured and sent goes; times, queues, agents, outcomes
 * and ratings stay, of which figures are made. `test/integration/erasureColumns.test.ts` says of every column of the
 * schema which of the two it is.
 */
import { sql } from 'kysely';
import { RATED_ONCE } from '../../cards/words/agent/notes';
import { HASHED } from '../idempotency';
import type { Reader } from '../postgres/db';

export interface Erased {
  requests: number;
  messages: number;
  files: number;
}

export const NOTHING_ERASED: Erased = { requests: 0, messages: 0, files: 0 };

/** What is erased of one conversation, whose lock the caller holds. */
interface ErasedPart {
  conversationId: string;
  /** Messages up to this one. */
  upTo: number;
  requestIds: readonly string[];
  now: Date;
}

export async function eraseWords(q: Reader, part: ErasedPart): Promise<Erased> {
  const files = await eraseFiles(q, part);
  const messages = await eraseMessages(q, part);
  const requests = await eraseRequests(q, part);
  await sql`
    update conversation set erased_seq = greatest(erased_seq, ${part.upTo}::int), words_since = coalesce(
      (select m.sent_at from message m where m.conversation_id = conversation.id and m.seq > ${part.upTo}::int
        order by m.seq limit 1), ${part.now}::timestamptz)
    where id = ${part.conversationId}::uuid`.execute(q);
  // What the bot was told of a request's end, once it has it.
  await sql`
    update bot_conversation set context = null where conversation_id = ${part.conversationId}::uuid and context_sent`.execute(
    q,
  );
  return { requests, messages, files };
}

async function eraseFiles(q: Reader, { conversationId, upTo, now }: ErasedPart): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from file f where f.conversation_id = ${conversationId}::uuid
      and (exists (select from message m where m.id = f.message_id and m.seq <= ${upTo}::int)
        -- What nobody has sent yet is forgotten by itself, but for what was brought before all of this.
        or (f.message_id is null and f.created_at < coalesce(
          (select m.sent_at from message m where m.conversation_id = f.conversation_id and m.seq > ${upTo}::int
            order by m.seq limit 1), ${now}::timestamptz)))
    returning f.id`.execute(q);
  return rows.length;
}

async function eraseMessages(q: Reader, { conversationId, upTo, now }: ErasedPart): Promise<number> {
  const { numAffectedRows } = await sql`
    update message set text = '', format = 'plain', attachments = '[]', suggested_actions = '[]', value = null,
      extras = '{}', reactions = '[]', earlier = '[]', external_id = null, more_external_ids = '{}',
      bot_external_id = null, client_message_id = null, delivery_reason = null,
      delivery = case when delivery = 'sending' then 'failed' else delivery end,
      author_id = case when author_kind = 'customer' then null else author_id end,
      author_name = case when author_kind = 'customer' then '' else author_name end,
      erased_at = ${now}::timestamptz
    where conversation_id = ${conversationId}::uuid and seq <= ${upTo}::int and erased_at is null`.execute(q);
  return Number(numAffectedRows ?? 0);
}

async function eraseRequests(q: Reader, { conversationId, requestIds, now }: ErasedPart): Promise<number> {
  const ids = [...requestIds];
  if (ids.length === 0) return 0;
  const these = sql`escalation_id = any(${ids}::uuid[])`;
  await sql`
    update escalation e set last_phrase = null, agent_message = null, variables = '[]', problems = '[]',
      routing_reason = null, passed_over = '[]', summary = null, card_reason = null, waiting_card_id = null,
      topic = ${topicOfMany(conversationId)}, language = ${LANGUAGE_CODE},
      outcome = case when e.outcome is null or e.outcome_id is not null or ${IS_DESKS} then e.outcome else ${OWN_WORDS} end,
      erased_at = ${now}::timestamptz
    where e.id = any(${ids}::uuid[])`.execute(q);
  await sql`
    update escalation_event set reason = null,
      actor_id = case when actor_kind = 'customer' then null else actor_id end,
      actor_name = case when actor_kind = 'customer' then '' else actor_name end,
      summary = case
        when type in ('rated', 'bot_rated') then ${RATED_ONCE}
        -- What the desk says of bots, agents and cards; of old events figures read to whom a chat went.
        when type in ('opened', 'offered', 'passed', 'overdue', 'warned', 'asked', 'card_posted', 'card_failed')
          or (type = 'transferred' and status is null) then summary
        else '' end
    where ${these}`.execute(q);
  await sql`
    update survey set comment = null, card_ids = '{}', form = null, remind_at = null where ${these}`.execute(q);
  // A call that is repeated is still known by its key; what the key says goes.
  await sql`
    update idempotency set key = ${sql.lit(HASHED)} || encode(sha256(convert_to(key, 'UTF8')), 'hex')
    where ${these} and not starts_with(key, ${sql.lit(HASHED)})`.execute(q);
  await sql`delete from draft where ${these}`.execute(q);
  await sql`delete from search_document where ${these}`.execute(q);
  return ids.length;
}

/** In place of an outcome in an agent's, or a bot's, own words. */
const OWN_WORDS = 'Erased';

/** Why a customer is gone says the desk itself. */
const IS_DESKS = sql`exists (
  select from escalation_event v
  where v.escalation_id = e.id and v.type = 'abandoned' and v.actor_kind in ('customer', 'system'))`;

/** Others were escalated with it as well: it is the bot's word, and no customer's. */
const topicOfMany = (conversationId: string) => sql`case when exists (
  select from escalation o join conversation oc on oc.id = o.conversation_id
  where o.connection_id = e.connection_id and o.topic = e.topic
    and oc.customer_id <> (select c.customer_id from conversation c where c.id = ${conversationId}::uuid)
) then e.topic end`;

/** As far as it is one: bots send what they like. Of a customer who is not known any more it is the escalation's own. */
const LANGUAGE_CODE = sql`(select case when said.language ~ '^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$' then said.language end
  from (select coalesce(e.language, c.customer_locale) as language from conversation c where c.id = e.conversation_id) said)`;

/** The customer goes: the chat is nobody's, and whoever writes from it is somebody new. */
export async function eraseCustomer(q: Reader, conversationId: string, now: Date): Promise<void> {
  const nobody = `erased:${conversationId}`;
  const { rows } = await sql<{ lanes: string[]; rateKeys: string[] }>`
    select ${LANES_OF} as lanes, array(select l.rate_key from lane l where l.key = c.lane) || c.lane as "rateKeys"
    from conversation c where c.id = ${conversationId}::uuid`.execute(q);
  await sql`
    insert into erased_chat (fingerprint, at)
    select ${fingerprintOf(sql`c.connection_id`, sql`c.external_id`)}, ${now}::timestamptz from conversation c
    where c.id = ${conversationId}::uuid and c.address ->> 'channel' in ('teams', 'person')
    on conflict (fingerprint) do update set at = excluded.at`.execute(q);
  await sql`
    update survey s set customer_id = ${nobody} from escalation e
    where e.id = s.escalation_id and e.conversation_id = ${conversationId}::uuid`.execute(q);
  await sql`delete from bot_conversation where conversation_id = ${conversationId}::uuid`.execute(q);
  await sql`delete from chat_token where conversation_id = ${conversationId}::uuid`.execute(q);
  await sql`
    update conversation set external_id = ${nobody}, customer_id = ${nobody}, customer_name = '', customer_locale = null,
      address = null, lane = ${nobody}, deferred_from_seq = null, deferred_told_at = null, bot_away_since = null,
      words_since = null, erased_at = ${now}::timestamptz
    where id = ${conversationId}::uuid`.execute(q);
  for (const { lanes, rateKeys } of rows) {
    // What waits for an address that takes nothing any more.
    await sql`delete from outbox where lane = any(${lanes}::text[])`.execute(q);
    await sql`delete from lane where key = any(${lanes}::text[])`.execute(q);
    await sql`delete from rate_budget where key = any(${rateKeys}::text[])`.execute(q);
  }
}

/** Of a conversation `c`: every lane to its customer and their bot; see domain/lanes.ts. */
export const LANES_OF = sql<string[]>`(array[c.lane, 'bot:' || c.id, 'reaction:' || c.external_id]
  || array(select 'waiting:' || o.id from escalation o where o.conversation_id = c.id))`;

const fingerprintOf = (connectionId: ReturnType<typeof sql>, externalId: ReturnType<typeof sql>) =>
  sql`sha256(convert_to(${connectionId}::text || ' ' || ${externalId}::text, 'UTF8'))`;

/** When the customer of a chat in Teams was last erased; null: never, as far as is known. */
export async function erasedChatAt(q: Reader, connectionId: string, externalId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select at from erased_chat
    where fingerprint = ${fingerprintOf(sql`${connectionId}`, sql`${externalId}`)}`.execute(q);
  return rows[0]?.at ?? null;
}

/** Bounded: the sweep calls again. */
export async function forgetErasedChats(q: Reader, before: Date, limit: number): Promise<void> {
  await sql`delete from erased_chat where fingerprint in (
    select fingerprint from erased_chat where at < ${before} order by at limit ${limit})`.execute(q);
}
