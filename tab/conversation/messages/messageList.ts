/** The messages of one conversation as the tab holds them. Pure. */
import type { Message } from '../../../src/contract/api';

export interface Transcript {
  /** By seq, each once, without gaps between the first and the last. */
  items: Message[];
  /** Nothing comes before the first item. */
  complete: boolean;
}

export const EMPTY: Transcript = { items: [], complete: false };

/** Newer answers replace older ones of the same seq; order and uniqueness are kept whatever arrives. */
export function merge(known: Message[], arrived: Message[]): Message[] {
  if (arrived.length === 0) return known;
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  for (const message of arrived) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** Adds a page asked for with `after`: a first message later than asked for means the start was reached. */
export function withPage(transcript: Transcript, after: number, page: Message[]): Transcript {
  const items = merge(transcript.items, page);
  const first = page[0];
  const reachedStart = after <= 0 || first === undefined || first.seq > after + 1;
  return { items, complete: transcript.complete || reachedStart };
}

/** Where to ask from so that a hint is answered without leaving a gap; null when it speaks of what is not loaded. */
export function catchUpFrom(transcript: Transcript, hintedSeq: number): number | null {
  const first = transcript.items[0];
  const last = transcript.items.at(-1);
  if (!first || !last) return 0;
  if (hintedSeq < first.seq) return null;
  return Math.min(hintedSeq - 1, last.seq);
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
    previous.author.kind === message.author.kind &&
    previous.author.id === message.author.id &&
    previous.author.name === message.author.name &&
    previous.note === message.note &&
    previous.whisperTo?.id === message.whisperTo?.id &&
    Date.parse(message.sentAt) - Date.parse(previous.sentAt) < GROUP_MS
  );
}
