/** Who changed, saw or took what, when, in a sentence; a change's is written in its transaction. Only added to. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AuditChange, AuditKind, AuditSubject, Page } from '../contract/api';
import { plannedAnew, type Reader } from './postgres/db';

export interface AuditRow {
  id: string;
  at: Date;
  kind: AuditKind;
  actorId: string | null;
  actorName: string;
  subjectKind: AuditSubject;
  subjectId: string;
  subjectName: string;
  verb: string;
  summary: string;
  changes: AuditChange[];
}

export interface NewAuditRow {
  tenantId: string;
  kind: AuditKind;
  /** A null id is the desk itself, or nobody known. */
  actor: { id: string | null; name: string };
  subject: { kind: AuditSubject; id: string; name: string };
  verb: string;
  summary: string;
  changes: readonly AuditChange[];
  /** What names it, if it is written once only. */
  once: string | null;
  /** When it happened; null: now. */
  at: Date | null;
  /** What it is looked up by, as a tsvector. */
  words: string;
}

export async function insertAudits(q: Reader, rows: readonly NewAuditRow[]): Promise<void> {
  await q
    .insertInto('audit')
    .values(
      rows.map(({ actor, subject, ...row }) => ({
        tenant_id: row.tenantId,
        at: row.at ?? sql<Date>`now()`,
        kind: row.kind,
        actor_id: actor.id,
        actor_name: actor.name,
        subject_kind: subject.kind,
        subject_id: subject.id,
        subject_name: subject.name,
        verb: row.verb,
        summary: row.summary,
        changes: JSON.stringify(row.changes),
        once: row.once,
        words: row.words,
      })),
    )
    .onConflict((conflict) => conflict.column('once').where('once', 'is not', null).doNothing())
    .execute();
}

export interface AuditSearch {
  tenantId: string;
  actorId?: string | undefined;
  kind?: AuditKind | undefined;
  subjectKind?: AuditSubject | undefined;
  subjectId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** For `tsquery`. */
  words?: string | undefined;
  /** A bounded manager's: what they did, and what their queues' settings and chats went through; null: all. */
  visibleTo: { id: string; queueIds: readonly string[] } | null;
}

/** Rows gone through before a word is looked up: one that is everywhere fills a page with them. */
const NEAR = 1_000;
type AuditPlace = AuditSearch & { before: string | null; limit: number };

/** Newest first; the cursor is the last row's number. */
export async function auditOf(q: Reader, search: AuditPlace): Promise<Page<AuditRow>> {
  const { words, limit } = search;
  const near = words === undefined ? [] : await rowsOf(q, search, newest(search));
  const rows =
    near.length > limit ? near : await rowsOf(q, search, words === undefined ? sql`audit a` : lookedUp(search));
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Of a period its entries stand as they happened, so that it is read from its end, and not from the newest there is. */
const isPeriod = ({ words, from, to }: AuditSearch): boolean =>
  words === undefined && (from !== undefined || to !== undefined);

const newest = ({ tenantId, before }: AuditPlace) => sql`(
  select * from audit a where ${allOf([sql<SqlBool>`a.tenant_id = ${tenantId}`, ...behind(before)])}
  order by id desc limit ${NEAR}) a`;

/** By whichever index finds it: without the fence PostgreSQL goes through all there is in its order, and hopes to be done soon. */
const lookedUp = ({ before, ...search }: AuditPlace) =>
  sql`(select * from audit a where ${allOf([...meant(search), ...behind(before)])} offset 0) a`;

async function rowsOf(q: Reader, { before, limit, ...search }: AuditPlace, from: RawBuilder<unknown>) {
  const { rows } = await sql<AuditRow>`
    select ${plannedAnew} a.id, a.at, a.kind, a.actor_id as "actorId", a.actor_name as "actorName",
      a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.subject_name as "subjectName", a.verb, a.summary,
      a.changes
    from ${from} where ${allOf([...meant(search), ...(isPeriod(search) ? happenedBehind(before) : behind(before))])}
    order by ${isPeriod(search) ? sql`a.at desc, a.id desc` : sql`a.id desc`} limit ${limit + 1}`.execute(q);
  return rows;
}

const behind = (before: string | null) => (before === null ? [] : [sql<SqlBool>`a.id < ${before}::bigint`]);
const happenedBehind = (before: string | null) =>
  before === null ? [] : [sql<SqlBool>`(a.at, a.id) < (select at, id from audit where id = ${before}::bigint)`];
const allOf = (conditions: readonly RawBuilder<SqlBool>[]) => sql.join(conditions, sql` and `);

function meant(search: AuditSearch): RawBuilder<SqlBool>[] {
  const { actorId, kind, subjectKind, subjectId, from, to, words } = search;
  return [
    sql<SqlBool>`a.tenant_id = ${search.tenantId}`,
    ...(search.visibleTo === null ? [] : [visibleTo(search.visibleTo)]),
    ...(actorId === undefined ? [] : [sql<SqlBool>`a.actor_id = ${actorId}`]),
    ...(kind === undefined ? [] : [sql<SqlBool>`a.kind = ${kind}`]),
    ...(subjectKind === undefined ? [] : [sql<SqlBool>`a.subject_kind = ${subjectKind}`]),
    ...(subjectId === undefined ? [] : [sql<SqlBool>`a.subject_id = ${subjectId}`]),
    ...(from === undefined ? [] : [sql<SqlBool>`a.at >= ${from}`]),
    ...(to === undefined ? [] : [sql<SqlBool>`a.at < ${to}`]),
    ...(words === undefined ? [] : [sql<SqlBool>`a.words @@ ${words}::tsquery`]),
  ];
}

const visibleTo = ({ id, queueIds }: NonNullable<AuditSearch['visibleTo']>): RawBuilder<SqlBool> => sql<SqlBool>`(
  a.actor_id = ${id}
  or (a.subject_kind = 'queue' and a.subject_id = any(${[...queueIds]}::text[]))
  or (a.subject_kind = 'escalation' and exists (
    select from escalation e
    -- The order of conditions is PostgreSQL's to choose, and not every subject's id is a uuid.
    where e.id = case when a.subject_kind = 'escalation' then a.subject_id::uuid end
      and e.queue_id = any(${[...queueIds]}::uuid[]))))`;

/** What is older is no longer kept; the database itself refuses to delete what is younger than a year. */
export async function forgetAudit(q: Reader, before: Date, limit: number): Promise<void> {
  await sql`delete from audit where id in (
    select id from audit where at < ${before} order by at limit ${limit})`.execute(q);
}
