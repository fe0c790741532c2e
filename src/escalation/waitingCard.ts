/** The card that tells a waiting customer in Teams where they are; what it says is read when it is sent. */
import { type ConversationRow, findConversation } from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { enqueue } from '../store/outbox/outbox';
import { movedInLine, rememberWaitingCard, tellAhead } from '../store/escalation/waitingCards';
import { waitingCardLane } from '../domain/lanes';

const BATCH = 200;

export const hasWaitingCard = ({ address }: ConversationRow): boolean => address?.channel === 'teams';

/** Puts "bring this customer's card up to date" into the outbox; other channels have no card. */
export async function showWaiting(tx: Tx, conversation: ConversationRow, escalationId: string): Promise<void> {
  if (conversation.address?.channel !== 'teams') return;
  const { tenant_id: tenantId, address } = conversation;
  const lane = waitingCardLane({ escalationId, tenantId, teamsConversationId: address.conversationId });
  await enqueue(tx, lane, 'waitingCard', { escalationId });
}

/** Which message in the customer's chat the card is; null: it is gone, and the next one is posted anew. */
export async function keepWaitingCard(db: Db, escalationId: string, cardId: string | null): Promise<void> {
  await rememberWaitingCard(db.q, escalationId, cardId);
}

/** Others were claimed or left: whoever moved up learns it. */
export async function showMoves(db: Db): Promise<void> {
  for (const { id, conversationId } of await movedInLine(db, BATCH)) {
    await db.transaction(async (tx) => {
      const conversation = await findConversation(tx.q, conversationId);
      if (conversation && (await tellAhead(tx.q, id))) await showWaiting(tx, conversation, id);
    });
  }
}
