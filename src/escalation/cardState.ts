/** State of an escalation's card in Teams; the first failure and the recovery become timeline entries, no attempt between. */
import { cardNewsWords } from '../cards/words/agent/notes';
import type { Tx } from '../store/postgres/db';
import { appendEvent } from '../store/escalation/events';
import { cardsOf, lockCardState, setCardState } from '../store/escalation/cards';
import { findEscalation } from '../store/escalation/escalations';
import { SYSTEM } from '../domain/escalation';
import { hintEscalation } from './consequences/hints';

export type CardNews = { state: 'posted'; reason: null } | { state: 'failed'; reason: string };

/** Writes how the card stands; the first failure in a row, and the success after it, go into the timeline. */
export async function noteCard(tx: Tx, escalationId: string, news: CardNews): Promise<void> {
  const before = await lockCardState(tx.q, escalationId);
  if (!before || (before.state === news.state && before.reason === news.reason)) return;
  const isTurn = (before.state === 'failed') !== (news.state === 'failed');
  const version = await setCardState(tx.q, escalationId, news, isTurn);
  const row = await findEscalation(tx.q, escalationId);
  if (isTurn && row) {
    const isPosted = (await cardsOf(tx.q, escalationId)).length > 0;
    const type = news.state === 'failed' ? 'card_failed' : 'card_posted';
    const event = { type, summary: cardNewsWords(news.reason, isPosted), actor: SYSTEM } as const;
    await appendEvent(tx.q, escalationId, version, event, new Date(), row);
  }
  if (row) hintEscalation(tx, row, version);
}
