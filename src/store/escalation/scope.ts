/** Which escalations are meant and may be seen, as conditions on an escalation `e`: one rule for list, search and count. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EscalationStatus } from '../../contract/api';
import type { Sight } from '../../domain/policy';
import { readerOf, unreadOf } from './reading';

/** From, and to before. */
export interface Stretch {
  from: Date;
  to: Date;
}

export interface Scope {
  tenantId: string;
  status?: EscalationStatus[] | undefined;
  queueId?: string | undefined;
  assigneeId?: string | undefined;
  connectionId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** An outcome's id; `none`: no outcome; `own`: the agent's own words. */
  outcome?: string | undefined;
  tagId?: string | undefined;
  /** Grades of five; `any`: rated at all; `none`: asked in vain. */
  rating?: number[] | 'any' | 'none' | undefined;
  language?: string | undefined;
  /** A captured variable, whatever it is unless `value` says. */
  variable?: { name: string; value?: string | undefined } | undefined;
  hasFile?: boolean | undefined;
  hasFailed?: boolean | undefined;
  /** On hold now; `ranOut`: longer than was said. */
  hold?: 'any' | 'ranOut' | undefined;
  leftMessage?: 'any' | 'none' | undefined;
  /** Waits past the service target of the queue it is in. */
  isOverdue?: boolean | undefined;
  /** Waited longer than so many seconds. */
  waited?: number | undefined;
  test?: 'without' | 'only' | undefined;
  /** Counted in the figure with this mark; see domain/figures/marks.ts. */
  mark?: string | undefined;
  /** The end of a chat with a bot, in an hour of which all its chats are known; `from` and `to` are of such hours. */
  escalated?: boolean | undefined;
  /** Exactly this one; empty: none. */
  topic?: string | undefined;
  /** The words of a phrase its last one resembles; see domain/failures/words.ts. */
  phrase?: readonly number[] | undefined;
  /** Nothing is known of what the customer said last. */
  saying?: 'nothing' | undefined;
  /** In none of the groups that these escalations, by their numbers, name. */
  unlike?: { by: 'phrase' | 'topic'; numbers: readonly number[] } | undefined;
  /** Opened within one of these stretches of time, such as an hour of each week. */
  stretches?: readonly Stretch[] | undefined;
  /** Somebody who was asked for advice in it, or joined it. */
  colleague?: string | undefined;
  offeredTo?: string | undefined;
  /** With words of the customer that this person has not read. */
  unreadBy?: string | undefined;
  visibleTo: Sight;
}

type Condition = RawBuilder<SqlBool>;

/** All of them hold for what is meant. */
export function inScope(scope: Scope): Condition[] {
  const { outcome, tagId, variable } = scope;
  return [
    sql<SqlBool>`e.tenant_id = ${scope.tenantId}`,
    ...(scope.visibleTo ? [visibleTo(scope.visibleTo)] : []),
    ...(scope.status ? [sql<SqlBool>`e.status = any(${scope.status}::text[])`] : []),
    ...(scope.queueId ? [sql<SqlBool>`e.queue_id = ${scope.queueId}::uuid`] : []),
    ...(scope.assigneeId ? [sql<SqlBool>`e.assignee_id = ${scope.assigneeId}`] : []),
    ...(scope.connectionId ? [sql<SqlBool>`e.connection_id = ${scope.connectionId}::uuid`] : []),
    ...(scope.escalated ? endedChats(scope) : openedIn(scope)),
    ...(outcome ? [outcomeIs(outcome)] : []),
    ...(tagId ? [hasTag(tagId)] : []),
    ...(scope.rating ? [ratingIs(scope.rating)] : []),
    ...(scope.language ? [sql<SqlBool>`${LANGUAGE} = ${scope.language}`] : []),
    ...(variable ? [captured(variable)] : []),
    ...(scope.hasFile ? [HAS_FILE] : []),
    ...(scope.hasFailed ? [HAS_FAILED] : []),
    ...(scope.hold ? [onHold(scope.hold)] : []),
    ...(scope.leftMessage ? [scope.leftMessage === 'any' ? LEFT_MESSAGE : NO_MESSAGE] : []),
    ...(scope.isOverdue ? [IS_OVERDUE] : []),
    ...(scope.waited === undefined ? [] : [sql<SqlBool>`${WAITED} > ${scope.waited}::float8`]),
    ...(scope.mark === undefined ? [] : [marked(scope.mark)]),
    ...(scope.topic === undefined ? [] : [topicIs(scope.topic)]),
    ...(scope.phrase === undefined ? [] : [resembles(scope.phrase)]),
    ...(scope.saying === undefined ? [] : [factOf(SAYS_NOTHING)]),
    ...(scope.unlike === undefined ? [] : [unlike(scope.unlike, scope)]),
    ...(scope.stretches === undefined ? [] : [openedInOneOf(scope.stretches)]),
    ...(scope.colleague ? [sql<SqlBool>`e.id in ${helpedBy(scope.colleague)}`] : []),
    ...(scope.offeredTo ? [sql<SqlBool>`(e.offered_to = ${scope.offeredTo} and e.status = 'waiting')`] : []),
    ...(scope.unreadBy ? [sql<SqlBool>`${unreadOf(readerOf(scope.unreadBy))} > 0`] : []),
    ...(scope.test ? [sql<SqlBool>`e.test = ${scope.test === 'only'}`] : []),
  ];
}

/** The same, where few rows are asked one by one: PostgreSQL does not begin with everything a figure counts. */
export function rowInScope({ mark, phrase, saying, unlike, ...scope }: Scope): Condition[] {
  const factSays = (condition: Condition) =>
    sql<SqlBool>`(select ${condition} from escalation_fact f where f.escalation_id = e.id)`;
  return [
    ...inScope({ ...scope, ...(unlike?.by === 'topic' && { unlike }) }),
    ...(mark === undefined ? [] : [factSays(hasMark(mark))]),
    ...(phrase === undefined ? [] : [factSays(isAlike(phrase))]),
    ...(saying === undefined ? [] : [factSays(SAYS_NOTHING)]),
    ...(unlike?.by === 'phrase' ? [factSays(resemblesNone(unlike.numbers, scope))] : []),
  ];
}

/** PostgreSQL knows how common a topic is, and not how common what is made of it. */
const topicIs = (topic: string): Condition =>
  topic === '' ? sql<SqlBool>`(e.topic is null or e.topic = '')` : sql<SqlBool>`e.topic = ${topic}`;

const onHold = (hold: 'any' | 'ranOut'): Condition =>
  hold === 'any'
    ? sql<SqlBool>`(e.status = 'claimed' and e.on_hold_since is not null)`
    : sql<SqlBool>`(e.status = 'claimed' and e.on_hold_until <= now())`;

const LEFT_MESSAGE: Condition = sql<SqlBool>`e.left_message_at is not null`;
const NO_MESSAGE: Condition = sql<SqlBool>`e.left_message_at is null`;

/** What came from a queue that missed its target has not missed this one's. */
export const IS_OVERDUE: Condition = sql<SqlBool>`(e.status = 'waiting' and e.alarm in ('onCall', 'managers'))`;

const openedIn = ({ from, to }: Pick<Scope, 'from' | 'to'>): Condition[] => [
  ...(from ? [sql<SqlBool>`e.opened_at >= ${from}`] : []),
  ...(to ? [sql<SqlBool>`e.opened_at < ${to}`] : []),
];

const HOUR_MS = 3_600_000;
const HOUR = sql`date_trunc('hour', e.opened_at, 'UTC')`;

/** An hour belongs to the day it begins on, as its chats do. */
function endedChats({ from, to }: Scope): Condition[] {
  const least = openedIn({ from, to: to && new Date(to.getTime() + HOUR_MS) });
  return [
    ...least,
    ...(from ? [sql<SqlBool>`${HOUR} >= ${from}`] : []),
    ...(to ? [sql<SqlBool>`${HOUR} < ${to}`] : []),
    sql<SqlBool>`not e.test`,
    sql<SqlBool>`exists (
      select from bot_hour h where h.connection_id = e.connection_id and h.hour = ${HOUR} and h.known)`,
  ];
}

const factOf = (condition: Condition) =>
  sql<SqlBool>`exists (select from escalation_fact f where f.escalation_id = e.id and ${condition})`;

const marked = (mark: string) => factOf(hasMark(mark));

const resembles = (words: readonly number[]) =>
  sql<SqlBool>`e.id in (select f.escalation_id from escalation_fact f where ${isAlike(words)})`;

/** Of a fact `f`. */
export const hasMark = (mark: string): Condition => sql<SqlBool>`f.marks @> array[${mark}::bigint]`;

/** Of a fact `f`, as `areAlike` says of the same two; none resembles a phrase of no words. */
export const isAlike = (words: readonly number[]): Condition => isAlikeTo(sql`${[...words]}::int[]`);

const isAlikeTo = (looked: RawBuilder<unknown>): Condition =>
  sql<SqlBool>`(f.phrase && ${looked} and 3 * (
      select count(*) from unnest(f.phrase) word where word = any(${looked})
    ) >= cardinality(f.phrase) + cardinality(${looked}))`;

/** Of a fact `f`: no phrase is known, or none with a word in it. */
export const SAYS_NOTHING: Condition = sql<SqlBool>`f.phrase = '{}'`;

/** Of a fact `f`. The groups are read once. */
export const resemblesNone = (numbers: readonly number[], scope: Scope): Condition =>
  sql<SqlBool>`(f.phrase <> '{}' and not exists (
    select from (${phrasesNamed(numbers, scope)} offset 0) n where ${isAlikeTo(sql`n.phrase`)}))`;

/** What groups are named by, only where the asker may see it. */
export const phrasesNamed = (numbers: readonly number[], { tenantId, visibleTo: sight }: Scope) =>
  sql<{ phrase: number[] }>`select g.phrase from escalation e join escalation_fact g on g.escalation_id = e.id
    where ${allOf([...inScope({ tenantId, visibleTo: sight }), sql<SqlBool>`e.number = any(${[...numbers]}::bigint[])`])}`;

function unlike({ by, numbers }: NonNullable<Scope['unlike']>, scope: Scope): Condition {
  if (by === 'phrase') return factOf(resemblesNone(numbers, scope));
  const { tenantId, visibleTo: sight } = scope;
  const topics = sql`select coalesce(e.topic, '') from escalation e
    where ${allOf([...inScope({ tenantId, visibleTo: sight }), sql<SqlBool>`e.number = any(${[...numbers]}::bigint[])`])}`;
  return sql<SqlBool>`(coalesce(e.topic, '') <> '' and coalesce(e.topic, '') <> all(array(${topics})))`;
}

const openedInOneOf = (stretches: readonly Stretch[]): Condition =>
  sql<SqlBool>`exists (select from ${rowsOf(stretches)} where e.opened_at >= w.begin and e.opened_at < w.until)`;

/** As rows `w`: of any number of them the statement is the same. */
const rowsOf = (stretches: readonly Stretch[]): RawBuilder<unknown> => sql`unnest(
  ${stretches.map(({ from }) => from)}::timestamptz[], ${stretches.map(({ to }) => to)}::timestamptz[]) w (begin, until)`;

/** Each of a scope's stretches is looked up by its time: rows of a table, under a name. */
export function openedWithin(
  { tenantId, from, to, stretches = [] }: Scope,
  { table, as }: { table: 'escalation' | 'escalation_fact'; as: 'e' | 'f' },
): RawBuilder<unknown> {
  const some = stretches.filter((one) => (!to || one.from < to) && (!from || one.to > from));
  return sql`${rowsOf(some)}
    cross join lateral (
      select * from ${sql.table(table)} where tenant_id = ${tenantId} and opened_at >= w.begin and opened_at < w.until
      offset 0) ${sql.ref(as)}`;
}

export const allOf = (conditions: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join([sql`true`, ...conditions], sql` and `)})`;

/** When an agent had an escalation `e` for the first time, whoever had it later. */
export const FIRST_CLAIMED = sql<Date | null>`coalesce(e.first_claimed_at, e.claimed_at)`;

/** Seconds until an agent had it for the first time, or it ended, or until now. */
export const WAITED = sql<number>`greatest(0, extract(epoch from
  coalesce(e.first_claimed_at, e.claimed_at, e.ended_at, now()) - e.opened_at))::float8`;

/** By which the longest wait comes first: those who wait still, then by how long the others did. As its index has it. */
export const WAIT_ORDER = sql`coalesce(
  extract(epoch from coalesce(e.first_claimed_at, e.claimed_at, e.ended_at) - e.opened_at),
  1e10 - extract(epoch from e.opened_at - timestamptz '1970-01-01 00:00:00Z'))`;

/** Their queues, and what they have or had a part in. */
function visibleTo({ id, queueIds }: NonNullable<Sight>): Condition {
  const mine = sql`e.assignee_id = ${id} or exists (
    select from escalation_person p where p.escalation_id = e.id and p.agent_id = ${id})`;
  return queueIds.length > 0
    ? sql<SqlBool>`(e.queue_id = any(${[...queueIds]}::uuid[]) or ${mine})`
    : sql<SqlBool>`(${mine})`;
}

/** Escalations somebody is, or was, asked for advice in, or joined. */
const helpedBy = (agentId: string) => sql`(
  select escalation_id from escalation_person where agent_id = ${agentId} and role in ('consulted', 'joined'))`;

function outcomeIs(outcome: string): Condition {
  switch (outcome) {
    case 'none':
      return sql<SqlBool>`e.outcome is null`;
    case 'own':
      return sql<SqlBool>`(e.outcome is not null and e.outcome_id is null)`;
    default:
      return sql<SqlBool>`e.outcome_id = ${outcome}::uuid`;
  }
}

function ratingIs(rating: NonNullable<Scope['rating']>): Condition {
  if (rating === 'any') return sql<SqlBool>`e.rating is not null`;
  if (rating === 'none')
    return sql<SqlBool>`e.id in (select escalation_id from survey where source = 'desk' and grade is null)`;
  const [only] = rating;
  return rating.length === 1 ? sql<SqlBool>`e.rating = ${only}` : sql<SqlBool>`e.rating = any(${rating}::smallint[])`;
}

/** By its own table: PostgreSQL knows of it how many have a tag, and so whether to begin with those or with the newest. */
const hasTag = (tagId: string): Condition =>
  sql<SqlBool>`e.id in (select escalation_id from escalation_tag where tag_id = ${tagId}::uuid)`;

/** As the bot said, or as the customer's channel does. */
export const LANGUAGE = sql<string>`lower(split_part(replace(coalesce(e.language,
  (select customer_locale from conversation where id = e.conversation_id), ''), '_', '-'), '-', 1))`;

/** Bots leave spaces around what they capture. */
function captured({ name, value }: NonNullable<Scope['variable']>): Condition {
  const is = (field: 'name' | 'value', asked: string) =>
    sql`lower(btrim(v->>${sql.lit(field)}, E' \\t\\r\\n')) = lower(${asked})`;
  const isValue = value === undefined ? sql`` : sql` and ${is('value', value)}`;
  return sql<SqlBool>`exists (select from jsonb_array_elements(e.variables) v where ${is('name', name)}${isValue})`;
}

/** A card is none; a link to somebody's file is one. */
const HAS_FILE = sql<SqlBool>`exists (
  select from message m
  where m.conversation_id = e.conversation_id and m.seq >= e.from_seq and m.seq <= coalesce(e.to_seq, 2147483647)
    and m.deleted_at is null and m.attachments <> '[]'
    and jsonb_path_exists(m.attachments, '$[*] ? (!(@.contentType starts with "application/vnd.microsoft.card"))'))`;

const HAS_FAILED = sql<SqlBool>`exists (select from message m where m.escalation_id = e.id and m.delivery = 'failed')`;
