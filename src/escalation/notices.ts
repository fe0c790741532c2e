/** Notices to managers about the desk itself. */
import { agentLane, noticeLane } from '../domain/lanes';
import { reachableManagers } from '../store/managers';
import { enqueue } from '../store/outbox/outbox';
import type { Tx } from '../store/postgres/db';
import { defaultQueue, findQueue } from '../store/queues';

/** Managers told at once. */
const MOST_TOLD = 20;

/**
 * In the managers' own chats with the bot, begun where there is none yet; where no manager can be reached, as a post
 * that the default queue's team sees.
 * @param about whose it is: one queue's managers' (by its id), or, of the whole desk, those of all of it
 * @param named managers by object id or sign-in name, besides those whose role the tab has shown; in lower case
 */
export async function tellManagers(
  tx: Tx,
  about: { tenantId: string; queueId: string | null },
  said: { title: string; text: string },
  named: readonly string[],
): Promise<void> {
  const { tenantId } = about;
  const managers = await reachableManagers(tx.q, about, named, MOST_TOLD);
  for (const { id: agentId, conversationId: teamsConversationId } of managers) {
    const lane = agentLane({ tenantId, agentId, teamsConversationId });
    enqueue(tx, lane, 'notice', { to: { tenantId, personId: agentId }, ...said });
  }
  const found = managers.length === 0 ? await defaultQueue(tx.q, tenantId) : null;
  const queue = found && (await findQueue(tx.q, found.id));
  if (queue?.channelId && queue.channelLost === null) {
    const lane = noticeLane({ queueId: queue.id, tenantId, channelId: queue.channelId });
    enqueue(tx, lane, 'notice', { to: { queueId: queue.id }, ...said });
  }
}
