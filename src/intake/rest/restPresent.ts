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
    outcome: row.outcome,
    openedAt: row.openedAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    url: `${publicUrl}/api/handoffs/${row.id}`,
  };
}

export function messageWebhook(message: Message, handoff: Handoff): Webhook {
  return {
    type: 'message',
    id: message.id,
    at: message.sentAt.toISOString(),
    handoff,
    message: {
      id: message.id,
      author: { kind: message.author.kind, name: message.author.name },
      text: message.text,
      format: message.format,
      attachments: message.attachments.map(({ contentType, name, content, url }) => ({
        contentType,
        name,
        ...(content !== undefined && { content }),
        url,
      })),
      ...(message.extras.quote && {
        quote: { author: message.extras.quote.author, text: message.extras.quote.text },
      }),
      sentAt: message.sentAt.toISOString(),
    },
  };
}

/** Null for an event no bot needs to know. */
export function eventWebhook({ type, version, at, summary }: EventRow, handoff: Handoff): Webhook | null {
  const heard = BotEventType.safeParse(type).data;
  return heard ? { type: heard, id: `${handoff.id}:${version}`, at: at.toISOString(), handoff, summary } : null;
}
