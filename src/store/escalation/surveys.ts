/** What customers are asked once a person has helped them, and what they answered. */
import { type SqlBool, sql } from 'kysely';
import type { SurveyScale, SurveySettings } from '../../contract/surveys';
import type { Asked, SurveyForm } from '../../domain/survey';
import { isEveryBots } from '../customer';
import { built } from '../postgres/built';
import type { Reader } from '../postgres/db';
import { lockNamed } from '../postgres/lockNamed';

/** As JSON tells it. */
export interface SurveyRow {
  askedAt: string;
  remindedAt: string | null;
  scale: SurveyScale;
  rating: number | null;
  grade: number | null;
  comment: string | null;
  answeredAt: string | null;
  changedAt: string | null;
}

/** Of an escalation `e`. */
export const surveyBy = (source: 'desk' | 'bot') => sql<SurveyRow | null>`(
  select jsonb_build_object('askedAt', s.asked_at, 'remindedAt', s.reminded_at, 'scale', s.scale, 'rating', s.rating,
    'grade', s.grade, 'comment', s.comment, 'answeredAt', s.answered_at, 'changedAt', s.changed_at)
  from survey s where s.escalation_id = e.id and s.source = ${sql.lit(source)})`;

/** What this escalation's queue asks, and in which language its customer is spoken to. */
export async function surveyOf(
  q: Reader,
  escalationId: string,
): Promise<{ settings: SurveySettings; locale: string | null } | null> {
  const [row] = await settingsOf(q, { escalationId });
  return row?.settings ? { settings: row.settings, locale: row.locale } : null;
}
const settingsOf = built((q, { escalationId }: { escalationId: string }) =>
  q
    .selectFrom('escalation as e')
    .innerJoin('queue as u', 'u.id', 'e.queue_id')
    .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
    .select(['u.survey as settings', sql<string | null>`coalesce(e.language, c.customer_locale)`.as('locale')])
    .where('e.id', '=', escalationId),
);

export interface NewSurvey {
  escalationId: string;
  tenantId: string;
  customerId: string;
  queueId: string;
  agentId: string | null;
  form: SurveyForm;
  now: Date;
  /** Nobody is asked who was asked since then. */
  askedSince: Date;
  remindAt: Date | null;
}

/** False when they were asked lately; two ends at once ask once. */
export async function insertSurvey(q: Reader, survey: NewSurvey): Promise<boolean> {
  const { escalationId, tenantId, customerId, queueId, agentId, form, now, askedSince, remindAt } = survey;
  // A statement sees what was committed before it began, so the lock is one of its own.
  const [, { rows }] = await Promise.all([
    lockNamed(q, `survey ${tenantId} ${customerId}`),
    sql<{ id: string }>`
      insert into survey (escalation_id, source, tenant_id, customer_id, queue_id, agent_id, asked_at, scale, form, remind_at)
      select ${escalationId}::uuid, 'desk', ${tenantId}, ${customerId}, ${queueId}::uuid, ${agentId}, ${now}::timestamptz,
        ${form.scale}, ${JSON.stringify(form)}::jsonb, ${remindAt}::timestamptz
      where not exists (
        select from survey s where s.tenant_id = ${tenantId} and s.customer_id = ${customerId} and s.source = 'desk'
          and s.asked_at > ${askedSince} and ${isEveryBots(customerId) ? sql`true` : ofTheBotOf(escalationId)})
      returning escalation_id as id`.execute(q),
  ]);
  return rows.length > 0;
}

const ofTheBotOf = (escalationId: string) => sql<SqlBool>`exists (
  select from escalation o join escalation n on n.connection_id = o.connection_id
  where o.id = s.escalation_id and n.id = ${escalationId}::uuid)`;

export interface KeptSurvey extends Asked {
  conversationId: string;
  tenantId: string;
  number: number;
  cardIds: string[];
  remindAt: Date | null;
  remindedAt: Date | null;
}

/** The desk's own; null where nobody was asked, or the escalation is gone. */
export async function findSurvey(q: Reader, escalationId: string): Promise<KeptSurvey | null> {
  const row = await q
    .selectFrom('survey as s')
    .innerJoin('escalation as e', 'e.id', 's.escalation_id')
    .select([
      'e.conversation_id as conversationId',
      'e.tenant_id as tenantId',
      sql<number>`e.number::int`.as('number'),
      's.form',
      's.asked_at as askedAt',
      's.card_ids as cardIds',
      's.remind_at as remindAt',
      's.reminded_at as remindedAt',
      's.rating',
      's.comment',
      's.answered_at as answeredAt',
    ])
    .where('s.escalation_id', '=', escalationId)
    .where('s.source', '=', 'desk')
    .executeTakeFirst();
  return row?.form ? { ...row, form: row.form } : null;
}

/** The caller holds the escalation's lock; the version it becomes is returned. */
export async function saveRating(
  q: Reader,
  escalationId: string,
  { rating, grade, comment, now }: { rating: number; grade: number; comment: string | null; now: Date },
): Promise<number> {
  await sql`
    update survey set rating = ${rating}, grade = ${grade}, comment = ${comment}, remind_at = null,
      changed_at = case when answered_at is null then null else ${now}::timestamptz end,
      answered_at = coalesce(answered_at, ${now}::timestamptz)
    where escalation_id = ${escalationId} and source = 'desk'`.execute(q);
  return nextVersion(q, escalationId, grade);
}

/** A bot's own survey told what its customer said of it; false when that is known already. */
export async function saveBotRating(
  q: Reader,
  survey: Pick<NewSurvey, 'escalationId' | 'tenantId' | 'customerId' | 'queueId' | 'now'> & {
    rating: number;
    grade: number;
    comment: string | null;
  },
): Promise<boolean> {
  const { escalationId, tenantId, customerId, queueId, rating, grade, comment, now } = survey;
  const { rows } = await sql<{ id: string }>`
    insert into survey (escalation_id, source, tenant_id, customer_id, queue_id, asked_at, scale, rating, grade, comment, answered_at)
    values (${escalationId}::uuid, 'bot', ${tenantId}, ${customerId}, ${queueId}::uuid, ${now}, 'stars', ${rating}, ${grade},
      ${comment}, ${now})
    on conflict do nothing returning escalation_id as id`.execute(q);
  return rows.length > 0;
}

/** The conversation's last escalation, if it ended after this moment: what its customer says of the bot is about that. */
export async function lastEnded(
  q: Reader,
  conversationId: string,
  since: Date,
): Promise<{ id: string; tenantId: string; queueId: string } | null> {
  const row = await q
    .selectFrom('escalation')
    .select(['id', 'tenant_id as tenantId', 'queue_id as queueId'])
    .where('conversation_id', '=', conversationId)
    .where('ended_at', '>', since)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function nextVersion(q: Reader, escalationId: string, rating?: number | null): Promise<number> {
  const { version } = await q
    .updateTable('escalation')
    .set({ version: sql<number>`version + 1`, ...(rating !== undefined && { rating }) })
    .where('id', '=', escalationId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** It never reached the customer, so nobody was asked; false when somebody has answered all the same. */
export async function forgetUnasked(q: Reader, escalationId: string): Promise<boolean> {
  const { numDeletedRows } = await q
    .deleteFrom('survey')
    .where('escalation_id', '=', escalationId)
    .where('source', '=', 'desk')
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** At once and not with the rest: a card that is not remembered is never edited. */
export async function rememberSurveyCard(q: Reader, escalationId: string, cardId: string): Promise<void> {
  await sql`
    update survey set card_ids = array_append(card_ids, ${cardId})
    where escalation_id = ${escalationId} and source = 'desk' and not card_ids @> array[${cardId}]`.execute(q);
}

export async function dueReminders(q: Reader, now: Date, limit: number): Promise<{ id: string; tenantId: string }[]> {
  return q
    .selectFrom('survey')
    .select(['escalation_id as id', 'tenant_id as tenantId'])
    .where('remind_at', '<=', now)
    .orderBy('remind_at')
    .limit(limit)
    .execute();
}

/** No reminder is due any more; `at`: because there was one. */
export async function settleReminder(q: Reader, escalationId: string, at: Date | null): Promise<void> {
  await q
    .updateTable('survey')
    .set({ remind_at: null, ...(at && { reminded_at: at }) })
    .where('escalation_id', '=', escalationId)
    .where('source', '=', 'desk')
    .execute();
}

/** They are with the desk again, or have been since. */
export async function hasComeBack(q: Reader, escalationId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select l.id from escalation e join escalation l on l.conversation_id = e.conversation_id and l.opened_at > e.opened_at
    where e.id = ${escalationId} limit 1`.execute(q);
  return rows.length > 0;
}
