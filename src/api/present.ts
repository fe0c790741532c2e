/** What the store keeps → what the contract promises, with the abilities of whoever asks. Pure. */
import { FILE_FORGOTTEN } from '../cards/words/files';
import { asAdaptive } from '../cards/classicCard';
import { withoutMarkdown } from '../cards/text/markdownWords';
import { passedOverIn } from '../domain/routing/passedOver';
import { can, readsWhisper } from '../domain/policy';
import type { Attachment as StoredAttachment, Message as StoredMessage } from '../domain/message';
import { type Identity, type Person, SYSTEM } from '../domain/escalation';
import { ratingFrom, surveyFrom } from '../escalation/ratings';
import { isOpenAt, nextOpening } from '../domain/hours';
import { cameOutsideHours } from '../domain/leftMessage';
import { isTechnical } from '../domain/technical';
import { readsAlong, waitsForCustomerSince, waitsForOwnerSince } from '../domain/turns';
import type { AgentRow } from '../store/agents';
import type { StoryRow } from '../store/escalation/events';
import type { EscalationRow } from '../store/escalation/escalations';
import type { StoredFile } from '../store/files';
import type { ListedQueue } from '../store/queues';
import type { Agent, Attachment, Escalation, EscalationEvent, Message, PresenceSet, Queue } from '../contract/api';

export function presentEscalation(row: EscalationRow, asker: Identity, now: Date, viewers: Person[] = []): Escalation {
  const colleagues = row.people.flatMap(({ id, name, role }) => (role === 'owner' ? [] : [{ id, name, role }]));
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    version: row.version,
    conversationId: row.conversationId,
    customer: { id: row.customerId, name: row.customerName },
    erased: row.erasedAt && { at: row.erasedAt.toISOString(), by: presentEraser(row.erasedBy) },
    connection: { id: row.connectionId, name: row.connectionName, kind: row.connectionKind },
    queue: { id: row.queueId, name: row.queueName },
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    topic: row.topic,
    lastPhrase: row.lastPhrase,
    agentMessage: row.agentMessage,
    language: row.language,
    priority: row.priority,
    variables: row.variables.map((variable) => ({ ...variable, technical: isTechnical(variable) })),
    routingReason: row.routingReason,
    moved: row.moved,
    colleagues,
    helpers: colleagues,
    alarm: row.alarm,
    offer:
      row.status === 'waiting' && row.offeredTo !== null && row.offeredUntil !== null
        ? { to: { id: row.offeredTo, name: row.offeredName ?? '' }, until: row.offeredUntil.toISOString() }
        : null,
    dueAt: time(row.dueAt),
    goesBackAt: row.status === 'claimed' && row.ownerWarnedAt !== null ? time(row.dueAt) : null,
    rule: row.ruleName,
    passedOver: row.passedOver,
    requiredSkill: row.requiredSkill,
    test: row.test,
    openedAt: row.openedAt.toISOString(),
    waitingSince: row.status === 'waiting' ? row.waitingSince.toISOString() : null,
    claimedAt: time(row.claimedAt),
    firstClaimedAt: time(row.firstClaimedAt),
    endedAt: time(row.endedAt),
    outcome: row.outcome,
    endedBy: row.endedBy,
    outcomeId: row.outcomeId,
    tags: row.tags,
    summary: row.summary,
    survey: row.survey && surveyFrom(row.survey),
    botRating: row.botRating && ratingFrom(row.botRating),
    previousId: row.previousId,
    lastSeq: row.lastSeq,
    lastCustomerSeq: row.lastCustomerSeq,
    customerWaitsSince: time(waitsForOwnerSince(row)),
    ownerWaitsSince: time(waitsForCustomerSince(row)),
    customerAskedAt: row.status === 'claimed' ? time(row.customerAskedAt) : null,
    onHold: presentHold(row),
    unread: row.readerId === asker.id && readsAlong(asker, row) ? row.unread : 0,
    undelivered: row.undelivered,
    leftMessageAt: time(row.leftMessageAt),
    outsideHours: presentOutside(row, now),
    viewers,
    preview: row.preview && presentPreview(row.preview),
    card: { state: row.cardState, reason: row.cardReason },
    lane: { blocked: row.laneBlocked !== null, reason: row.laneBlocked },
    can: {
      claim: can(asker, 'claim', row),
      release: can(asker, 'release', row),
      transfer: can(asker, 'transfer', row),
      resolve: can(asker, 'resolve', row),
      hold: can(asker, 'hold', row),
      continue: can(asker, 'continue', row),
      reply: can(asker, 'reply', row),
      note: can(asker, 'note', row),
      consult: can(asker, 'consult', row),
      join: can(asker, 'join', row),
      leave: can(asker, 'leave', row),
    },
  };
}

const presentEraser = (by: EscalationRow['erasedBy']) => ({ id: by?.id ?? null, name: by?.name ?? SYSTEM.name });

/** Whoever has it put it on hold: it goes with them. */
const presentHold = ({ onHoldSince, onHoldUntil, assigneeId, assigneeName }: EscalationRow): Escalation['onHold'] =>
  onHoldSince && onHoldUntil && assigneeId !== null
    ? {
        since: onHoldSince.toISOString(),
        until: onHoldUntil.toISOString(),
        by: { id: assigneeId, name: assigneeName ?? '' },
      }
    : null;

function presentOutside(row: EscalationRow, now: Date): Escalation['outsideHours'] {
  if (row.status !== 'waiting' || !cameOutsideHours(row)) return null;
  return { opensAt: isOpenAt(row.hours, now) ? null : time(nextOpening(row.hours, now)) };
}

/** In a line of a list nothing is bold: marks would be read as words. */
const presentPreview = ({ text, format, sentAt, ...said }: NonNullable<EscalationRow['preview']>) => ({
  ...said,
  text: format === 'markdown' ? withoutMarkdown(text) : text,
  sentAt: sentAt.toISOString(),
});

/** A whisper shows itself to everybody and its words to those it is between, and to managers. */
export function presentMessage(
  message: StoredMessage,
  asker: Pick<Identity, 'id' | 'manager'>,
  files: readonly StoredFile[] = [],
): Message {
  const { whisperTo, extras } = message;
  const mayRead = readsWhisper(asker, message);
  return {
    seq: message.seq,
    id: message.id,
    author: message.author,
    note: message.note,
    whisperTo,
    text: mayRead ? message.text : `(for ${whisperTo?.name ?? ''} only)`,
    format: message.format,
    attachments: mayRead ? message.attachments.map((attachment) => presentAttachment(attachment, files)) : [],
    suggestedActions: message.suggestedActions,
    quote: extras.quote ? { seq: extras.quote.seq, author: extras.quote.author, text: extras.quote.text } : null,
    forwarded: extras.forwarded ?? false,
    citations: extras.citations ?? [],
    aiGenerated: extras.aiGenerated ?? false,
    told: extras.told ?? null,
    sensitivity: extras.sensitivity?.name ?? null,
    answers: extras.answers ?? [],
    reactions: message.reactions,
    earlier: asker.manager && mayRead ? message.earlier : [],
    sentAt: message.sentAt.toISOString(),
    editedAt: time(message.editedAt),
    deletedAt: time(message.deletedAt),
    delivery: message.delivery,
    clientMessageId: message.clientMessageId,
  };
}

function presentAttachment(attachment: StoredAttachment, files: readonly StoredFile[]): Attachment {
  const { contentType, name, content, url, fileId = null, unavailable } = asAdaptive(attachment);
  const file = files.find(({ id }) => id === fileId);
  const lost = fileId !== null && !file ? FILE_FORGOTTEN : null;
  const reason = unavailable ?? file?.reason ?? lost;
  return {
    contentType: file?.contentType ?? contentType,
    name: file?.name ?? name,
    ...(content !== undefined && { content }),
    // What is written into the link is the desk's own copy.
    url: url?.startsWith('data:') ? null : url,
    fileId: file ? fileId : null,
    size: file?.size ?? null,
    state: reason === null ? (file?.state ?? 'ready') : 'unavailable',
    reason,
    hasThumbnail: file?.hasThumbnail ?? false,
  };
}

export function presentEvent({ offer, ...event }: StoryRow): EscalationEvent {
  return { ...event, at: event.at.toISOString(), passedOver: offer && passedOverIn(offer) };
}

export function presentQueue({ tenantId: _, ...queue }: ListedQueue, now: Date): Queue {
  const opensAt = nextOpening(queue.serviceTargets.hours, now);
  return {
    ...queue,
    promises: queue.serviceTargets,
    open: opensAt?.getTime() === now.getTime(),
    opensAt: time(opensAt),
  };
}

/** @param showsTimes whether the reader is shown since when: how others are is no secret, for how long they were is a figure */
export function presentAgent({ upn: _, tabClosedAt, setBy, ...agent }: AgentRow, showsTimes: boolean): Agent {
  return { ...agent, tabClosedAt: showsTimes ? time(tabClosedAt) : null, setBy: presentSetBy(setBy) };
}

export const presentSetBy = (setBy: AgentRow['setBy']): PresenceSet | null =>
  setBy && { ...setBy, at: setBy.at.toISOString() };

const time = (at: Date | null): string | null => at?.toISOString() ?? null;
