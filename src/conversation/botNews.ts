/** What the bot behind a conversation learns of its escalation, by whichever way it came in. */
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/db';
import { enqueue } from '../store/outbox';
import { laneOf } from './customer';
import { botLane } from './lanes';

/** Called in the transaction of every change, after what the customer is told of it. */
export async function tellBot(
  tx: Tx,
  conversation: ConversationRow,
  { escalationId, version, isOpen }: { escalationId: string; version: number; isOpen: boolean },
): Promise<void> {
  const lane = laneOf(conversation);
  switch (conversation.address?.channel) {
    case 'skill':
      await enqueue(tx, lane, 'skill', { type: 'event', escalationId, version });
      if (!isOpen) await enqueue(tx, lane, 'skill', { type: 'end', escalationId });
      return;
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
