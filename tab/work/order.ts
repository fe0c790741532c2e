/** Which of my conversations needs me first. Pure. */
import type { Escalation } from '../../src/contract/api';
import { topicOf } from '../parts/topics';
import { workWords } from '../words/work';

/** Those who wait for my answer first, whoever waits longest on top; then the rest, the latest words on top. */
export function orderMine(items: Escalation[]): Escalation[] {
  const waiting = items.filter(({ customerWaitsSince }) => customerWaitsSince !== null);
  const answered = items.filter(({ customerWaitsSince }) => customerWaitsSince === null);
  return [
    ...waiting.sort((a, b) => Date.parse(a.customerWaitsSince ?? '') - Date.parse(b.customerWaitsSince ?? '')),
    ...answered.sort((a, b) => spokenAt(b) - spokenAt(a)),
  ];
}

const spokenAt = ({ preview, openedAt }: Escalation): number => Date.parse(preview?.sentAt ?? openedAt);

/** The words that tell most about a waiting customer: their own; null where nobody said any. */
export function wordsOfWaiting({ preview, lastPhrase }: Pick<Escalation, 'preview' | 'lastPhrase'>): string | null {
  if (preview?.by.kind === 'customer') return preview.text;
  return lastPhrase ?? preview?.text ?? null;
}

/** What stands where nothing was said: what it is about, else its number. */
export const subjectOf = ({ topic, number }: Pick<Escalation, 'topic' | 'number'>): string =>
  topicOf(topic) ?? workWords.row.number({ number });
