import { cardLane } from '../../domain/lanes';
import { enqueue } from '../../store/outbox/outbox';
import type { Tx } from '../../store/postgres/db';
import { channelOf } from '../../store/queues';
import type { Consequence } from './consequence';

/** The card in the queue's channel says what is true now. */
export const showOnCard: Consequence = async ({ tx, before: { id, tenantId }, change: { queueId } }) =>
  refreshCard(tx, { id, tenantId, queueId });

/** Puts "bring this card up to date" into the outbox; the sender shows whatever is true by then. */
export async function refreshCard(
  tx: Tx,
  escalation: { id: string; tenantId: string; queueId: string },
  options: { isNew: boolean } = { isNew: false },
): Promise<void> {
  const { id: escalationId, tenantId, queueId } = escalation;
  const channelId = await channelOf(tx.q, queueId);
  const lane = cardLane({ escalationId, tenantId, channelId, isNew: options.isNew });
  enqueue(tx, lane, 'card', { escalationId });
}
