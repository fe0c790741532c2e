/** Escalation rows; only `escalation/escalations.ts` and `sweep.ts` call what writes. */
import { type SqlBool, sql } from 'kysely';
import type { ActorKind, Alarm, Choice, ConnectionKind, EscalationStatus, Hours } from '../../contract/api';
import type { Actor, Escalation, Person, Role, Variable } from '../../domain/escalation';
import type { Change } from '../../domain/change';
import { customerOf } from '../customer';
import { type Reader, constant, constants } from '../postgres/db';
import { peopleColumn } from './people';
import { FIRST_CLAIMED } from './scope';
import { decidedBy } from './subjects';
import { timerColumns } from './timers';
import { type SurveyRow, surveyBy } from './surveys';
import { lastWords } from './preview';
import { addTags, endedBy, erasedBy } from './ending';
import { built } from '../postgres/built';
import { readerOf, undelivered, unreadOf } from './reading';

export interface EscalationRow extends Escalation {
  /** Empty once they are erased. */
  customerId: string;
  customerName: string;
  /** When its words went, and who saw to that. */
  erasedAt: Date | null;
  erasedBy: Actor | null;
  connectionName: string;
  connectionKind: ConnectionKind;
  queueName: string;
  outcomeId: string | null;
  tags: Choice[];
  summary: string | null;
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  language: string | null;
  priority: number;
  variables: Variable[];
  routingReason: string | null;
  /** Who resolved it, or by whom it was abandoned; null while it is open. */
  endedBy: Actor | null;
  /** In another queue than the one it was routed to. */
  moved: boolean;
  people: (Person & { role: Role })[];
  alarm: Alarm;
  offeredName: string | null;
  offeredUntil: Date | null;
  /** When it came into its queue. */
  waitingSince: Date;
  dueAt: Date | null;
  requiredSkill: string | null;
  /** The rule that chose the queue. */
  ruleName: string | null;
  /** Rules that could not be told. */
  passedOver: { rule: string; why: string }[];
  test: boolean;
  /** What the customer was asked and answered, and what they said of the bot. */
  survey: SurveyRow | null;
  botRating: SurveyRow | null;
  previousId: string | null;
  fromSeq: number;
  toSeq: number | null;
  lastSeq: number;
  lastCustomerSeq: number;
  ownerSpokeAt: Date | null;
  customerAskedAt: Date | null;
  ownerWarnedAt: Date | null;
  /** When the desk said that the hold is over; null: it is not. */
  holdRanOutAt: Date | null;
  /** Of the reader: whoever asked, or the owner. */
  unread: number;
  readerId: string | null;
  undelivered: boolean;
  leftMessageAt: Date | null;
  /** When an agent had it for the first time. */
  firstClaimedAt: Date | null;
  /** Of the queue, where it waits and was left outside them. */
  hours: Hours | null;
  preview: {
    author: string;
    by: { kind: ActorKind; id: string | null };
    text: string;
    format: 'plain' | 'markdown';
    sentAt: Date;
  } | null;
  cardState: 'pending' | 'posted' | 'failed';
  cardReason: string | null;
  /** Why messages no longer reach the customer. */
  laneBlocked: string | null;
}

/**
 * Escalations with what lists and cards show of them.
 * @param readerId whose unread words are counted; null: the owner's
 */
export function escalations(q: Reader, readerId: string | null = null) {
  const reader = readerOf(readerId);
  return q
    .selectFrom('escalation as e')
    .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
    .innerJoin('connection as n', 'n.id', 'e.connection_id')
    .innerJoin('queue as u', 'u.id', 'e.queue_id')
    .leftJoin('lane as l', 'l.key', 'c.lane')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('message as m')
          .select(['m.author_kind', 'm.author_id', 'm.author_name', lastWords.as('words'), 'm.format', 'm.sent_at'])
          .whereRef('m.conversation_id', '=', 'e.conversation_id')
          .where('m.note', '=', false)
          .where('m.author_kind', '<>', constant('system'))
          .where(sql<SqlBool>`m.seq <= coalesce(e.to_seq, 2147483647) and m.seq >= e.from_seq`)
          .orderBy('m.seq', 'desc')
          .limit(1)
          .as('p'),
      (join) => join.onTrue(),
    )
    .select([
      ...decidedBy,
      'e.outcome_id as outcomeId',
      'e.tags',
      'e.summary',
      endedBy.as('endedBy'),
      ...customerOf,
      'e.erased_at as erasedAt',
      erasedBy.as('erasedBy'),
      'n.name as connectionName',
      'n.kind as connectionKind',
      'u.name as queueName',
      'e.topic',
      'e.last_phrase as lastPhrase',
      'e.agent_message as agentMessage',
      'e.language',
      'e.priority',
      'e.variables',
      'e.routing_reason as routingReason',
      sql<boolean>`e.routed_queue_id is distinct from e.queue_id`.as('moved'),
      peopleColumn.as('people'),
      'e.alarm',
      'e.offered_name as offeredName',
      'e.offered_until as offeredUntil',
      'e.due_at as dueAt',
      'e.waiting_since as waitingSince',
      'e.owner_warned_at as ownerWarnedAt',
      'e.hold_ran_out_at as holdRanOutAt',
      'e.required_skill as requiredSkill',
      'e.rule_name as ruleName',
      'e.passed_over as passedOver',
      'e.test',
      'e.previous_id as previousId',
      surveyBy('desk').as('survey'),
      surveyBy('bot').as('botRating'),
      'e.from_seq as fromSeq',
      'e.to_seq as toSeq',
      sql<number>`least(c.last_seq, coalesce(e.to_seq, c.last_seq))`.as('lastSeq'),
      sql<number>`least(c.last_customer_seq, coalesce(e.to_seq, c.last_customer_seq))`.as('lastCustomerSeq'),
      'e.owner_spoke_at as ownerSpokeAt',
      'e.customer_asked_at as customerAskedAt',
      unreadOf(reader).as('unread'),
      reader.as('readerId'),
      undelivered.as('undelivered'),
      'e.left_message_at as leftMessageAt',
      FIRST_CLAIMED.as('firstClaimedAt'),
      sql<Hours | null>`case when e.status = 'waiting' and e.left_message_at = e.opened_at
        then nullif(u.service_targets -> 'hours', 'null') end`.as('hours'),
      'e.card_state as cardState',
      'e.card_reason as cardReason',
      'l.blocked as laneBlocked',
      'p.author_kind as previewKind',
      'p.author_id as previewId',
      'p.author_name as previewAuthor',
      'p.words as previewText',
      'p.format as previewFormat',
      'p.sent_at as previewAt',
    ]);
}

type Raw = Awaited<ReturnType<ReturnType<typeof escalations>['execute']>>[number];

export function toRow({
  previewKind: kind,
  previewId: id,
  previewAuthor,
  previewText,
  previewFormat: format,
  previewAt,
  ...row
}: Raw): EscalationRow {
  const preview =
    row.erasedAt === null && kind !== null && previewAuthor !== null && previewAt !== null
      ? {
          author: previewAuthor,
          by: { kind, id },
          text: previewText ?? '',
          format: format ?? 'plain',
          sentAt: previewAt,
        }
      : null;
  return { ...row, preview };
}

/** @param readerId whose unread words are counted; absent: the owner's */
export async function findEscalation(
  q: Reader,
  id: string,
  readerId: string | null = null,
): Promise<EscalationRow | null> {
  const [row] = await oneById(q, { id, readerId });
  return row ? toRow(row) : null;
}
const oneById = built((q, { id, readerId }: { id: string; readerId: string | null }) =>
  escalations(q, readerId).where('e.id', '=', id),
);

/** Who is told when something about a message changes; null for one that belongs to no escalation. */
export async function holderOfMessage(
  q: Reader,
  messageId: string,
): Promise<{ id: string; queueId: string; assigneeId: string | null } | null> {
  const [row] = await holder(q, { messageId });
  return row ?? null;
}
const holder = built((q, { messageId }: { messageId: string }) =>
  q
    .selectFrom('escalation')
    .select(['id', 'queue_id as queueId', 'assignee_id as assigneeId'])
    .where('id', '=', (eb) => eb.selectFrom('message').select('escalation_id').where('id', '=', messageId)),
);

export async function openEscalationOf(q: Reader, conversationId: string): Promise<OpenRow | null> {
  const [row] = await openOf(q, { conversationId });
  return row ?? null;
}
const openOf = built((q, { conversationId }: { conversationId: string }) =>
  q
    .selectFrom('escalation')
    .select([
      'id',
      'version',
      'status',
      'queue_id as queueId',
      'assignee_id as assigneeId',
      sql<boolean>`status = 'waiting' and left_message_at is not distinct from opened_at`.as('isMessage'),
    ])
    .where('conversation_id', '=', conversationId)
    .where('status', 'in', constants('waiting', 'claimed')),
);
export interface OpenRow {
  id: string;
  version: number;
  status: EscalationStatus;
  queueId: string;
  assigneeId: string | null;
  /** It came outside opening hours, and nobody has it yet. */
  isMessage: boolean;
}

/** When an agent had it first stays, whoever has it later; also of what was claimed before that was written down. */
const firstOf = (claimedAt: Date | null) =>
  sql<Date | null>`coalesce(first_claimed_at, claimed_at, ${claimedAt}::timestamptz)`;

/** Writes a decided change; the version it makes is returned. */
export async function applyChange(q: Reader, id: string, version: number, change: Change): Promise<void> {
  const tags = change.wrapUp?.tags ?? [];
  const changed = q
    .updateTable('escalation')
    .set({
      status: change.status,
      assignee_id: change.assigneeId,
      assignee_name: change.assigneeName,
      claimed_at: change.claimedAt,
      first_claimed_at: firstOf(change.claimedAt),
      ended_at: change.endedAt,
      outcome: change.outcome,
      ...(change.wrapUp && {
        outcome_id: change.wrapUp.outcomeId,
        tags: JSON.stringify(change.wrapUp.tags),
        summary: change.wrapUp.summary,
      }),
      queue_id: change.queueId,
      ...timerColumns(change.timers),
      version,
    })
    .where('id', '=', id)
    .execute();
  await Promise.all([changed, ...(tags.length > 0 ? [addTags(q, id, tags)] : [])]);
}
