/** Turn-taking timestamps: a customer waits from their first unanswered word on; the owner's last word starts their silence. */
import { BURST_MS } from '../domain/turns';
import type { Tx } from '../store/postgres/db';
import * as timers from '../store/escalation/timers';

/** The caller has stored the customer's words in the same transaction. */
export function customerSpoke(tx: Tx, escalationId: string, at: Date): void {
  tx.later(timers.customerSpoke(tx.q, escalationId, at, new Date(at.getTime() + BURST_MS)));
}

/** Instead of waiting. */
export async function leftMessage(tx: Tx, escalationId: string, at: Date): Promise<void> {
  await timers.leftMessage(tx.q, escalationId, at);
}

export function ownerSpoke(tx: Tx, escalationId: string, at: Date): void {
  tx.later(timers.ownerSpoke(tx.q, escalationId, at));
}
