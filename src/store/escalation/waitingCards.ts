/** Where waiting customers stand, and the card that tells them. */
import { type RawBuilder, sql } from 'kysely';
import type { ConnectionKind } from '../../contract/api';
import type { Db, Reader } from '../postgres/db';

/** Said exactly up to ten; beyond that a coarse number changes seldom enough to be told to everybody. */
const told = (ahead: RawBuilder<number>) =>
  sql<number>`(case when ${ahead} <= 10 then ${ahead} when ${ahead} < 50 then ${ahead} / 10 * 10 else ${ahead} / 50 * 50 end)::int`;

export interface WaitingCard {
  cardId: string | null;
  ahead: number;
}

export async function waitingCardOf(q: Reader, escalationId: string): Promise<WaitingCard | null> {
  const row = await q
    .selectFrom('escalation')
    .select(['waiting_card_id', 'ahead_shown'])
    .where('id', '=', escalationId)
    .executeTakeFirst();
  return row ? { cardId: row.waiting_card_id, ahead: row.ahead_shown ?? 0 } : null;
}

/** The escalation of this conversation a pressed card is about; null when it is no waiting card of the desk's. */
export async function escalationOfWaitingCard(
  q: Reader,
  conversationId: string,
  { escalationId, cardId }: { escalationId: string | null; cardId: string | null },
): Promise<string | null> {
  const row = await q
    .selectFrom('escalation')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where((eb) => (escalationId !== null ? eb('id', '=', escalationId) : eb('waiting_card_id', '=', cardId ?? '')))
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** At once and not with the rest: a card that is not remembered is never edited. */
export async function rememberWaitingCard(q: Reader, escalationId: string, cardId: string | null): Promise<void> {
  await q.updateTable('escalation').set({ waiting_card_id: cardId }).where('id', '=', escalationId).execute();
}

/** Those with a card, of connections of these kinds, whose number of people ahead is no longer what they were told. */
export async function movedInQueue(
  db: Db,
  kinds: readonly ConnectionKind[],
  limit: number,
): Promise<{ id: string; conversationId: string }[]> {
  const { rows } = await sql<{ id: string; conversationId: string }>`
    with line as (
      select e.id, e.conversation_id, e.connection_id, e.ahead_shown,
        row_number() over (partition by e.queue_id order by -e.priority, e.opened_at, e.id) - 1 as ahead
      from escalation e where e.status = 'waiting'
    )
    select l.id, l.conversation_id as "conversationId"
    from line l join conversation c on c.id = l.conversation_id join connection n on n.id = l.connection_id
    where n.kind = any(${[...kinds]}::text[]) and c.address is not null and l.ahead_shown is distinct from ${told(sql`l.ahead`)}
    order by l.ahead limit ${limit}`.execute(db.q);
  return rows;
}

/** Writes down what is told now; false when another process did so first. */
export async function tellAhead(q: Reader, escalationId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update escalation e set ahead_shown = ${told(sql`line.ahead`)}
    from (
      select count(*) as ahead from escalation o, escalation me
      where me.id = ${escalationId} and o.queue_id = me.queue_id and o.status = 'waiting' and o.id <> me.id
        and (-o.priority, o.opened_at, o.id) < (-me.priority, me.opened_at, me.id)
    ) line
    where e.id = ${escalationId} and e.status = 'waiting' and e.ahead_shown is distinct from ${told(sql`line.ahead`)}
    returning e.id`.execute(q);
  return rows.length > 0;
}
