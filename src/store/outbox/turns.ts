/** Items of a connected agent's lane: those that go with the answer to a turn, and those that go another way after all. */
import { type SqlBool, sql } from 'kysely';
import type { Item } from '../../domain/outbox';
import type { Reader } from '../postgres/db';

export type ConnectedItem = Pick<Item<'connected'>, 'id' | 'payload'>;

/** Much longer than an answer takes: what a process that died was answering with is sent after it. */
const LEASE_SECONDS = 30;
const MOST = 50;

/**
 * Leases the lane, unless words are on their way out of it just now, and returns the first of what waits. Whoever calls
 * settles it with `removeItems`, or lets it go with `releaseLane`.
 */
export async function takeForAnswer(q: Reader, lane: string, owner: number): Promise<ConnectedItem[]> {
  const { rows } = await sql<ConnectedItem & { kind: string }>`
    with l as (
      update lane set owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where key = ${lane} and pending > 0 and lease_until < now()
        and (select o.kind from outbox o where o.lane = ${lane} order by o.id limit 1) = 'connected'
      returning key
    )
    select o.id, o.kind, o.payload from outbox o join l on o.lane = l.key order by o.id limit ${MOST}`.execute(q);
  const others = rows.findIndex(({ kind }) => kind !== 'connected');
  return (others < 0 ? rows : rows.slice(0, others)).map(({ id, payload }) => ({ id, payload }));
}

/** Whether an agent's words have waited in this lane since before then. */
export async function agentsWordsWait(q: Reader, lane: string, before: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from outbox o join message m on m.id = (o.payload ->> 'messageId')::uuid
    where o.lane = ${lane} and o.kind = 'connected' and m.author_kind = 'agent' and m.sent_at <= ${before}
    limit 1`.execute(q);
  return rows.length > 0;
}

/** What waits for the agent's chat goes to a chat with the desk's bot, behind what waits for that; news for the agent go nowhere. */
export async function toDesksChat(q: Reader, lane: string): Promise<void> {
  await sql`
    with l as (select key from lane where key = ${lane} for update), moved as (
      delete from outbox using l where lane = l.key and kind = 'connected' returning id, payload
    ), counted as (
      update lane set pending = pending - (select count(*) from moved where payload ->> 'type' <> 'message') where key = ${lane}
    )
    insert into outbox (lane, kind, payload, cost)
    select ${lane}, 'customer', jsonb_build_object('messageId', payload -> 'messageId'), 1
    from moved where payload ->> 'type' = 'message' order by id`.execute(q);
}

/** The other way round; false, and nothing is changed, while some of it is on its way. What introduced the other chat is taken back. */
export async function toAgentsChat(q: Reader, lane: string): Promise<boolean> {
  const { rows } = await sql<{ isFree: SqlBool }>`
    select lease_until < now() as "isFree" from lane where key = ${lane} for update`.execute(q);
  if (rows.some(({ isFree }) => !isFree)) return false;
  await sql`
    with intro as (
      select o.id, m.id as message_id from outbox o join message m on m.id = (o.payload ->> 'messageId')::uuid
      where o.lane = ${lane} and o.kind = 'customer' and m.extras ? 'introduces'
    ), gone as (
      delete from outbox o using intro where o.id = intro.id returning 1
    ), unsaid as (
      update message m set deleted_at = now(), delivery = null, delivery_reason = null from intro where m.id = intro.message_id
    ), counted as (
      update lane set pending = pending - (select count(*) from gone) where key = ${lane}
    )
    update outbox set kind = 'connected', attempts = 0, refused = 0, last_error = null,
      payload = jsonb_build_object('type', 'message', 'messageId', payload -> 'messageId')
    where lane = ${lane} and kind = 'customer' and id not in (select id from intro)`.execute(q);
  return true;
}
