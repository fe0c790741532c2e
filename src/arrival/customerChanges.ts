/** What customers do to what was said before: edits, deletions, reactions. It changes the transcript only. */
import { hintMessage } from '../escalation/consequences/hints';
import type { CustomerChange, CustomerReaction } from '../domain/message';
import { type ConversationRow, lockConversation } from '../store/conversations';
import { changeReactions, changeWords, customersMessage, messageByExternalId } from '../store/customerMessages';
import { openEscalationOf } from '../store/escalation/escalations';
import { takeKey } from '../store/inbox';
import type { Tx } from '../store/postgres/db';

/** `unknown`: the desk never had that message; nothing is taken, so that its words may still come as new ones. */
export type Changed = 'accepted' | 'duplicate' | 'unknown';

/** Bots cannot take theirs back, so they hear nothing of it. */
export async function changeCustomersWords(
  tx: Tx,
  { id }: ConversationRow,
  c: Pick<CustomerChange, 'key' | 'externalId' | 'change' | 'at'>,
): Promise<Changed> {
  await lockConversation(tx.q, id);
  const message = await customersMessage(tx.q, id, c.externalId);
  if (!message) return 'unknown';
  if (!(await takeKey(tx.q, c.key))) return 'duplicate';
  await changeWords(tx.q, message.id, c.change, c.at);
  await hintChanged(tx, id, message.seq);
  return 'accepted';
}

export async function changeCustomersReactions(
  tx: Tx,
  conversation: ConversationRow,
  r: CustomerReaction,
): Promise<Changed> {
  await lockConversation(tx.q, conversation.id);
  const message = await messageByExternalId(tx.q, conversation.id, r.externalId);
  if (!message || message.deletedAt) return 'unknown';
  if (!(await takeKey(tx.q, r.key))) return 'duplicate';
  const by = { kind: 'customer' as const, id: conversation.customer_id, name: conversation.customer_name };
  await changeReactions(tx.q, message, by, r);
  await hintChanged(tx, conversation.id, message.seq);
  return 'accepted';
}

async function hintChanged(tx: Tx, conversationId: string, seq: number): Promise<void> {
  const open = await openEscalationOf(tx.q, conversationId);
  if (open) hintMessage(tx, open, seq);
}
