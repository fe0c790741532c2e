/** Chats with bots that the desk sees: those that go on, what was said in them, and the hours they are counted in. */
import { sql } from 'kysely';
import type { ConnectionKind } from '../../contract/api';
import type { ChatEnd, HandedOver, SaidOutcome, SaidToBot } from '../../domain/figures/botChats';
import type { Reader } from '../postgres/db';

/** Words of one conversation that are read; nobody says more within a day. */
const MOST_SAID = 20_000;

const after = (seconds: number) => sql`make_interval(secs => ${seconds}::float8)`;

/** Something was said to the bot; harmless to repeat. The caller holds the conversation's lock. @param seconds until it is looked at */
export async function openBotChat(
  q: Reader,
  { conversationId, fromSeq, seconds }: { conversationId: string; fromSeq: number; seconds: number },
): Promise<void> {
  await sql`
    insert into bot_chat (conversation_id, from_seq, due_at) values (${conversationId}, ${fromSeq}, now() + ${after(seconds)})
    on conflict (conversation_id) do nothing`.execute(q);
}

/** Without a chat that goes on there is nothing to say it about. */
export async function saveBotOutcome(
  q: Reader,
  conversationId: string,
  { outcome, ends, at }: Omit<SaidOutcome, 'seq'>,
): Promise<void> {
  await sql`
    insert into bot_outcome (conversation_id, seq, at, outcome, ends)
    select c.id, c.last_seq, ${at}, ${outcome}, ${ends}
    from conversation c join bot_chat o on o.conversation_id = c.id where c.id = ${conversationId}`.execute(q);
}

export interface QuietConversation {
  id: string;
  connection: string;
  said: SaidToBot[];
  outcomes: SaidOutcome[];
  handedOver: HandedOver[];
}

/**
 * Conversations whose customer has said nothing for long enough, locked; the others are looked at again when they may
 * be. `looked`: how many were looked at.
 */
export async function quietConversations(
  q: Reader,
  { seconds, limit }: { seconds: number; limit: number },
): Promise<{ looked: number; quiet: QuietConversation[] }> {
  const { rows: due } = await sql<{ id: string; connection: string; isQuiet: boolean; activeAt: Date }>`
    select c.id, c.connection_id as connection, c.active_at as "activeAt", c.active_at + ${after(seconds)} <= now() as "isQuiet"
    from bot_chat o join conversation c on c.id = o.conversation_id
    where o.due_at <= now() order by o.due_at limit ${limit} for update of c skip locked`.execute(q);
  const spoken = due.filter(({ isQuiet }) => !isQuiet).map(({ id }) => id);
  if (spoken.length > 0) {
    await sql`
      update bot_chat o set due_at = c.active_at + ${after(seconds)}
      from conversation c where c.id = o.conversation_id and o.conversation_id = any(${spoken}::uuid[])`.execute(q);
  }
  const quiet = due.filter(({ isQuiet }) => isQuiet);
  const ids = quiet.map(({ id }) => id);
  if (ids.length === 0) return { looked: due.length, quiet: [] };
  const of = sql`from bot_chat o where o.conversation_id = any(${ids}::uuid[])`;
  const [{ rows: said }, { rows: outcomes }, { rows: handedOver }] = await Promise.all([
    sql<SaidToBot & { id: string }>`
      select o.conversation_id as id, m.seq, m.at from (select o.* ${of}) o cross join lateral (
        select seq, least(sent_at, now()) as at from message
        where conversation_id = o.conversation_id and seq >= o.from_seq and author_kind = 'customer'
          and escalation_id is null
        order by seq limit ${MOST_SAID}) m`.execute(q),
    sql<SaidOutcome & { id: string }>`
      select conversation_id as id, seq, at, outcome, ends from bot_outcome
      where conversation_id = any(${ids}::uuid[])`.execute(q),
    sql<HandedOver & { id: string }>`
      select o.conversation_id as id, e.to_seq as "toSeq" from (select o.* ${of}) o
        join escalation e on e.conversation_id = o.conversation_id
      where coalesce(e.to_seq, o.from_seq) >= o.from_seq`.execute(q),
  ]);
  const [saidIn, outcomesIn, handedOverIn] = [grouped(said), grouped(outcomes), grouped(handedOver)];
  return {
    looked: due.length,
    quiet: quiet.map(({ id, connection }) => ({
      id,
      connection,
      said: saidIn.get(id) ?? [],
      outcomes: outcomesIn.get(id) ?? [],
      handedOver: handedOverIn.get(id) ?? [],
    })),
  };
}

function grouped<T extends { id: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const known = map.get(row.id);
    if (known) known.push(row);
    else map.set(row.id, [row]);
  }
  return map;
}

export interface CountedChat {
  connection: string;
  end: ChatEnd;
  hour: Date;
}

/** They are counted, and nothing of them is to be counted again. */
export async function countChats(
  q: Reader,
  conversationIds: readonly string[],
  chats: readonly CountedChat[],
): Promise<void> {
  await sql`delete from bot_chat where conversation_id = any(${[...conversationIds]}::uuid[])`.execute(q);
  if (chats.length === 0) return;
  await sql`
    insert into bot_hour (connection_id, hour, resolved, gave_up, known)
    select connection, hour, count(*) filter (where "end" = 'resolved'), count(*) filter (where "end" = 'gaveUp'),
      hour >= (select chats_since from figure_state)
    from json_to_recordset(${JSON.stringify(chats)}::json) as r(connection uuid, hour timestamptz, "end" text)
    group by connection, hour order by connection, hour
    on conflict (connection_id, hour) do update
      set resolved = bot_hour.resolved + excluded.resolved, gave_up = bot_hour.gave_up + excluded.gave_up,
        known = bot_hour.known or excluded.known`.execute(q);
}

export interface Opened {
  connection: string;
  hour: Date;
}

/** Escalations nobody has counted yet: each is a chat that ended with a handoff. @param counted kinds whose chats the desk sees */
export async function countEscalated(
  q: Reader,
  opened: readonly Opened[],
  counted: readonly ConnectionKind[],
): Promise<void> {
  if (opened.length === 0) return;
  await sql`
    insert into bot_hour (connection_id, hour, escalated, known)
    select r.connection, r.hour, count(*),
      bool_and(n.kind = any(${[...counted]}::text[])) and r.hour >= (select chats_since from figure_state)
    from json_to_recordset(${JSON.stringify(opened)}::json) as r(connection uuid, hour timestamptz)
      join connection n on n.id = r.connection
    group by r.connection, r.hour order by r.connection, r.hour
    on conflict (connection_id, hour) do update
      set escalated = bot_hour.escalated + excluded.escalated, known = bot_hour.known or excluded.known`.execute(q);
}

/** Facts are made anew, and these with them. */
export async function forgetEscalated(q: Reader): Promise<void> {
  await sql`update bot_hour set escalated = 0 where escalated > 0`.execute(q);
}
