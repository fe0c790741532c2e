/** What escalations are looked up by, written behind the changes it follows. */
import { type RawBuilder, sql } from 'kysely';
import { WAIT_ORDER } from '../escalation/scope';
import type { Reader } from '../postgres/db';

/** Of whoever writes documents there is one at a time: a second, who read before, would write what is old. */
const LOCK = 0x5ea4_c4ed;
/** A long chat is written anew at longer intervals: so many of its messages make a second. */
const MESSAGES_A_SECOND = 50;
const LONGEST_REST_SECONDS = 60;
/** Looked at together, however many there are. */
const MOST_CHANGES = 5_000;

/** False while another process writes; held until the transaction ends. */
export async function lockDocuments(q: Reader): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as ok`.execute(q);
  return rows[0]?.ok === true;
}

/** What has changed, the change that waits longest first; from now on it counts as done. */
export async function takeTodo(q: Reader, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with seen as (
      select ctid as place, escalation_id, at from search_todo limit ${MOST_CHANGES}
    ), due as (
      select s.escalation_id from seen s left join search_document d on d.escalation_id = s.escalation_id
      group by s.escalation_id
      having min(s.at) <= now() - make_interval(secs => least(
        ${LONGEST_REST_SECONDS}, coalesce(max(d.messages), 0) / ${MESSAGES_A_SECOND}::int))
      order by min(s.at)
      limit ${limit}
    ), gone as (
      delete from search_todo t using seen s, due where t.ctid = s.place and s.escalation_id = due.escalation_id
    )
    select escalation_id as id from due`.execute(q);
  return rows.map(({ id }) => id);
}

/** Some of those from before there were documents, the newest first; null: none are left. */
export const takeBacklog = (q: Reader, limit: number): Promise<string[] | null> =>
  takeBelow(q, { mark: sql`search_backlog`, which: sql`true` }, limit);

/** The same of those whose documents were written in a former form: they say what is to be found, and cost more to read. */
export const takeFormer = (q: Reader, limit: number): Promise<string[] | null> =>
  takeBelow(q, { mark: sql`search_former`, which: IS_FORMER }, limit);

/** One that has changed since is written anew already: it says when it was opened, how long somebody waited, and its topic. */
const IS_FORMER = sql`exists (
  select from search_document d
  where d.escalation_id = taken.id and (d.opened_at is null or d.waited is null or not d.lexemes @@ ${"'=k':*"}::tsquery))`;

async function takeBelow(
  q: Reader,
  { mark, which }: { mark: RawBuilder<unknown>; which: RawBuilder<unknown> },
  limit: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ id: string | null }>`
    with taken as (
      select e.id, e.number from ${mark} b
      cross join lateral (select id, number from escalation where number < b.below order by number desc limit ${limit}) e
    ), moved as (
      update ${mark} set below = (select min(number) from taken) where exists (select from taken)
    ), done as (
      delete from ${mark} where not exists (select from taken)
    )
    select case when ${which} then id end as id from taken`.execute(q);
  return rows.length > 0 ? rows.flatMap(({ id }) => id ?? []) : null;
}

export interface SearchDocument {
  id: string;
  /** As PostgreSQL reads a tsvector. */
  lexemes: string;
  messages: number;
}

export async function saveDocuments(q: Reader, documents: readonly SearchDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await sql`
    insert into search_document (escalation_id, opened_at, waited, lexemes, messages)
    -- A time in JavaScript has no microseconds.
    select found.id, e.opened_at, ${WAIT_ORDER}, lexemes::tsvector, messages
    from unnest(${documents.map(({ id }) => id)}::uuid[], ${documents.map(({ lexemes }) => lexemes)}::text[],
      ${documents.map(({ messages }) => messages)}::int[]) as found (id, lexemes, messages)
    left join escalation e on e.id = found.id
    on conflict (escalation_id) do update set opened_at = excluded.opened_at, waited = excluded.waited,
      lexemes = excluded.lexemes, messages = excluded.messages`.execute(q);
}

export async function dropDocuments(q: Reader, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`delete from search_document where escalation_id = any(${ids}::uuid[])`.execute(q);
}
