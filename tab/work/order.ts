/** Which of my conversations needs me first. Pure. */
import type { Escalation } from '../../src/contract/api';
import { workWords } from '../words/work';

/** The customer wrote last, so the next word is the agent's. */
export const isYourTurn = (escalation: Pick<Escalation, 'lastSeq' | 'lastCustomerSeq'>): boolean =>
  escalation.lastCustomerSeq > 0 && escalation.lastCustomerSeq === escalation.lastSeq;

/** Those who wait for my answer first, the longest silence on top; then the rest, the latest words on top. */
export function orderMine(items: Escalation[]): Escalation[] {
  const yourTurn = items.filter(isYourTurn);
  const theirTurn = items.filter((item) => !isYourTurn(item));
  return [
    ...yourTurn.sort((a, b) => spokenAt(a) - spokenAt(b)),
    ...theirTurn.sort((a, b) => spokenAt(b) - spokenAt(a)),
  ];
}

const spokenAt = ({ preview, openedAt }: Escalation): number => Date.parse(preview?.sentAt ?? openedAt);

/** The words that tell most about a waiting customer: their own. */
export function wordsOfWaiting({ preview, lastPhrase }: Pick<Escalation, 'preview' | 'lastPhrase'>): string {
  if (preview?.by.kind === 'customer') return preview.text;
  return lastPhrase ?? preview?.text ?? workWords.row.noWords;
}
