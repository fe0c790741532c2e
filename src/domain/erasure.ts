/** Erasure: what of a chat may go by now, and what a reason may say. Pure. */
import { isAnswerable } from './survey';

const DAY_MS = 24 * 3_600_000;
/** Nothing is erased earlier after a manager has asked for it: until then they, or another, may change their mind. */
const GRACE_MS = DAY_MS;

/** A request of a conversation that still has its words. */
export interface KeptRequest {
  id: string;
  endedAt: Date | null;
  /** Its part of the conversation; null while it is open. */
  fromSeq: number;
  toSeq: number | null;
  survey: { askedAt: Date; answeredAt: Date | null } | null;
}

export interface KeptWords {
  lastSeq: number;
  /** When its customer or bot was last heard of. */
  activeAt: Date;
  /** Its customer is one of the desk's own people, who are told things in this chat: it stays, without words. */
  isStaff: boolean;
  /** The first message that was said later than the words to be erased; null: none was. */
  firstLaterSeq: number | null;
  requests: readonly KeptRequest[];
}

export interface Due {
  /** Words up to this message go. */
  upTo: number;
  requestIds: string[];
  /** Nothing is left: its customer goes, too. */
  isWhole: boolean;
}

/** What was said before, in whole requests: one that is open, or whose survey may be answered, keeps all behind its beginning. */
export function dueWords(
  { lastSeq, activeAt, isStaff, firstLaterSeq, requests }: KeptWords,
  before: Date,
  now: Date,
): Due {
  let upTo = firstLaterSeq === null ? lastSeq : firstLaterSeq - 1;
  // From the last one on: what one keeps may reach into the one before.
  for (const request of [...requests].sort((a, b) => b.fromSeq - a.fromSeq)) {
    if (!isDue(request, before, now) || (request.toSeq ?? lastSeq) > upTo) upTo = Math.min(upTo, request.fromSeq - 1);
  }
  const gone = requests.filter(
    (request) => isDue(request, before, now) && (request.toSeq ?? lastSeq) <= upTo && request.fromSeq <= upTo + 1,
  );
  const isWhole = upTo >= lastSeq && gone.length === requests.length && activeAt < before && !isStaff;
  return { upTo: Math.max(0, upTo), requestIds: gone.map(({ id }) => id), isWhole };
}

function isDue({ endedAt, survey }: KeptRequest, before: Date, now: Date): boolean {
  return endedAt !== null && endedAt < before && (survey === null || !isAnswerable(survey, now));
}

/** What ended before this moment loses its words. */
export const keptSince = (days: number, now: Date): Date => new Date(now.getTime() - days * DAY_MS);

/** From when on a change of how long words are kept is acted upon: keeping them longer holds at once. */
export function beginsAt(
  before: { days: number | null; beginsAt: Date } | null,
  after: { days: number | null },
  now: Date,
): Date {
  const isLonger = after.days === null || (before?.days != null && after.days >= before.days);
  return isLonger && before ? before.beginsAt : new Date(now.getTime() + GRACE_MS);
}

/** Too short to be told from other words. */
const SHORTEST_NAME = 3;

/** The first of these names that stands in a text, in any case; null: none does. */
export function nameIn(text: string, names: readonly string[]): string | null {
  const said = folded(text);
  return names.find((name) => name.trim().length >= SHORTEST_NAME && said.includes(folded(name))) ?? null;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
