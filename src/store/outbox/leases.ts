/** Leases: which lanes a process may work on now, with as many of their first items as the rate table lets out. */
import { sql } from 'kysely';
import type { Kind, Payloads } from '../../domain/outbox';
import type { Db, Reader, Tx } from '../postgres/db';
import { isDead } from '../postgres/instances';
import { LeaseLost } from './outbox';
import { type Budgets, type Mark, lockBudgets } from './rateBudgets';

export interface LeasedItem {
  id: string;
  lane: string;
  kind: Kind;
  payload: Payloads[Kind];
  attempts: number;
  refused: number;
  /** Its place in the rate table while it is under way. */
  marks: Mark[];
}

export interface LeasedLane {
  key: string;
  /** Whose pauses hold it. */
  rateKey: string | null;
  /** It moves files, which may take long. */
  slow: boolean;
  items: LeasedItem[];
}

/** Items of one lane leased at once. */
const BATCH = 10;
const LEASE_SECONDS = 60;

/** The priority of lanes that move files; see domain/lanes.ts. */
const FILES = 3;

interface DueLane {
  key: string;
  priority: number;
  rate_key: string | null;
  tenant_key: string | null;
  app_key: string | null;
  now: number;
}

/**
 * Leases up to `most` due lanes, and up to `files` of those that move files, with as many of their first items as the rate table lets out now.
 * `newest` begins with short lanes, and of those with the last: words in a quiet chat would wait for a whole backlog.
 * `nextAt` (ms since the epoch) is when a lane that was put off may go, or null.
 */
export async function leaseLanes(
  db: Db,
  owner: number,
  { most, files, newest = false }: { most: number; files: number; newest?: boolean },
  coalescing: readonly Kind[],
): Promise<{ lanes: LeasedLane[]; nextAt: number | null }> {
  return db.transaction(async (tx) => {
    const { q } = tx;
    const { rows: due } = await sql<DueLane>`
      with fresh as (
        select key, priority, next_at, rate_key, tenant_key, app_key from lane
        where pending > 0 and next_at <= now() and lease_until < now() and priority = 0
        order by pending, next_at desc
        limit ${newest ? most : 0}
        for update skip locked
      ), words as (
        select key, priority, next_at, rate_key, tenant_key, app_key from lane
        where pending > 0 and next_at <= now() and lease_until < now() and priority < ${FILES}
          and key not in (select key from fresh)
        order by priority, next_at
        limit ${most} - (select count(*) from fresh)
        for update skip locked
      ), files as (
        select key, priority, next_at, rate_key, tenant_key, app_key from lane
        where pending > 0 and next_at <= now() and lease_until < now() and priority = ${FILES}
        order by next_at
        limit ${files}
        for update skip locked
      )
      select key, priority, rate_key, tenant_key, app_key, extract(epoch from clock_timestamp())::float8 * 1000 as now
      from (select * from fresh union all select * from words union all select * from files) as due
      order by priority, next_at`.execute(q);
    if (due.length === 0) return { lanes: [], nextAt: null };
    const keys = due.map((lane) => lane.key);
    const draws = due.flatMap((lane) => [lane.rate_key, lane.tenant_key, lane.app_key]);
    const [items, budgets] = await Promise.all([firstItems(q, keys), lockBudgets(q, draws)]);
    const granted = grant(due, items, budgets, new Set(coalescing));
    tx.later(budgets.save());
    noteLeases(tx, owner, granted);
    const slow = new Set(due.filter(({ priority }) => priority === FILES).map(({ key }) => key));
    const lanes = granted.flatMap(({ key, rateKey, take }) =>
      take.length > 0 ? [{ key, rateKey, slow: slow.has(key), items: take }] : [],
    );
    const put = granted.flatMap(({ freeAt }) => (freeAt === null ? [] : [freeAt]));
    return { lanes, nextAt: put.length > 0 ? Math.min(...put) : null };
  });
}

type ItemRow = Omit<LeasedItem, 'marks'> & { cost: number };

async function firstItems(q: Reader, keys: string[]): Promise<Map<string, ItemRow[]>> {
  const { rows } = await sql<ItemRow>`
    select i.id, i.lane, i.kind, i.payload, i.attempts, i.refused, i.cost
    from unnest(${keys}::text[]) as k (key)
    cross join lateral (select * from outbox o where o.lane = k.key order by o.id limit ${BATCH}) i
    order by i.lane, i.id`.execute(q);
  const byLane = new Map<string, ItemRow[]>();
  for (const row of rows) byLane.set(row.lane, [...(byLane.get(row.lane) ?? []), row]);
  return byLane;
}

interface Granted {
  key: string;
  rateKey: string | null;
  take: LeasedItem[];
  freeAt: number | null;
}

function grant(
  due: DueLane[],
  items: Map<string, ItemRow[]>,
  budgets: Budgets,
  coalescing: ReadonlySet<Kind>,
): Granted[] {
  const now = due[0]?.now ?? 0;
  return due.map((lane): Granted => {
    const { key, rate_key: rateKey } = lane;
    const waiting = items.get(key) ?? [];
    const first = waiting[0];
    if (!first) return { key, rateKey, take: [], freeAt: null };
    // One send serves all of a coalescing lane's items.
    const together = coalescing.has(first.kind) ? [waiting] : waiting.map((item) => [item]);
    const take: LeasedItem[] = [];
    const draws = { rateKey, tenantKey: lane.tenant_key, ...(lane.app_key !== null && { appKey: lane.app_key }) };
    for (const group of together) {
      const { freeAt, marks } = budgets.spend(draws, group[0]?.cost ?? 1, now);
      if (freeAt !== null) return { key, rateKey, take, freeAt: take.length > 0 ? null : freeAt };
      take.push(...group.map((item, n) => ({ ...item, marks: n === 0 ? marks : [] })));
    }
    return { key, rateKey, take, freeAt: null };
  });
}

function noteLeases({ q, later }: Tx, owner: number, granted: Granted[]): void {
  const leased = granted.filter(({ take }) => take.length > 0).map(({ key }) => key);
  if (leased.length > 0) {
    const lease = sql`update lane set owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      where key = any(${leased}::text[])`;
    later(lease.execute(q));
  }
  const late = granted.flatMap(({ key, freeAt }) => (freeAt === null ? [] : [{ key, freeAt }]));
  if (late.length > 0) {
    const keys = late.map(({ key }) => key);
    const times = late.map(({ freeAt }) => freeAt);
    const putOff = sql`update lane set next_at = to_timestamp(d.at / 1000)
      from unnest(${keys}::text[], ${times}::float8[]) as d (key, at) where lane.key = d.key`;
    later(putOff.execute(q));
  }
}

/** Gives the process more time for a lane it holds. */
export async function renewLease(q: Reader, lane: string, owner: number): Promise<void> {
  const result = await q
    .updateTable('lane')
    .set({ lease_until: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})` })
    .where('key', '=', lane)
    .where('owner', '=', owner)
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) === 0) throw new LeaseLost(lane);
}

/** Leaves a lane whose rate key was asked to pause; its items keep their place. */
export async function putOffLane(q: Reader, lane: string, owner: number, ms: number): Promise<void> {
  await sql`update lane set owner = null, lease_until = '-infinity',
      next_at = clock_timestamp() + ${ms} * interval '1 millisecond'
    where key = ${lane} and owner = ${owner}`.execute(q);
}

export async function releaseLane(q: Reader, lane: string, owner: number): Promise<void> {
  await sql`update lane set owner = null, lease_until = '-infinity' where key = ${lane} and owner = ${owner}`.execute(
    q,
  );
}

/** The items waiting in a lane, in order; for failing all of a blocked lane without trying each. */
export async function waitingItems(q: Reader, lane: string): Promise<LeasedItem[]> {
  const items = (await firstItems(q, [lane])).get(lane) ?? [];
  return items.map((item) => ({ ...item, marks: [] }));
}

/** Lanes held by a process that is gone are free at once, without waiting for the lease to end. */
export async function reclaimLanes(q: Reader): Promise<number> {
  const result = await q
    .updateTable('lane')
    .set({ owner: null, lease_until: sql<Date>`'-infinity'` })
    .where(isDead(sql.ref('lane.owner')))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
