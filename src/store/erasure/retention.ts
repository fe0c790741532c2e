/** How long words are kept, and how erasing what is older goes: one row a tenant. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { KeptRequest } from '../../domain/erasure';
import type { Reader } from '../postgres/db';
import { saveVersioned } from '../versioned';
import type { Erased } from './words';

export interface RetentionRow {
  tenantId: string;
  version: number;
  days: number | null;
  beginsAt: Date;
  changedAt: Date;
  changedBy: { id: string; name: string };
  workedAt: Date | null;
  failedAt: Date | null;
  reason: string | null;
}

const COLUMNS = sql`tenant_id as "tenantId", version, days, begins_at as "beginsAt", changed_at as "changedAt",
  json_build_object('id', changed_by_id, 'name', changed_by_name) as "changedBy", worked_at as "workedAt",
  failed_at as "failedAt", reason`;

/** Null: nobody has ever chosen. */
export async function findRetention(q: Reader, tenantId: string): Promise<RetentionRow | null> {
  const { rows } = await sql<RetentionRow>`select ${COLUMNS} from retention where tenant_id = ${tenantId}`.execute(q);
  return rows[0] ?? null;
}

/** Those whose words are kept for a time that has begun to count. */
export async function retentionsAt(q: Reader, now: Date): Promise<(RetentionRow & { days: number })[]> {
  const { rows } = await sql<RetentionRow & { days: number }>`
    select ${COLUMNS} from retention where days is not null and begins_at <= ${now} order by tenant_id`.execute(q);
  return rows;
}

/** False when somebody saved since `version` was read. */
export async function saveRetention(
  q: Reader,
  {
    days,
    beginsAt,
    ...saving
  }: {
    tenantId: string;
    version: number;
    by: { id: string; name: string };
    now: Date;
    days: number | null;
    beginsAt: Date;
  },
): Promise<boolean> {
  return saveVersioned(q, 'retention', saving, {
    days,
    begins_at: beginsAt,
    worked_at: null,
    failed_at: null,
    reason: null,
  });
}

/** Requests of people that ended before this moment and still have their words. */
export async function dueRequests(q: Reader, tenantId: string, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from escalation e
    where e.tenant_id = ${tenantId} and e.ended_at < ${before} and e.erased_at is null`.execute(q);
  return rows[0]?.count ?? 0;
}

/** Where a round goes on: behind the chat whose oldest words were said then. */
export interface DuePlace {
  id: string;
  /** As PostgreSQL says it: a JavaScript date would lose microseconds, and chats with them. */
  since: string;
}

/** Chats with words from before this moment, those with the oldest first. */
export async function dueChats(
  q: Reader,
  { tenantId, before, behind, limit }: { tenantId: string; before: Date; behind: DuePlace | null; limit: number },
): Promise<DuePlace[]> {
  const since = sql`coalesce(c.words_since, c.created_at)`;
  const later = behind ? sql<SqlBool>`(${since}, c.id) > (${behind.since}::timestamptz, ${behind.id}::uuid)` : ALL;
  const { rows } = await sql<DuePlace>`
    select c.id, ${since}::text as since from conversation c
    where c.tenant_id = ${tenantId} and c.erased_at is null and ${since} < ${before} and ${later}
    order by ${since}, c.id limit ${limit}`.execute(q);
  return rows;
}
const ALL: RawBuilder<SqlBool> = sql<SqlBool>`true`;

interface LockedWords {
  lastSeq: number;
  /** Up to there they are gone already. */
  erasedSeq: number;
  activeAt: Date;
  isStaff: boolean;
  firstLaterSeq: number | null;
}

/** With its lock; null: it is gone, or somebody has it, and it comes up again. */
export async function lockWords(q: Reader, conversationId: string, before: Date): Promise<LockedWords | null> {
  const { rows } = await sql<LockedWords>`
    select c.last_seq as "lastSeq", c.erased_seq as "erasedSeq", c.active_at as "activeAt", (
      exists (select from agent a where a.tenant_id = c.tenant_id and a.id = c.customer_id)
      or exists (select from team_member t where t.user_id = c.customer_id)) as "isStaff", (
      select m.seq from message m
      where m.conversation_id = c.id and m.seq > c.erased_seq and m.sent_at >= ${before}
      order by m.seq limit 1) as "firstLaterSeq"
    from conversation c where c.id = ${conversationId}::uuid and c.erased_at is null
    for update skip locked`.execute(q);
  return rows[0] ?? null;
}

export async function keptRequests(q: Reader, conversationId: string): Promise<KeptRequest[]> {
  const { rows } = await sql<Omit<KeptRequest, 'survey'> & { askedAt: Date | null; answeredAt: Date | null }>`
    select e.id, e.ended_at as "endedAt", e.from_seq as "fromSeq", e.to_seq as "toSeq", s.asked_at as "askedAt",
      s.answered_at as "answeredAt"
    from escalation e left join survey s on s.escalation_id = e.id and s.source = 'desk' and s.form is not null
    where e.conversation_id = ${conversationId}::uuid and e.erased_at is null
    for update of e`.execute(q);
  return rows.map(({ askedAt, answeredAt, ...row }) => ({ ...row, survey: askedAt && { askedAt, answeredAt } }));
}

const LOCK = 0x0e7a_5e0f;
/** False while another process erases; held until the transaction ends. */
export async function lockErasing(q: Reader): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as ok`.execute(q);
  return rows[0]?.ok === true;
}

/** Adds to what was erased on a day; the day before must have been told already. */
export async function countErased(
  q: Reader,
  tenantId: string,
  day: string,
  { chats, requests, messages, files }: Erased & { chats: number },
): Promise<void> {
  await sql`
    update retention set day = ${day}::date, chats = chats + ${chats}::int, requests = requests + ${requests}::int,
      messages = messages + ${messages}::int, files = files + ${files}::int
    where tenant_id = ${tenantId}`.execute(q);
}

/** What was erased on a day that is over, counted from nothing again; with the row's lock. */
export async function takeDay(
  q: Reader,
  tenantId: string,
  today: string,
): Promise<(Erased & { day: string; chats: number }) | null> {
  const { rows } = await sql<Erased & { day: string; chats: number }>`
    with over as (
      select tenant_id, day::text as day, chats, requests, messages, files from retention
      where tenant_id = ${tenantId} and day < ${today}::date for update
    ), emptied as (
      update retention r set day = null, chats = 0, requests = 0, messages = 0, files = 0
      from over where r.tenant_id = over.tenant_id
    )
    select day, chats, requests, messages, files from over`.execute(q);
  return rows[0] ?? null;
}

/** @param reason null: everything that was due was gone through, and nothing of it failed */
export async function noteRound(q: Reader, tenantId: string, now: Date, reason: string | null): Promise<void> {
  await (
    reason === null
      ? sql`update retention set worked_at = ${now}, failed_at = null, reason = null where tenant_id = ${tenantId}`
      : sql`update retention set failed_at = coalesce(failed_at, ${now}), reason = ${reason.slice(0, 500)}
          where tenant_id = ${tenantId}`
  ).execute(q);
}

/** Tenants that have ever chosen. */
export async function tenantsWithRetention(q: Reader): Promise<string[]> {
  const rows = await q.selectFrom('retention').select('tenant_id as id').execute();
  return rows.map(({ id }) => id);
}
