/** The messages of one conversation as the tab holds them. Pure. */
import type { Message, MessagesPage } from '../../../src/contract/api';

export interface Transcript {
  /** By seq, each once. What lies between two of them and is not there has not been loaded. */
  items: Message[];
  /** Where the whole begins and ends, loaded or not. */
  first: number;
  last: number;
}

export const EMPTY: Transcript = { items: [], first: 1, last: 0 };

/** Newer answers replace older ones of the same seq; order and uniqueness are kept whatever arrives. */
export function merge(known: Message[], arrived: Message[]): Message[] {
  if (arrived.length === 0) return known;
  const next = arrived[0];
  // What is new comes at the end, one by one; thousands before it stay as they are.
  if (arrived.length === 1 && next && next.seq > (known.at(-1)?.seq ?? 0)) return [...known, next];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of arrived) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

export function withPage(transcript: Transcript, page: Pick<MessagesPage, 'items' | 'first' | 'last'>): Transcript {
  return {
    items: merge(transcript.items, page.items),
    first: page.first,
    last: Math.max(transcript.last, page.last),
  };
}

export function withMessage(transcript: Transcript, message: Message): Transcript {
  return { ...transcript, items: merge(transcript.items, [message]), last: Math.max(transcript.last, message.seq) };
}

/** Where a message is among the loaded ones; -1: it is not. */
export function indexOf(items: Message[], seq: number): number {
  let [low, high] = [0, items.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = items[middle]?.seq ?? 0;
    if (at === seq) return middle;
    if (at < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** What to ask for again: places after `after`, `limit` of them; no limit: to the end. */
export interface Asking {
  after: number;
  limit: number | null;
}

/**
 * What hints at messages are answered with: everything after the last loaded one for what is new, and single messages
 * for what has changed. What is not loaded is read when somebody goes there.
 */
export function askingFor({ items }: Transcript, hinted: Iterable<number>): Asking[] {
  const last = items.at(-1)?.seq ?? 0;
  const changed: Asking[] = [];
  let isNew = false;
  for (const seq of hinted) {
    if (seq > last) isNew = true;
    else if (indexOf(items, seq) >= 0) changed.push({ after: seq - 1, limit: 1 });
  }
  return isNew ? [...changed, { after: last, limit: null }] : changed;
}

/** All that is loaded, in stretches without gaps, and what has come since. */
export function askingForAll({ items }: Transcript): Asking[] {
  const stretches: { from: number; to: number }[] = [];
  for (const { seq } of items) {
    const stretch = stretches.at(-1);
    if (stretch && stretch.to === seq - 1) stretch.to = seq;
    else stretches.push({ from: seq, to: seq });
  }
  const newest = stretches.pop();
  return [
    ...stretches.map(({ from, to }) => ({ after: from - 1, limit: to - from + 1 })),
    { after: newest ? newest.from - 1 : 0, limit: null },
  ];
}

/**
 * How many messages belong to the part before people took over. The bot is mute from then on, so everything up to its
 * last word is its part, and so is what the customer said before the escalation opened.
 */
export function lengthOfBotPart(items: Message[], openedAt: string): number {
  const afterBot = items.findLastIndex((message) => message.author.kind === 'bot') + 1;
  const opened = Date.parse(openedAt);
  const later = items.findIndex((message, index) => index >= afterBot && Date.parse(message.sentAt) >= opened);
  return later < 0 ? items.length : later;
}

const GROUP_MS = 3 * 60_000;

/** True when a message continues its predecessor: same voice, moments later. */
export function continues(message: Message, previous: Message | undefined): boolean {
  if (!previous || message.author.kind === 'system') return false;
  return (
    previous.seq === message.seq - 1 &&
    previous.author.kind === message.author.kind &&
    previous.author.id === message.author.id &&
    previous.author.name === message.author.name &&
    previous.note === message.note &&
    previous.whisperTo?.id === message.whisperTo?.id &&
    Date.parse(message.sentAt) - Date.parse(previous.sentAt) < GROUP_MS
  );
}
