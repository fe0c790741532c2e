/** What open tabs are told to look at again. */
import type { Escalation } from '../../domain/escalation';
import type { Tx } from '../../store/postgres/db';
import type { Consequence } from './consequence';

interface Hinted {
  id: string;
  queueId: string;
  assigneeId: string | null;
}

export const hintTabs: Consequence = async ({ tx, before, version, change }) => {
  const { status, queueId, assigneeId, timers } = change;
  const { offeredTo = before.offeredTo } = timers;
  hintEscalation(tx, { id: before.id, status, queueId, assigneeId, offeredTo }, version);
  hintFigures(tx, queueId);
  if (queueId === before.queueId) return;
  hintFigures(tx, before.queueId);
  // Those it left must see it go.
  hintEscalation(tx, before, version);
};

/** @param how as it stands now: lists that cannot hold it are not asked for again */
export function hintEscalation(tx: Tx, how: Hinted & Pick<Escalation, 'status' | 'offeredTo'>, version: number): void {
  const { id, status, queueId, assigneeId, offeredTo } = how;
  tx.hint({ kind: 'escalation', id, version, status, queueId, assigneeId, offeredTo });
}

/** Somebody more, or less, waits in a queue or is with its agents. */
export const hintFigures = (tx: Tx, queueId: string): void => tx.hint({ kind: 'queue', id: queueId, figures: true });

export function hintMessage(tx: Tx, { id, queueId, assigneeId }: Hinted, seq: number): void {
  tx.hint({ kind: 'message', escalationId: id, seq, queueId, assigneeId });
}
