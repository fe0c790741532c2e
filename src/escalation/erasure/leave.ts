/** What an erasure leaves behind of a request: its entry in the timeline, and a card that says so. */
import { ERASED_BY_TIME, erasedByWords } from '../../cards/words/agent/notes';
import type { Actor } from '../../domain/escalation';
import { cardsOf } from '../../store/escalation/cards';
import { findEscalation } from '../../store/escalation/escalations';
import { nextVersion } from '../../store/escalation/surveys';
import type { Tx } from '../../store/postgres/db';
import { refreshCard } from '../consequences/card';
import { leaveLaterEvent } from '../laterEvent';

/** @param by the desk itself: its time was over */
export async function leaveErased(tx: Tx, escalationId: string, by: Actor, now: Date): Promise<void> {
  const summary = by.kind === 'system' ? ERASED_BY_TIME : erasedByWords(by.name);
  const version = await nextVersion(tx.q, escalationId);
  await leaveLaterEvent(tx, escalationId, version, { type: 'erased', summary, actor: by }, now);
  const row = await findEscalation(tx.q, escalationId);
  if (row && (await cardsOf(tx.q, escalationId)).length > 0) await refreshCard(tx, row);
}
