/** An event that changes nothing of an escalation but its version: what is said of it. */
import type { Happened } from '../domain/change';
import { findEscalation } from '../store/escalation/escalations';
import { appendEvent } from '../store/escalation/events';
import type { Tx } from '../store/postgres/db';
import { hintEscalation } from './consequences/hints';

/** The caller holds the escalation's lock, and has given it this version. */
export async function leaveLaterEvent(
  tx: Tx,
  escalationId: string,
  version: number,
  event: Happened,
  now: Date,
): Promise<void> {
  const row = await findEscalation(tx.q, escalationId);
  if (!row) return;
  const nowhere = { agent: null, queueId: null };
  const facts = { reason: event.reason ?? null, from: nowhere, to: nowhere };
  await appendEvent(tx.q, escalationId, version, { ...event, facts }, now, row);
  hintEscalation(tx, row, version);
}
