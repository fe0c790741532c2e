/** What the transcript shows, row by row: messages, what lies between them, and places that are not loaded yet. Pure. */
import type { EscalationEvent, Message } from '../../../src/contract/api';
import { dayOf } from '../../words/times';
import { continues, lengthOfBotPart, type Transcript } from './messageList';
import type { Outgoing } from './outgoing';

/** Before people took over, since then, and the moment between. */
type Part = 'bot' | 'handoff' | 'people';

export type Row = { key: string; part: Part } & (
  | { kind: 'withBot' | 'afterBot' | 'handoff' | 'new' | 'ended' }
  | { kind: 'event'; event: EscalationEvent }
  | { kind: 'day'; at: string }
  | { kind: 'message'; message: Message; continued: boolean }
  | { kind: 'unloaded'; seq: number }
  | { kind: 'outgoing'; item: Outgoing }
);

interface Said {
  openedAt: string;
  endedAt: string | null;
  /** The reader has read up to here; null: nothing is marked as new. */
  newAfter: number | null;
  /** What happened in between and has a line of its own, in order. */
  events?: readonly EscalationEvent[];
}

export function rowsOf(transcript: Transcript, { openedAt, endedAt, newAfter, events = [] }: Said): Row[] {
  const { items, first, last } = transcript;
  const peopleFrom = startOfPeople(transcript, openedAt);
  const firstNew = newAfter === null ? null : (firstUnread(items, newAfter)?.seq ?? null);
  const rows: Row[] = [];
  let at = 0;
  let told = 0;
  let day: number | null = null;
  let previous: Message | undefined;
  /** A line above the first of a day. */
  const beginDay = (moment: string, part: Part, key: string): boolean => {
    if (day === dayOf(moment)) return false;
    day = dayOf(moment);
    rows.push({ key, kind: 'day', part, at: moment });
    return true;
  };
  const handOver = (): void => {
    rows.push(...afterBot(rows));
    // Its line says what time it was: not of the day above, where another has begun.
    if (day !== null && day < dayOf(openedAt)) beginDay(openedAt, 'handoff', 'dh');
    rows.push({ key: 'handoff', kind: 'handoff', part: 'handoff' });
  };
  /** What happened before the message at this place. */
  const tellUpTo = (seq: number, part: Part): boolean => {
    const from = told;
    for (let event = events[told]; event && event.afterSeq < seq; event = events[told]) {
      told += 1;
      beginDay(event.at, part, `de${event.version}`);
      rows.push({ key: `e${event.version}`, kind: 'event', part, event });
    }
    return told > from;
  };
  for (let seq = first; seq <= last; seq += 1) {
    const message = items[at]?.seq === seq ? items[at] : undefined;
    const part: Part = seq < peopleFrom ? 'bot' : 'people';
    if (seq === first && part === 'bot') rows.push({ key: 'withBot', kind: 'withBot', part });
    if (seq === peopleFrom) handOver();
    const interrupted = tellUpTo(seq, part);
    if (message) {
      at += 1;
      const newDay = beginDay(message.sentAt, part, `d${seq}`);
      if (seq === firstNew) rows.push({ key: 'new', kind: 'new', part });
      const stands = newDay || interrupted || seq === peopleFrom || seq === firstNew;
      const continued = !stands && continues(message, previous);
      rows.push({ key: keyOf(message), kind: 'message', part, message, continued });
      previous = message;
    } else rows.push({ key: `m${seq}`, kind: 'unloaded', part, seq });
  }
  if (last < first || peopleFrom > last) handOver();
  tellUpTo(Infinity, 'people');
  if (endedAt) rows.push({ key: 'ended', kind: 'ended', part: 'people' });
  return rows;
}

/** Room below the bot's part, where there is one. */
const afterBot = (rows: Row[]): Row[] =>
  rows.at(-1)?.part === 'bot' ? [{ key: 'afterBot', kind: 'afterBot', part: 'bot' }] : [];

/** Words that wait to be sent come last, but before the end. */
export function withOutgoing(rows: Row[], outgoing: Outgoing[]): Row[] {
  if (outgoing.length === 0) return rows;
  const own = outgoing.map<Row>((item) => ({
    key: `c${item.clientMessageId}`,
    kind: 'outgoing',
    part: 'people',
    item,
  }));
  return rows.at(-1)?.kind === 'ended' ? [...rows.slice(0, -1), ...own, ...rows.slice(-1)] : [...rows, ...own];
}

/** One's own words keep their place when the desk confirms them. */
const keyOf = ({ seq, clientMessageId }: Message): string => (clientMessageId ? `c${clientMessageId}` : `m${seq}`);

/** The first place after the handoff; nowhere while the moment between the two is not loaded. */
function startOfPeople({ items, first, last }: Transcript, openedAt: string): number {
  const length = lengthOfBotPart(items, openedAt);
  const [before, after] = [items[length - 1], items[length]];
  if (after)
    return before === undefined ? (after.seq === first ? first : 0) : before.seq === after.seq - 1 ? after.seq : 0;
  return before?.seq === last ? last + 1 : 0;
}

/** What the customer wrote first that has not been read. */
const firstUnread = (items: Message[], readUpTo: number): Message | undefined =>
  items.find(({ seq, author }) => seq > readUpTo && author.kind === 'customer');

/** Customer's words that came after a message, for the pill and the announcer. */
export const customerWordsAfter = (items: Message[], seq: number): Message[] =>
  items.filter((message) => message.seq > seq && message.author.kind === 'customer');

/** What others than this person said after a message: the customer, and colleagues among themselves. */
export const othersWordsAfter = (items: Message[], seq: number, meId: string): Message[] =>
  items.filter(
    ({ seq: place, author }) => place > seq && author.kind !== 'system' && author.kind !== 'bot' && author.id !== meId,
  );
