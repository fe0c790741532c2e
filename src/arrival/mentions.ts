/** Colleagues named in a note are told: in their own chat with the desk, or, where Teams has not done so, in the thread. */
import { enqueue } from '../store/outbox/outbox';
import { clip } from '../cards/text/escape';
import { mentionedWords } from '../cards/words/agent/arrived';
import { alertLane, customerLane } from '../domain/lanes';
import type { Escalation, Identity } from '../domain/escalation';
import { chatOf } from '../store/agents';
import type { Tx } from '../store/postgres/db';
import { findQueue } from '../store/queues';
import { membersNamed } from '../store/teams';

/** A colleague as Teams names them in a reply; without an id the name was only written like one. */
export interface Mention {
  teamsUserId: string | null;
  name: string;
  /** In Entra, where the tab named them. */
  userId?: string;
}

const LONGEST = 500;

export async function tellMentioned(
  tx: Tx,
  escalation: Escalation,
  who: Identity,
  text: string,
  mentions: readonly Mention[],
): Promise<void> {
  const queue = mentions.length > 0 ? await findQueue(tx.q, escalation.queueId) : null;
  if (!queue?.teamId || !queue.channelId) return;
  const { tenantId, id, number } = escalation;
  const members = await membersNamed(tx.q, queue.teamId, mentions);
  const toldByTeams = new Set(mentions.map(({ teamsUserId }) => teamsUserId));
  const inThread: string[] = [];
  for (const { userId, teamsUserId } of members) {
    if (userId === who.id) continue;
    const address = await chatOf(tx.q, tenantId, userId);
    if (address) {
      const notice = { to: { address }, ...mentionedWords({ by: who.name, number, text: clip(text, LONGEST) }) };
      enqueue(tx, customerLane({ tenantId, teamsConversationId: address.conversationId }), 'notice', notice);
    } else if (!toldByTeams.has(teamsUserId)) inThread.push(userId);
  }
  if (inThread.length === 0) return;
  const lane = alertLane({ escalationId: id, tenantId, channelId: queue.channelId });
  enqueue(tx, lane, 'alert', { escalationId: id, mentioned: inThread, by: who.name });
}
