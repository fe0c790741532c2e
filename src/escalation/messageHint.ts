/** What the tab is told to look at again. */
import type { Tx } from '../store/postgres/db';

export function hintMessage(
  tx: Tx,
  escalation: { id: string; queueId: string; assigneeId: string | null },
  seq: number,
): void {
  const { id, queueId, assigneeId } = escalation;
  tx.hint({ kind: 'message', escalationId: id, seq, queueId, assigneeId });
}
