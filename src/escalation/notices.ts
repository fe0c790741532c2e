/** Notices to managers about the desk itself. */
import { customerLane, noticeLane } from '../domain/lanes';
import { managerChats } from '../store/agents';
import { enqueue } from '../store/outbox/outbox';
import type { Tx } from '../store/postgres/db';
import { defaultQueue, findQueue } from '../store/queues';

/** Managers told at once. */
const MOST_TOLD = 20;

/** In the managers' own chats where the desk has any, else where the default queue's team sees it. */
export async function tellManagers(tx: Tx, tenantId: string, said: { title: string; text: string }): Promise<void> {
  const chats = await managerChats(tx.q, tenantId, MOST_TOLD);
  for (const address of chats) {
    const lane = customerLane({ tenantId, teamsConversationId: address.conversationId });
    enqueue(tx, lane, 'notice', { to: { address }, ...said });
  }
  const found = chats.length === 0 ? await defaultQueue(tx.q, tenantId) : null;
  const queue = found && (await findQueue(tx.q, found.id));
  if (queue?.channelId && queue.channelLost === null) {
    const lane = noticeLane({ queueId: queue.id, tenantId, channelId: queue.channelId });
    enqueue(tx, lane, 'notice', { to: { queueId: queue.id }, ...said });
  }
}
