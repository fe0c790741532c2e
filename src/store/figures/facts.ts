/** Facts: written from events that have happened, read by the day. */
import { sql } from 'kysely';
import type { StoredFacts } from '../../domain/figures/stored';
import type { Reader, Tx } from '../postgres/db';

export interface State {
  watermark: string;
  definitions: number;
}

/** Whoever holds it makes facts; null when somebody else does, unless it is waited for. */
export async function lockState(q: Reader, waits: boolean): Promise<State | null> {
  const { rows } = await sql<State>`
    select watermark::text as watermark, definitions from figure_state for update ${waits ? sql`` : sql`skip locked`}`.execute(
    q,
  );
  return rows[0] ?? null;
}

export async function saveState(q: Reader, { watermark, definitions }: State): Promise<void> {
  await sql`update figure_state set watermark = ${watermark}::bigint, definitions = ${definitions}`.execute(q);
}

/** Facts of other definitions than today's: everything is read again. */
export async function forgetFacts(q: Reader): Promise<void> {
  await sql`delete from escalation_fact`.execute(q);
  await sql`delete from figure_cell`.execute(q);
  await sql`delete from figure_span`.execute(q);
}

export interface News {
  /** The events' last; null when there are none. */
  last: string | null;
  ids: string[];
  /** Transactions that might still commit an earlier event began before this one. */
  horizon: string;
  /** No transaction is at work any more that began before this one. */
  oldest: string;
  isMore: boolean;
  /** All of it happened longer ago than any transaction lasts. */
  isPast: boolean;
}

/** Escalations to which something has happened behind the watermark, and of which that is not known yet. */
export async function newsSince(q: Reader, watermark: string, limit: number): Promise<News> {
  const { rows } = await sql<{
    last: string | null;
    ids: string[];
    horizon: string;
    oldest: string;
    many: number;
    isPast: boolean;
  }>`
    with happened as materialized (
      select id, escalation_id, at from escalation_event where id > ${watermark}::bigint order by id limit ${limit}
    )
    select (select max(id)::text from happened) as last, (select count(*)::int from happened) as many,
      (select coalesce(bool_and(at < now() - interval '1 hour'), false) from happened) as "isPast",
      array(
        select distinct h.escalation_id from happened h join escalation e on e.id = h.escalation_id
          left join escalation_fact f on f.escalation_id = e.id
        where f.version is distinct from e.version) as ids,
      pg_snapshot_xmax(pg_current_snapshot())::text as horizon,
      pg_snapshot_xmin(pg_current_snapshot())::text as oldest`.execute(q);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL said nothing of its snapshot.');
  const { many, ...rest } = row;
  return { ...rest, isMore: many === limit };
}

/** Open ones in which something was said since they were read: words leave no event. */
export async function newWords(q: Reader, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from escalation e join conversation c on c.id = e.conversation_id
      join escalation_fact f on f.escalation_id = e.id
    where e.status in ('waiting', 'claimed') and f.seq <> c.last_seq
    limit ${limit}`.execute(q);
  return rows.map(({ id }) => id);
}

/** What was said in it arrived, or failed to, after it was counted. */
export async function makeAnew(q: Reader, escalationId: string): Promise<void> {
  await q.insertInto('fact_anew').values({ escalation_id: escalationId }).execute();
}

/** Those, once: whoever takes them reads what was said afterwards. */
export async function takeAnew(q: Reader, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from fact_anew where ctid = any(array(select ctid from fact_anew limit ${limit}))
    returning escalation_id as id`.execute(q);
  return rows.map(({ id }) => id);
}

export interface FactRow {
  id: string;
  tenantId: string;
  version: number;
  seq: number;
  openedAt: Date;
  facts: StoredFacts;
  marks: string[];
  /** The words of the last phrase; see domain/failures/words.ts. */
  phrase: number[];
}

/** @returns those of which there were none before */
export async function saveFacts(tx: Tx, rows: readonly FactRow[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const list = rows.map(({ tenantId, openedAt, ...row }) => ({
    ...row,
    tenant: tenantId,
    opened: openedAt,
  }));
  // A row that was there has the lock of its update in xmax.
  const { rows: saved } = await sql<{ id: string; isNew: boolean }>`
    insert into escalation_fact (escalation_id, tenant_id, opened_at, version, seq, facts, marks, phrase)
    select id, tenant, opened, version, seq, facts, marks, phrase
    from json_to_recordset(${JSON.stringify(list)}::json)
      as r(id uuid, tenant text, opened timestamptz, version int, seq int, facts json, marks bigint[], phrase int[])
    on conflict (escalation_id) do update
      set version = excluded.version, seq = excluded.seq, facts = excluded.facts, marks = excluded.marks,
        phrase = excluded.phrase
    returning escalation_id as id, xmax = 0 as "isNew"`.execute(tx.q);
  return new Set(saved.filter(({ isNew }) => isNew).map(({ id }) => id));
}

export interface KeptFact {
  id: string;
  turn: number;
  /** `StoredFacts`, as JSON: of a day there are many, and of most nothing but this is kept. */
  facts: string;
  openedAt: Date;
  /** The same, as PostgreSQL writes it. */
  at: string;
}

export interface StateOfTime {
  /** All there are, changed or not. */
  many: number;
  /** When the last of them was written; null: there are none. */
  last: number | null;
}

export interface FactsOfTime extends StateOfTime {
  changed: KeptFact[];
}

/** From, and to before. */
export interface Time {
  from: Date;
  to: Date;
}

const openedIn = (tenantId: string, { from, to }: Time) =>
  sql`tenant_id = ${tenantId} and opened_at >= ${from} and opened_at < ${to}`;

const KEPT = sql`escalation_id as id, turn::float8 as turn, facts::text as facts, opened_at as "openedAt", opened_at::text as at`;

/** Of everything that was opened in a time. */
export async function stateBetween(q: Reader, tenantId: string, time: Time): Promise<StateOfTime> {
  const { rows } = await sql<StateOfTime>`
    select count(*)::int as many, max(turn)::float8 as last from escalation_fact where ${openedIn(tenantId, time)}`.execute(
    q,
  );
  return rows[0] ?? { many: 0, last: null };
}

/** In the order of opening, a piece at a time. */
export async function factsFrom(
  q: Reader,
  tenantId: string,
  time: Time,
  { behind, limit }: { behind: Pick<KeptFact, 'at' | 'id'> | undefined; limit: number },
): Promise<KeptFact[]> {
  const { rows } = await sql<KeptFact>`
    select ${KEPT} from escalation_fact
    where ${openedIn(tenantId, time)}
      and ${behind ? sql`(opened_at, escalation_id) > (${behind.at}::timestamptz, ${behind.id}::uuid)` : sql`true`}
    order by opened_at, escalation_id limit ${limit}`.execute(q);
  return rows;
}

/** Of everything that was opened in a time: what was written behind a turn, as of one moment. */
export async function factsBetween(
  q: Reader,
  tenantId: string,
  { behind, ...time }: Time & { behind: number },
): Promise<FactsOfTime> {
  const period = openedIn(tenantId, time);
  const { rows } = await sql<StateOfTime & (KeptFact | { id: null })>`
    select t.many, t.last, f.*
    from (select count(*)::int as many, max(turn)::float8 as last from escalation_fact where ${period}) t
      left join (select ${KEPT} from escalation_fact where ${period} and turn > ${behind}::bigint) f on true`.execute(
    q,
  );
  const [{ many, last } = { many: 0, last: null }] = rows;
  return { many, last, changed: rows.flatMap((row) => (row.id === null ? [] : [row])) };
}

export async function howFar(q: Reader): Promise<{ done: number; of: number }> {
  const { rows } = await sql<{ done: number; of: number }>`
    select watermark::float8 as done, coalesce((select max(id) from escalation_event), 0)::float8 as of from figure_state`.execute(
    q,
  );
  return rows[0] ?? { done: 0, of: 0 };
}
