/** Words on their way to the customer: kept in the transcript and put into the outbox in one transaction. */
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/postgres/db';
import { findEscalation } from '../store/escalation/escalations';
import { type NewMessageRow, appendMessage, setDelivery } from '../store/messages';
import { enqueue } from '../store/outbox/outbox';
import { hintMessage } from './messageHint';
import { type Lane, customerLane } from '../domain/lanes';
import type { Message } from '../domain/message';
import type { SendOutcome } from '../domain/outbox';

/** Appends a message and sends it off. Notes cannot come this way: the type has no place for one. */
export async function sayToCustomer(
  tx: Tx,
  conversation: ConversationRow,
  message: Omit<NewMessageRow, 'conversationId' | 'note' | 'delivery'>,
): Promise<Message> {
  // Of a test there is nobody at the far end.
  if (!conversation.address) return appendMessage(tx.q, { ...message, conversationId: conversation.id });
  const said = await appendMessage(tx.q, { ...message, conversationId: conversation.id, delivery: 'sending' });
  await sendOff(tx, conversation, said);
  return said;
}

/** Puts a message of the transcript at the end of the customer's lane. */
export async function sendOff(
  tx: Tx,
  conversation: ConversationRow,
  { id, text, attachments }: Message,
): Promise<void> {
  const lane = laneOf(conversation);
  switch (conversation.address?.channel) {
    case 'skill':
      return enqueue(tx, lane, 'skill', { type: 'message', messageId: id });
    case 'callback':
      return enqueue(tx, lane, 'callback', { type: 'message', messageId: id });
    default:
      // Teams returns no id for text and attachment together, so they go as two sends.
      return enqueue(tx, lane, 'customer', { messageId: id }, text && attachments.length > 0 ? 2 : 1);
  }
}

/** What an attempt to deliver a message means for its transcript. */
export async function settleMessage(tx: Tx, messageId: string, outcome: SendOutcome): Promise<void> {
  const delivery =
    outcome.result === 'delivered'
      ? { state: 'delivered' as const, reason: null }
      : { state: outcome.result === 'failed' ? ('failed' as const) : ('sending' as const), reason: outcome.reason };
  const externalId = outcome.result === 'delivered' ? outcome.externalId : null;
  const message = await setDelivery(tx.q, messageId, delivery, externalId);
  if (!message?.escalationId) return;
  const escalation = await findEscalation(tx.q, message.escalationId);
  if (escalation) hintMessage(tx, escalation, message.seq);
}

export function laneOf({ address, lane, tenant_id: tenantId }: ConversationRow): Lane {
  return address?.channel === 'teams'
    ? customerLane({ tenantId, teamsConversationId: address.conversationId })
    : { key: lane, priority: 0, rateKey: null, tenantKey: null };
}
