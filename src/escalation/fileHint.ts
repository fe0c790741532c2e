import { findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { placeOfFile } from '../store/files';
import type { Tx } from '../store/postgres/db';
import { hintMessage } from './consequences/hints';

/** A file of a message has come, or will not come; what was said in the bot's time is seen in the escalation after it. */
export async function hintFile(tx: Tx, fileId: string): Promise<void> {
  const place = await placeOfFile(tx.q, fileId);
  if (!place) return;
  const { escalationId, conversationId, seq } = place;
  const said = escalationId === null ? null : await findEscalation(tx.q, escalationId);
  const escalation = said ?? (await openEscalationOf(tx.q, conversationId));
  if (escalation) hintMessage(tx, escalation, seq);
}
