/** What the store keeps → what a REST bot is told. Pure. */
import type { Message } from '../../domain/message';
import type { EventRow } from '../../store/escalation/events';
import type { EscalationRow } from '../../store/escalation/escalations';
import { BotEventType } from '../../contract/kinds';
import type { Handoff, Webhook } from '../../contract/restBots';

export function presentHandoff(row: EscalationRow, conversationId: string, publicUrl: string): Handoff {
  return {
    id: row.id,
    number: row.number,
    conversationId,
    status: row.status,
    queue: { name: row.queueName },
    agent: row.assigneeName === null ? null : { name: row.assigneeName },
    onHold: onHoldOf(row),
    outcome: row.outcome,
    openedAt: row.openedAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    url: `${publicUrl}/api/handoffs/${row.id}`,
  };
}

const onHoldOf = ({ onHoldSince, onHoldUntil }: EscalationRow): Handoff['onHold'] =>
  onHoldSince && onHoldUntil && { since: onHoldSince.toISOString(), until: onHoldUntil.toISOString() };

export function messageWebhook(message: Message, handoff: Handoff): Webhook {
  return { type: 'message', id: message.id, at: message.sentAt.toISOString(), handoff, message: messageOf(message) };
}

/** `change` tells one change of the same message from the next, whichever attempt it is. */
export function amendedWebhook(message: Message, how: 'edit' | 'delete', change: string, handoff: Handoff): Webhook {
  const letter = { id: `${message.id}:${change}`, handoff };
  const at = (how === 'edit' ? message.editedAt : message.deletedAt) ?? message.sentAt;
  return how === 'edit'
    ? { type: 'message_edited', ...letter, at: at.toISOString(), message: messageOf(message) }
    : { type: 'message_deleted', ...letter, at: at.toISOString(), messageId: message.id };
}

function messageOf({ id, author, text, format, attachments, extras: { quote, survey }, sentAt }: Message) {
  return {
    id,
    author: { kind: author.kind, name: author.name },
    text,
    format,
    attachments: attachments.map(({ contentType, name, content, url }) => ({
      contentType,
      name,
      ...(content !== undefined && { content }),
      url,
    })),
    ...(survey && { survey: { min: survey.min, max: survey.max } }),
    ...(quote && { quote: { author: quote.author, text: quote.text } }),
    sentAt: sentAt.toISOString(),
  };
}

/** Null for an event no bot needs to know. */
export function eventWebhook({ type, version, at, summary }: EventRow, handoff: Handoff): Webhook | null {
  const heard = BotEventType.safeParse(type).data;
  return heard ? { type: heard, id: `${handoff.id}:${version}`, at: at.toISOString(), handoff, summary } : null;
}
