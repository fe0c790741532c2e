/** What the transcript shows, entry by entry: messages, and days between them. Pure. */
import type { Message } from '../../../src/contract/api';
import { dayOf } from '../../words/times';
import { continues, lengthOfBotPart, type Transcript } from './messageList';

export type Entry =
  { kind: 'day'; key: string; at: string } | { kind: 'message'; key: string; message: Message; continued: boolean };

export interface Parts {
  /** Before people took over. */
  bot: Entry[];
  /** Since then. */
  people: Entry[];
  /** Whether the moment between the two lies in what is loaded. */
  showsHandoff: boolean;
}

export function partsOf({ items, complete }: Transcript, openedAt: string): Parts {
  const botLength = lengthOfBotPart(items, openedAt);
  const entries = items.map((message, index) => entriesOf(message, items[index - 1], index === botLength));
  return {
    bot: entries.slice(0, botLength).flat(),
    people: entries.slice(botLength).flat(),
    showsHandoff: botLength > 0 || complete,
  };
}

function entriesOf(message: Message, previous: Message | undefined, startsPart: boolean): Entry[] {
  const newDay = previous === undefined || dayOf(previous.sentAt) !== dayOf(message.sentAt);
  const entry: Entry = {
    kind: 'message',
    key: `m${message.seq}`,
    message,
    continued: !newDay && !startsPart && continues(message, previous),
  };
  return newDay ? [{ kind: 'day', key: `d${message.seq}`, at: message.sentAt }, entry] : [entry];
}

/** Customer's words that came after a message, for the pill and the announcer. */
export const customerWordsAfter = (items: Message[], seq: number): Message[] =>
  items.filter((message) => message.seq > seq && message.author.kind === 'customer');
