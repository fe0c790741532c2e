import { findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { placeOfFile } from '../store/files';
import type { Tx } from '../store/postgres/db';
import { hintMessage } from './consequences/hints';

/** Hints tabs that a file was fetched or failed; one from before the escalation is shown in the escalation that follows. */
export async function hintFile(tx: Tx, fileId: string): Promise<void> {
  const place = await placeOfFile(tx.q, fileId);
  if (!place) return;
  const { escalationId, conversationId, seq } = place;
  const said = escalationId === null ? null : await findEscalation(tx.q, escalationId);
  const escalation = said ?? (await openEscalationOf(tx.q, conversationId));
  if (escalation) hintMessage(tx, escalation, seq);
}
