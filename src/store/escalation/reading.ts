/** Who has read how far, and what of it lists show. Columns of an escalation `e`. */
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../postgres/db';

/** Counted no further. */
const MOST_UNREAD = 100;

export function readerOf(readerId: string | null): RawBuilder<string | null> {
  return sql<string | null>`coalesce(${readerId}::text, e.assignee_id)`;
}

/** What the customer wrote since the handoff and this person has not read. */
export function unreadOf(reader: RawBuilder<string | null>): RawBuilder<number> {
  return sql<number>`case when e.status not in ('waiting', 'claimed') or ${reader} is null then 0 else (
    select count(*)::int from (
      select from message m
      where m.conversation_id = e.conversation_id and m.escalation_id = e.id
        and m.author_kind = 'customer' and m.deleted_at is null
        and m.seq > coalesce(
          (select r.seq from escalation_read r where r.escalation_id = e.id and r.agent_id = ${reader}), e.from_seq - 1)
      limit ${sql.lit(MOST_UNREAD)}
    ) u) end`;
}

/** The last that was to be delivered was not. */
export const undelivered = sql<boolean>`(e.status in ('waiting', 'claimed') and exists (
  select from message m
  where m.escalation_id = e.id and m.delivery = 'failed'
    and not exists (
      select from message d
      where d.conversation_id = m.conversation_id and d.seq > m.seq and d.delivery = 'delivered')))`;

/**
 * Somebody has read up to here; never less than before. The owner's cue is looked at again at once: what they have
 * read is no reason for one, and what comes from now on is told anew.
 * @returns whether that is news
 */
export async function readUpTo(
  q: Reader,
  who: { escalationId: string; agentId: string },
  upTo: number,
  now: Date,
): Promise<boolean> {
  const { escalationId, agentId } = who;
  const { rows } = await sql`
    with mark as (
      insert into escalation_read (escalation_id, agent_id, seq)
      select e.id, ${agentId}, least(${upTo}::int, c.last_seq)
      from escalation e join conversation c on c.id = e.conversation_id where e.id = ${escalationId}
      on conflict (escalation_id, agent_id) do update set seq = excluded.seq where escalation_read.seq < excluded.seq
      returning 1
    ), cue as (
      update escalation e set cue_at = ${now}
      from mark where e.id = ${escalationId} and e.assignee_id = ${agentId} and e.cue_at is not null
    )
    select 1 from mark`.execute(q);
  return rows.length > 0;
}

/** How far somebody has read; null: they have never said. */
export async function readMark(q: Reader, escalationId: string, agentId: string): Promise<number | null> {
  const row = await q
    .selectFrom('escalation_read')
    .select('seq')
    .where('escalation_id', '=', escalationId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/** As if the customer's last message had not been read; false when there is none. */
export async function unread(q: Reader, who: { escalationId: string; agentId: string }): Promise<boolean> {
  const { escalationId, agentId } = who;
  const { rows } = await sql`
    insert into escalation_read (escalation_id, agent_id, seq)
    select e.id, ${agentId}, m.seq - 1
    from escalation e
    cross join lateral (
      select seq from message
      where conversation_id = e.conversation_id and escalation_id = e.id
        and author_kind = 'customer' and deleted_at is null
      order by seq desc limit 1
    ) m
    where e.id = ${escalationId}
    on conflict (escalation_id, agent_id) do update set seq = excluded.seq
    returning 1`.execute(q);
  return rows.length > 0;
}
