/** What a waiting customer chooses on their card. */
import { WOULD_LEAVE_A_MESSAGE } from '../cards/words/agent/notes';
import { WRITE_YOUR_MESSAGE } from '../cards/words/customer/waiting';
import { SYSTEM } from '../domain/escalation';
import type { Channels } from '../escalation/channels';
import { refreshCard } from '../escalation/consequences/card';
import { hintFigures, hintMessage } from '../escalation/consequences/hints';
import { leftMessage } from '../escalation/turns';
import { type ConversationRow, lockConversation } from '../store/conversations';
import { type OpenRow, openEscalationOf } from '../store/escalation/escalations';
import { escalationOfWaitingCard } from '../store/escalation/waitingCards';
import { takeKey } from '../store/inbox';
import { appendMessage } from '../store/messages';
import type { Tx } from '../store/postgres/db';

export interface Chosen {
  key: string;
  choice: 'leaveMessage' | 'stopWaiting';
  /** The escalation the card was about. */
  escalationId: string | null;
  /** Teams' id of the card's message. */
  cardId: string | null;
}

/** `foreign`: it was no card of the desk's. `late`: they wait no more. */
export async function choose(
  tx: Tx,
  channels: Channels,
  conversation: ConversationRow,
  chosen: Chosen,
): Promise<{ conversation: ConversationRow; open: OpenRow } | 'foreign' | 'late' | 'duplicate'> {
  const about = await escalationOfWaitingCard(tx.q, conversation.id, chosen);
  if (about === null) return 'foreign';
  const open = await openEscalationOf(tx.q, conversation.id);
  if (open?.id !== about || open.status !== 'waiting') return 'late';
  if (!(await takeKey(tx.q, chosen.key))) return 'duplicate';
  if (chosen.choice === 'leaveMessage') await noteMessage(tx, channels, conversation.id, open);
  return { conversation, open };
}

async function noteMessage(tx: Tx, channels: Channels, conversationId: string, open: OpenRow): Promise<void> {
  const conversation = await lockConversation(tx.q, conversationId);
  if (!conversation) return;
  const about = { escalationId: open.id, author: SYSTEM, sentAt: new Date() };
  await channels.sayToCustomer(tx, conversation, { ...about, text: WRITE_YOUR_MESSAGE });
  const note = await appendMessage(tx.q, { ...about, conversationId, note: true, text: WOULD_LEAVE_A_MESSAGE });
  await leftMessage(tx, open.id, about.sentAt);
  await channels.showWaiting(tx, conversation, open.id);
  await refreshCard(tx, { id: open.id, tenantId: conversation.tenant_id, queueId: open.queueId });
  hintFigures(tx, open.queueId);
  hintMessage(tx, open, note.seq);
}
