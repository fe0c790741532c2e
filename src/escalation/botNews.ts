/** What the bot behind a conversation learns of its escalation, by whichever way it came in. */
import { SYSTEM } from '../domain/escalation';
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/postgres/db';
import { findEscalation } from '../store/escalation/escalations';
import { appendMessage } from '../store/messages';
import { enqueue } from '../store/outbox/outbox';
import { laneOf } from './customer';
import { hintMessage } from './messageHint';
import { botLane } from '../domain/lanes';

/** Called in the transaction of every change, after what the customer is told of it. */
export async function tellBot(
  tx: Tx,
  conversation: ConversationRow,
  { escalationId, version, isOpen }: { escalationId: string; version: number; isOpen: boolean },
): Promise<void> {
  // A test has shown what it was to show; its bot waits for nothing.
  if (!conversation.address) return;
  const lane = laneOf(conversation);
  const { address } = conversation;
  switch (address?.channel) {
    case 'skill':
      // A parent that ended it itself has moved on; anything said now would meet its next dialog.
      if (address.ended) return;
      await enqueue(tx, lane, 'skill', { type: 'event', escalationId, version });
      if (isOpen) return;
      return enqueue(tx, lane, 'skill', { type: 'end', escalationId, conversationId: address.conversationId });
    case 'callback':
      return enqueue(tx, lane, 'callback', { type: 'event', escalationId, version });
    default:
      // Muted meanwhile, a bot over Direct Line needs to know only that it is back.
      if (isOpen) return;
      await enqueue(tx, botLane(conversation.id), 'bot', {
        conversationId: conversation.id,
        type: 'return',
        escalationId,
      });
  }
}

/** The bot never learned it; the agents do. */
export async function noteUntold(tx: Tx, escalationId: string, what: string, reason: string): Promise<void> {
  const escalation = await findEscalation(tx.q, escalationId);
  if (!escalation) return;
  const { seq } = await appendMessage(tx.q, {
    conversationId: escalation.conversationId,
    escalationId,
    author: SYSTEM,
    note: true,
    text: `The bot could not be told ${what}: ${reason}`,
    sentAt: new Date(),
  });
  hintMessage(tx, escalation, seq);
}
