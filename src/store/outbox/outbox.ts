/** The outbox's rows: what comes into a lane, what leaves it and what is put off. */
import { sql } from 'kysely';
import type { Lane } from '../../domain/lanes';
import type { Kind, Payloads } from '../../domain/outbox';
import { type Reader, type Tx, anyOf } from '../postgres/db';

/** Thrown when another process took the lane meanwhile; the transaction must not commit. */
export class LeaseLost extends Error {
  constructor(lane: string) {
    super(`The lease on ${lane} was lost.`);
  }
}

/** Adds an item at the lane's end; its order is the order of commits, because the lane's row is locked first. */
export function enqueue<K extends Kind>(tx: Tx, lane: Lane, kind: K, payload: Payloads[K], cost = 1): void {
  const added = sql`
    with l as (
      insert into lane (key, priority, rate_key, tenant_key, app_key, pending)
      values (${lane.key}, ${lane.priority}, ${lane.rateKey}, ${lane.tenantKey}, ${lane.appKey ?? null}, 1)
      on conflict (key) do update set
        pending = lane.pending + 1,
        next_at = case when lane.pending = 0 then now() else lane.next_at end,
        priority = case when lane.pending = 0 then excluded.priority else least(lane.priority, excluded.priority) end,
        rate_key = excluded.rate_key,
        tenant_key = excluded.tenant_key,
        app_key = excluded.app_key
      returning key
    )
    insert into outbox (lane, kind, payload, cost) select key, ${kind}, ${JSON.stringify(payload)}::jsonb, ${cost} from l`;
  tx.later(added.execute(tx.q));
  tx.hint({ kind: 'outbox' });
}

/** Items of one lane that are done with. */
export interface Settled {
  lane: string;
  ids: string[];
  /** The last of their lease, which ends with them. */
  last: boolean;
}

/** Takes delivered items of several lanes off them, for good, which also lifts their blocks. */
export async function removeDelivered(q: Reader, owner: number, settled: readonly Settled[]): Promise<void> {
  const keys = settled.map(({ lane }) => lane);
  const counts = settled.map(({ ids }) => ids.length);
  const lasts = settled.map(({ last }) => last);
  const { rows } = await sql<{ key: string }>`
    with d as (
      select d.*
      from unnest(${keys}::text[], ${counts}::int[], ${lasts}::boolean[]) as d (key, n, last)
      join (select key from lane where key = any(${keys}::text[]) and owner = ${owner} order by key for update) l using (key)
    ), l as (
      update lane set pending = lane.pending - d.n, blocked = null,
        owner = case when d.last then null else lane.owner end,
        lease_until = case when d.last then '-infinity' else lane.lease_until end
      from d where lane.key = d.key returning lane.key
    ), gone as (
      delete from outbox where id = any(${settled.flatMap(({ ids }) => ids)}::bigint[]) and lane in (select key from l)
    )
    select key from l`.execute(q);
  const kept = new Set(rows.map(({ key }) => key));
  const lost = keys.find((key) => !kept.has(key));
  if (lost !== undefined) throw new LeaseLost(lost);
}

/** Takes items off their lane that were given up, for good; `last` also ends the lease. */
export async function removeItems(
  q: Reader,
  lane: string,
  owner: number,
  ids: string[],
  { last }: { last: boolean },
): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    with l as (
      update lane set pending = pending - ${ids.length}::int,
        owner = case when ${last}::boolean then null else owner end,
        lease_until = case when ${last}::boolean then '-infinity' else lease_until end
      where key = ${lane} and owner = ${owner} returning key
    ), gone as (
      delete from outbox where id = any(${ids}::bigint[]) and exists (select 1 from l)
    )
    select key from l`.execute(q);
  if (rows.length === 0) throw new LeaseLost(lane);
}

/** Keeps an item first in its lane and puts the lane off. */
export async function postpone(
  q: Reader,
  lane: string,
  owner: number,
  ids: string[],
  options: { reason: string; ambiguous: boolean; refused: boolean; delayMs: number },
): Promise<void> {
  await q
    .updateTable('outbox')
    .set({
      attempts: sql<number>`attempts + 1`,
      last_error: options.reason.slice(0, 500),
      ...(options.ambiguous && { ambiguous: sql<number>`ambiguous + 1` }),
      ...(options.refused && { refused: sql<number>`refused + 1` }),
    })
    .where('id', '=', anyOf(ids))
    .execute();
  const result = await q
    .updateTable('lane')
    .set({
      owner: null,
      lease_until: sql<Date>`'-infinity'`,
      next_at: sql<Date>`clock_timestamp() + ${options.delayMs} * interval '1 millisecond'`,
    })
    .where('key', '=', lane)
    .where('owner', '=', owner)
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) === 0) throw new LeaseLost(lane);
}
