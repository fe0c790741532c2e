/** What the audit says of erasures: never of whom. Pure. */
import type { AuditChange } from '../../../../contract/api';
import { changesOf } from './change';

interface Counted {
  chats: number;
  requests: number;
  messages: number;
  files: number;
}

const count = (many: number, one: string, others: string): string => `${many} ${many === 1 ? one : others}`;

const told = ({ requests, messages, files }: Omit<Counted, 'chats'>): string =>
  `${count(requests, 'request', 'requests')}, ${count(messages, 'message', 'messages')} and ${count(files, 'file', 'files')}`;

export const A_CUSTOMER = 'A customer';

export const customerErased = (reference: string, erased: Counted, since: string, reason: string): string =>
  `Erased a customer (reference ${reference}): ${count(erased.chats, 'chat', 'chats')} since ${since}, with ${told(erased)}. Reason: ${reason}`;

/** In place of what the audit said of exports of theirs. */
export const EXPORT_OF_ERASED = 'An export of everything about a customer who has been erased since.';

export const RETENTION = 'How long words are kept';

const kept = (days: number | null): string => (days === null ? 'for good' : `${days} days`);

export const retentionChange = (days: number | null, begins: string): string =>
  days === null
    ? 'Words of chats are kept for good.'
    : `Words of chats are kept for ${days} days after their end; what is older is erased from ${begins} on.`;

export const retentionChanges = (before: number | null, after: number | null): AuditChange[] =>
  changesOf([['Kept', kept(before), kept(after)]]);

export const retentionMeanwhile = (by: string): string =>
  `${by} changed how long words are kept after you opened it. Yours is not saved yet.`;

export const wordsErased = (day: string, erased: Counted, days: number | null): string =>
  `On ${day} (UTC) the words of ${told(erased)} were erased, as they are kept for ${kept(days)}; of ${count(erased.chats, 'customer', 'customers')} nothing was left.`;
