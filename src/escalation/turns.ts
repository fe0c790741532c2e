/** Turn-taking timestamps: a customer waits from their first unanswered word on; the owner's last word starts their silence. */
import { isOpenAt } from '../domain/hours';
import { BURST_MS } from '../domain/turns';
import type { OpenRow } from '../store/escalation/escalations';
import type { Tx } from '../store/postgres/db';
import { findQueue } from '../store/queues';
import { refreshCard } from './consequences/card';
import { hintFigures } from './consequences/hints';
import * as timers from '../store/escalation/timers';

/** The caller has stored the customer's words in the same transaction. */
export async function customerSpoke(tx: Tx, open: OpenRow, at: Date): Promise<void> {
  tx.later(timers.customerSpoke(tx.q, open.id, at, new Date(at.getTime() + BURST_MS)));
  if (open.isMessage) await saidAgain(tx, open, at);
}

/** Words within opening hours are not part of the message that was left outside them. */
async function saidAgain(tx: Tx, { id, queueId }: OpenRow, at: Date): Promise<void> {
  const queue = await findQueue(tx.q, queueId);
  if (!queue || !isOpenAt(queue.serviceTargets.hours, at)) return;
  tx.later(timers.cameBack(tx.q, id));
  await refreshCard(tx, { id, tenantId: queue.tenantId, queueId });
  hintFigures(tx, queueId);
}

export const openedOutsideHours = (tx: Tx, escalationId: string): void =>
  tx.later(timers.openedOutsideHours(tx.q, escalationId));

/** Instead of waiting. */
export async function leftMessage(tx: Tx, escalationId: string, at: Date): Promise<void> {
  await timers.leftMessage(tx.q, escalationId, at);
}

export function ownerSpoke(tx: Tx, escalationId: string, at: Date): void {
  tx.later(timers.ownerSpoke(tx.q, escalationId, at));
}
