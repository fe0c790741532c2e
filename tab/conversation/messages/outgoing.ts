/** What an agent wrote that the server has not confirmed yet: a queue, sent strictly in order, each under one idempotency id. Pure. */
import type { Message, Person } from '../../../src/contract/api';

export interface Outgoing {
  clientMessageId: string;
  kind: 'reply' | 'note';
  /** A note for this agent's eyes alone. */
  whisperTo: Person | null;
  text: string;
  /** Absent: plain. */
  format?: 'markdown';
  /** What goes with it. */
  files?: OutgoingFile[];
  /** Colleagues who are told of a note. */
  mentions?: Person[];
  /** The customer's message it answers. */
  quoting?: Message;
  writtenAt: string;
  state: 'held' | 'queued' | 'sending' | 'failed';
  /** While it is held: when it goes, in milliseconds. */
  goesAt?: number;
  /** Tries that failed for a passing reason; the next waits longer. */
  attempts: number;
  /** A try ended without an answer: the desk may have it, so it is tried again under its id or not at all. */
  mayHaveArrived?: true;
  reason: string | null;
}

/** A file the desk has and keeps for this message. */
export interface OutgoingFile {
  fileId: string;
  name: string;
  size: number;
  contentType: string;
}

export type OutgoingAction =
  | {
      type: 'write';
      clientMessageId: string;
      kind: Outgoing['kind'];
      whisperTo: Person | null;
      text: string;
      format?: 'markdown';
      files?: OutgoingFile[];
      mentions?: Person[];
      quoting?: Message;
      at: string;
      goesAt?: number;
    }
  | { type: 'release'; clientMessageId: string }
  | { type: 'sending'; clientMessageId: string }
  | { type: 'sent'; clientMessageId: string }
  /** `unanswered`: whether it arrived is not known. */
  | { type: 'postponed'; clientMessageId: string; unanswered: boolean }
  | { type: 'failed'; clientMessageId: string; reason: string; unanswered: boolean }
  | { type: 'retry'; clientMessageId: string }
  | { type: 'discard'; clientMessageId: string };

export function reduce(queue: Outgoing[], action: OutgoingAction): Outgoing[] {
  const change = (part: Partial<Outgoing>) =>
    queue.map((item) => (item.clientMessageId === action.clientMessageId ? { ...item, ...part } : item));
  switch (action.type) {
    case 'write': {
      const { type: _, at, ...written } = action;
      const state = action.goesAt === undefined ? 'queued' : 'held';
      return [...queue, { ...written, writtenAt: at, state, attempts: 0, reason: null }];
    }
    case 'release':
      return queue.map((item) =>
        item.clientMessageId === action.clientMessageId && item.state === 'held' ? { ...item, state: 'queued' } : item,
      );
    case 'sending':
      return change({ state: 'sending', reason: null });
    case 'sent':
    case 'discard':
      return queue.filter((item) => item.clientMessageId !== action.clientMessageId);
    case 'postponed':
      return queue.map((item) =>
        item.clientMessageId === action.clientMessageId
          ? { ...item, state: 'queued', attempts: item.attempts + 1, ...doubt(action.unanswered) }
          : item,
      );
    case 'failed':
      return change({ state: 'failed', reason: action.reason, ...doubt(action.unanswered) });
    case 'retry':
      return change({ state: 'queued', attempts: 0, reason: null });
  }
}

/** Once in doubt it stays so: a later refusal may be about who asks, and not about these words. */
const doubt = (unanswered: boolean) => (unanswered ? { mayHaveArrived: true as const } : {});

/** Whether it can become a draft again; what may have arrived would be said twice. */
export const mayTakeBack = ({ state, mayHaveArrived }: Outgoing): boolean => state !== 'sending' && !mayHaveArrived;

/** Whether it can be thrown away; what is still being tried may arrive after all. */
export const mayDiscard = (item: Outgoing): boolean => item.state === 'failed' || mayTakeBack(item);

/** The one to send now. A failed one holds back what was written after it: order matters more than speed. */
export function nextToSend(queue: Outgoing[]): Outgoing | null {
  const head = queue[0];
  return head?.state === 'queued' ? head : null;
}

/** What the transcript does not show yet. */
export function notYetShown(queue: Outgoing[], messages: Message[]): Outgoing[] {
  if (queue.length === 0) return queue;
  const shown = new Set(messages.map((message) => message.clientMessageId));
  return queue.filter((item) => !shown.has(item.clientMessageId));
}

/** What was kept across a reload: nothing is on its way any more, everything may be tried again under its id. */
export function revived(queue: Outgoing[]): Outgoing[] {
  return queue.map((item) => (item.state === 'sending' ? { ...item, state: 'queued', mayHaveArrived: true } : item));
}
