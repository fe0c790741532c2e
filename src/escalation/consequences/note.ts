import { appendMessage } from '../../store/messages';
import type { Consequence } from './consequence';
import { hintMessage } from './hints';

/** What was said to the agents along with the change. */
export const keepNote: Consequence = async ({ tx, note, conversation, before: { id }, change, now }) => {
  if (!note) return;
  const said = { ...note, conversationId: conversation.id, escalationId: id, note: true, sentAt: now };
  const { seq } = await appendMessage(tx.q, said);
  hintMessage(tx, { id, queueId: change.queueId, assigneeId: change.assigneeId }, seq);
};
