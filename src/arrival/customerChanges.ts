/** Customers' edits, deletions and reactions. They change the transcript, and the last phrase with it. */
import { hintMessage } from '../escalation/consequences/hints';
import { FILE_LIMITS, type IncomingAttachment } from '../domain/file';
import type { CustomerChange, CustomerReaction, CustomerReadTo, Message } from '../domain/message';
import { fetchFiles, receive } from '../escalation/files';
import { changeLastPhrase } from '../escalation/lastPhrase';
import { addedTo } from './addedFiles';
import { type ConversationRow, lockConversation } from '../store/conversations';
import {
  changeReactions,
  changeWords,
  keepAttachments,
  customersMessage,
  markRead,
  messageByExternalId,
} from '../store/customerMessages';
import { openEscalationOf } from '../store/escalation/escalations';
import { takeKey } from '../store/inbox';
import type { Tx } from '../store/postgres/db';

/** `unknown`: the desk never had that message; nothing is taken, so that its words may still come as new ones. */
export type Changed = 'accepted' | 'duplicate' | 'unknown';

/** Bots cannot take theirs back, so they hear nothing of it. */
export async function changeCustomersWords(
  tx: Tx,
  { id, tenant_id: tenantId }: ConversationRow,
  c: Pick<CustomerChange, 'key' | 'externalId' | 'change' | 'at'>,
): Promise<Changed> {
  await lockConversation(tx.q, id);
  const message = await customersMessage(tx.q, id, c.externalId);
  if (!message) return 'unknown';
  if (!(await takeKey(tx.q, c.key))) return 'duplicate';
  await changeWords(tx.q, message.id, c.change, c.at);
  await changeLastPhrase(tx, id, message, c.change.kind === 'deleted' ? null : c.change.text);
  if (c.change.kind === 'edited') await keepAdded(tx, tenantId, message, c.change.attachments);
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

/** The customer has read what is up to there; agents see it at their words. */
export async function readUpTo(tx: Tx, conversation: ConversationRow, r: CustomerReadTo): Promise<Changed> {
  const open = await openEscalationOf(tx.q, conversation.id);
  const locked = open && (await lockConversation(tx.q, conversation.id));
  if (!open || !locked) return 'unknown';
  const read = await markRead(tx.q, { id: open.id, lastSeq: locked.last_seq }, r.upTo, r.at);
  for (const seq of read) hintMessage(tx, open, seq);
  return read.length > 0 ? 'accepted' : 'unknown';
}

/** Files that came with the edit; those that were there already stay. */
async function keepAdded(
  tx: Tx,
  tenantId: string,
  message: Message,
  named: readonly IncomingAttachment[],
): Promise<void> {
  const known = message.attachments;
  const added = addedTo(known, named);
  if (added.length === 0) return;
  const room = FILE_LIMITS.perMessage - known.filter(({ fileId }) => fileId).length;
  const received = receive(added, room);
  await keepAttachments(tx.q, message.id, [...known, ...received.attachments]);
  await fetchFiles(tx, tenantId, message, received);
}

async function hintChanged(tx: Tx, conversationId: string, seq: number): Promise<void> {
  const open = await openEscalationOf(tx.q, conversationId);
  if (open) hintMessage(tx, open, seq);
}
