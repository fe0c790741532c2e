/** Teams' rate table across processes: one row per key, locked while sends are taken out of it. */
import { sql } from 'kysely';
import type { Lane } from '../../domain/lanes';
import { type Budget, PER_APP, PER_CONVERSATION, PER_TENANT, type Window, reserve } from '../../domain/rate';
import type { Db, Reader } from '../postgres/db';

/** A send taken out of a budget and not known to have arrived. */
export interface Mark {
  key: string;
  mark: number;
}

/** The keys a lane draws on. */
type Draws = Pick<Lane, 'rateKey' | 'tenantKey' | 'appKey'>;

/** Sends that stay free for messages. */
const SPARE = 2;

/** The rate rows of these keys, locked in one order, so that two processes never deadlock. */
export async function lockBudgets(q: Reader, wanted: (string | null)[]) {
  const keys = [...new Set(wanted.filter((key) => key !== null))].sort();
  const budgets = new Map<string, Budget>();
  /** Milliseconds since the epoch, of those asked to pause. */
  const paused = new Map<string, number>();
  if (keys.length > 0) {
    let rows = await lockRows(q, keys);
    if (rows.length < keys.length) {
      await sql`insert into rate_budget (key) select unnest(${keys}::text[]) order by 1 on conflict do nothing`.execute(
        q,
      );
      rows = await lockRows(q, keys);
    }
    for (const { key, until, ...budget } of rows) {
      budgets.set(key, budget);
      if (until !== null) paused.set(key, until);
    }
  }
  const changed = new Set<string>();

  function draw(lane: Draws, cost: number, now: number) {
    const drawn: { key: string; budget: Budget; marks: number[] }[] = [];
    for (const [key, windows] of [
      [lane.rateKey, PER_CONVERSATION],
      [lane.tenantKey, PER_TENANT],
      [lane.appKey ?? null, PER_APP],
    ] as [string | null, readonly Window[]][]) {
      if (key === null) continue;
      const until = paused.get(key) ?? 0;
      if (until > now) return { drawn: [], freeAt: until };
      const budget = budgets.get(key) ?? { recent: [], minutes: {} };
      const outcome = reserve(windows, budget, cost, now);
      if (outcome.granted < cost) return { drawn: [], freeAt: outcome.freeAt ?? now + 1_000 };
      drawn.push({ key, budget: outcome.budget, marks: outcome.marks });
    }
    return { drawn, freeAt: null };
  }

  /** `freeAt` is null when taken; else when (ms since the epoch) to ask again. */
  function spend(lane: Draws, cost: number, now: number) {
    const { drawn, freeAt } = draw(lane, cost, now);
    for (const { key, budget } of drawn) {
      budgets.set(key, budget);
      changed.add(key);
    }
    return { freeAt, marks: drawn.flatMap(({ key, marks }) => marks.map((mark): Mark => ({ key, mark }))) };
  }

  function hasRoom(lane: Draws, cost: number, now: number): boolean {
    return draw(lane, cost, now).freeAt === null;
  }

  async function save(): Promise<void> {
    const rows = [...changed].map((key) => ({ key, ...budgets.get(key) }));
    if (rows.length === 0) return;
    await sql`update rate_budget b set
        recent = array(select jsonb_array_elements_text(d.recent)::float8), minutes = d.minutes
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (key text, recent jsonb, minutes jsonb)
      where b.key = d.key`.execute(q);
  }
  return { spend, hasRoom, save };
}

export type Budgets = Awaited<ReturnType<typeof lockBudgets>>;

interface BudgetRow extends Budget {
  key: string;
  /** Milliseconds since the epoch. */
  until: number | null;
}

async function lockRows(q: Reader, keys: string[]): Promise<BudgetRow[]> {
  const { rows } = await sql<BudgetRow>`
    select key, recent, minutes, extract(epoch from paused_until)::float8 * 1000 as until
    from rate_budget where key = any(${keys}::text[]) order by key for update`.execute(q);
  return rows;
}

/**
 * One send outside the outbox (typing). Taken only with room to spare: typing must never make a message wait.
 */
export async function spareSend(db: Db, lane: Lane): Promise<boolean> {
  return db.transaction(async ({ q }) => {
    const budgets = await lockBudgets(q, [lane.rateKey, lane.tenantKey]);
    const { rows } = await sql<{
      now: number;
    }>`select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(q);
    const now = rows[0]?.now ?? 0;
    if (!budgets.hasRoom(lane, 1 + SPARE, now)) return false;
    const { marks } = budgets.spend(lane, 1, now);
    await budgets.save();
    await marksLanded(q, marks);
    return true;
  });
}

/** Somebody with this key was asked to slow down: until then nothing with it goes out, in any process. */
export async function pauseBudget(q: Reader, key: string, ms: number): Promise<void> {
  await sql`
    insert into rate_budget (key, paused_until)
    values (${key}, clock_timestamp() + ${ms} * interval '1 millisecond')
    on conflict (key) do update set paused_until = greatest(rate_budget.paused_until, excluded.paused_until)`.execute(
    q,
  );
}

/**
 * Exchanges reservations for the time of sending, whatever came of the sends. Returns for how long (ms) those of their
 * keys are paused that got a Retry-After meanwhile.
 */
export async function marksLanded(q: Reader, marks: readonly Mark[]): Promise<Map<string, number>> {
  if (marks.length === 0) return new Map();
  const keys = marks.map(({ key }) => key);
  const { rows } = await sql<{ key: string; ms: number }>`
    with m as (select * from unnest(${keys}::text[], ${marks.map(({ mark }) => mark)}::float8[]) as m (key, mark)),
    k as (select key from rate_budget where key = any(${keys}::text[]) order by key for update)
    update rate_budget b set recent =
      array(select unnest(b.recent) except all select m.mark from m where m.key = b.key)
      || array(select extract(epoch from clock_timestamp())::float8 * 1000 from m where m.key = b.key)
    from k where b.key = k.key
    returning b.key, coalesce(extract(epoch from b.paused_until - clock_timestamp())::float8 * 1000, 0) as ms`.execute(
    q,
  );
  return new Map(rows.flatMap(({ key, ms }) => (ms > 0 ? [[key, ms]] : [])));
}

/** Sends that were let out and then not made: their room is free again. */
export async function marksUnused(q: Reader, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const keys = marks.map(({ key }) => key);
  await sql`
    with m as (select * from unnest(${keys}::text[], ${marks.map(({ mark }) => mark)}::float8[]) as m (key, mark)),
    k as (select key from rate_budget where key = any(${keys}::text[]) order by key for update)
    update rate_budget b set recent = array(select unnest(b.recent) except all select m.mark from m where m.key = b.key)
    from k where b.key = k.key`.execute(q);
}
