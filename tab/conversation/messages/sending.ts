/** Sends what agents write, one conversation one queue, whether or not the conversation is on screen. */
import type { Message, Person } from '../../../src/contract/api';
import { ApiError, isSignedOut, wordsOf } from '../../desk/apiError';
import { post } from '../../desk/api';
import { backoff } from '../../desk/backoff';
import { whenInTouch } from '../../desk/inTouch';
import { recall, remember, remembered } from '../../desk/memory';
import { isReachable, whenReachable } from '../../desk/reach';
import { transcriptWords } from '../../words/transcript';
import {
  mayDiscard,
  mayTakeBack,
  nextToSend,
  reduce,
  revived,
  type Outgoing,
  type OutgoingAction,
  type OutgoingFile,
} from './outgoing';

/** After these many passing faults (about a minute) the agent is told and decides. */
const MAX_ATTEMPTS = 6;
const UNEXPECTED_MS = 10 * 60_000;
/** Refused before anything was done. */
const TOO_MANY = 429;
/** Signed out, with nothing else asking the desk: time to ask. */
const LOOK_MS = 15_000;

export interface Sending {
  read: () => Outgoing[];
  subscribe: (listener: () => void) => () => void;
  /** @param holdMs for so long it may still be taken back */
  write: (written: Written, holdMs?: number) => void;
  /** What was held when the page was left, once: it was not sent. */
  takeLeft: () => Outgoing[];
  retry: (clientMessageId: string) => void;
  /** Out of the queue, to be written on; null where it may have arrived. */
  takeBack: (clientMessageId: string) => Outgoing | null;
  discard: (clientMessageId: string) => void;
  /** The transcript has it. */
  settle: (clientMessageId: string) => void;
}

/** What an agent sends off. */
export interface Written {
  kind: Outgoing['kind'];
  text: string;
  /** Absent: to be read to the letter. */
  format?: 'markdown';
  whisperTo?: Person | null;
  files?: OutgoingFile[];
  mentions?: Person[];
  quoting?: Message;
}

const PREFIX = 'unsent:';
const queues = new Map<string, Sending>();

export interface Told {
  /** Every message the server confirmed. */
  onSent: (escalationId: string, message: Message) => void;
  /** Whether words are held that may still come back, whatever is on the screen. */
  onHeld: (escalationId: string, isHeld: boolean) => void;
}

/** The queue of one escalation. */
export function sendingOf(escalationId: string, told: Told): Sending {
  const known = queues.get(escalationId);
  if (known) return known;
  const created = createSending(escalationId, told);
  queues.set(escalationId, created);
  return created;
}

/** Where words were left unsent when the page was. */
export const leftUnsent = (): string[] => remembered(PREFIX).map((key) => key.slice(PREFIX.length));

/** What is on its way in one escalation, or did not get there. */
export const outgoingOf = (escalationId: string): Outgoing[] => queues.get(escalationId)?.read() ?? [];

function createSending(escalationId: string, { onSent, onHeld }: Told): Sending {
  const storageKey = `${PREFIX}${escalationId}`;
  const listeners = new Set<() => void>();
  const kept = recall<Outgoing[]>(storageKey) ?? [];
  let left = kept.filter(({ state }) => state === 'held');
  let queue = revived(kept.filter(({ state }) => state !== 'held'));
  let running = false;
  const rested = new WeakSet<Outgoing>();

  const tellHeld = () => onHeld(escalationId, left.length > 0 || queue.some(({ state }) => state === 'held'));
  const keep = () => remember(storageKey, left.length + queue.length > 0 ? [...left, ...queue] : null);
  const dispatch = (action: OutgoingAction) => {
    queue = reduce(queue, action);
    keep();
    tellHeld();
    for (const listener of listeners) listener();
  };

  const run = async () => {
    if (running) return;
    running = true;
    for (let item = nextToSend(queue); item; item = nextToSend(queue)) {
      if (!isReachable()) {
        await whenReachable();
        askAboutOld();
      } else if (item.attempts > 0 && !rested.has(item)) {
        rested.add(item);
        await pause(backoff(item.attempts - 1, Math.random(), { cap: 15_000 }));
      } else await sendOne(item);
      // After any wait the queue is read again: what was taken back meanwhile is not sent.
    }
    running = false;
  };

  /** After a long time without the desk, nobody expects words of theirs to leave any more. */
  const askAboutOld = () => {
    for (const { clientMessageId, state, writtenAt } of queue)
      if (state === 'queued' && Date.now() - Date.parse(writtenAt) > UNEXPECTED_MS)
        dispatch({ type: 'failed', clientMessageId, reason: transcriptWords.delivery.waitedLong, unanswered: false });
  };

  const sendOne = async (item: Outgoing) => {
    const { clientMessageId, kind, text, format, whisperTo, files = [], mentions, quoting, attempts } = item;
    dispatch({ type: 'sending', clientMessageId });
    const path = `/escalations/${encodeURIComponent(escalationId)}/${kind === 'note' ? 'notes' : 'messages'}`;
    try {
      const message = await post<Message>(path, {
        text,
        clientMessageId,
        ...(format && { format }),
        ...(whisperTo && { whisper: true }),
        ...(files.length > 0 && { fileIds: files.map(({ fileId }) => fileId) }),
        ...(mentions && { mentions: mentions.map(({ id }) => id) }),
        ...(quoting && { quoteSeq: quoting.seq }),
      });
      onSent(escalationId, message);
      dispatch({ type: 'sent', clientMessageId });
    } catch (error) {
      if (isSignedOut(error)) {
        // Refused before anything was done: it goes once somebody is known again, whoever finds it so.
        dispatch({ type: 'retry', clientMessageId });
        await whenInTouch(LOOK_MS);
        return askAboutOld();
      }
      const isPassing = error instanceof ApiError && error.passing;
      const unanswered = !(error instanceof ApiError) || (isPassing && error.status !== TOO_MANY);
      dispatch(
        isPassing && attempts + 1 < MAX_ATTEMPTS
          ? { type: 'postponed', clientMessageId, unanswered }
          : { type: 'failed', clientMessageId, reason: wordsOf(error), unanswered },
      );
    }
  };

  const find = (clientMessageId: string) => queue.find((item) => item.clientMessageId === clientMessageId);
  const drop = (type: 'sent' | 'discard', clientMessageId: string) => {
    dispatch({ type, clientMessageId });
    void run();
  };
  const release = (clientMessageId: string) => {
    dispatch({ type: 'release', clientMessageId });
    void run();
  };

  tellHeld();
  void run();
  return {
    read: () => queue,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: ({ whisperTo = null, ...written }, holdMs = 0) => {
      const at = new Date().toISOString();
      const clientMessageId = crypto.randomUUID();
      const goesAt = holdMs > 0 ? { goesAt: Date.now() + holdMs } : {};
      dispatch({ type: 'write', clientMessageId, whisperTo, ...written, at, ...goesAt });
      if (holdMs > 0) setTimeout(() => release(clientMessageId), holdMs);
      void run();
    },
    takeLeft: () => {
      const taken = left;
      left = [];
      if (taken.length > 0) keep();
      tellHeld();
      return taken;
    },
    retry: (clientMessageId) => {
      dispatch({ type: 'retry', clientMessageId });
      void run();
    },
    takeBack: (clientMessageId) => {
      const item = find(clientMessageId);
      if (!item || !mayTakeBack(item)) return null;
      drop('discard', clientMessageId);
      return item;
    },
    discard: (clientMessageId) => {
      const item = find(clientMessageId);
      if (item && mayDiscard(item)) drop('discard', clientMessageId);
    },
    settle: (clientMessageId) => {
      // One that is being sent hears so itself.
      const item = find(clientMessageId);
      if (item && item.state !== 'sending') drop('sent', clientMessageId);
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
