/** What open tabs are told to look at again. */
import type { Tx } from '../../store/postgres/db';
import type { Consequence } from './consequence';

interface Hinted {
  id: string;
  queueId: string;
  assigneeId: string | null;
}

export const hintTabs: Consequence = async ({ tx, before, version, change: { queueId, assigneeId } }) => {
  hintEscalation(tx, { id: before.id, queueId, assigneeId }, version);
  tx.hint({ kind: 'queue', id: queueId });
  if (queueId === before.queueId) return;
  tx.hint({ kind: 'queue', id: before.queueId });
  // Those it left must see it go.
  hintEscalation(tx, before, version);
};

export function hintEscalation(tx: Tx, { id, queueId, assigneeId }: Hinted, version: number): void {
  tx.hint({ kind: 'escalation', id, version, queueId, assigneeId });
}

export function hintMessage(tx: Tx, { id, queueId, assigneeId }: Hinted, seq: number): void {
  tx.hint({ kind: 'message', escalationId: id, seq, queueId, assigneeId });
}
