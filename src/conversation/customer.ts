/** Words on their way to the customer: kept in the transcript and put into the outbox in one transaction. */
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/db';
import { type NewMessageRow, appendMessage } from '../store/messages';
import { enqueue } from '../store/outbox';
import { type Lane, customerLane } from './lanes';
import type { Message } from './message';

/** Appends a message and sends it off. Notes cannot come this way: the type has no place for one. */
export async function sayToCustomer(
  tx: Tx,
  conversation: ConversationRow,
  message: Omit<NewMessageRow, 'conversationId' | 'note' | 'delivery'>,
): Promise<Message> {
  const said = await appendMessage(tx.q, { ...message, conversationId: conversation.id, delivery: 'sending' });
  // Teams returns no id for text and attachment together, so they go as two sends.
  const cost = message.text && message.attachments?.length ? 2 : 1;
  await enqueue(tx, laneOf(conversation), 'customer', { messageId: said.id }, cost);
  return said;
}

export function laneOf(conversation: ConversationRow): Lane {
  const { address, tenant_id: tenantId } = conversation;
  return address
    ? customerLane({ tenantId, teamsConversationId: address.conversationId })
    : { key: conversation.lane, priority: 0, rateKey: null, tenantKey: null };
}
