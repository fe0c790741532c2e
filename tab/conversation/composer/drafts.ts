/** What is being written, one draft a conversation: in this window at once, on the desk soon after. */
import type { Draft, KeptDraft, Message } from '../../../src/contract/api';
import { get, put } from '../../desk/api';
import { ApiError } from '../../desk/apiError';
import { onceInTouch } from '../../desk/inTouch';
import { recall, remember } from '../../desk/memory';

export type { Draft };

/** Debounce: somebody who writes on is not interrupted, and not for long without being kept. */
const QUIET_MS = 1_500;
const MOST_MS = 10_000;
const LOOK_MS = 5_000;
/** Together, in either kind; more is kept in this window alone. */
const MOST_CHARACTERS = 100_000;

const EMPTY: Draft = { mode: 'reply', reply: '', note: '', whisper: false, fields: [], mentions: [] };

interface State {
  draft: Draft;
  /** Other words of one's own, kept by another tab or device since; nothing goes to the desk until one has chosen. */
  elsewhere: KeptDraft | null;
  /** The customer's message being answered; known in this window alone. */
  quoting: Message | null;
}

interface Stored {
  draft: Draft;
  version: string | null;
  isDirty: boolean;
  quoting?: Message | null;
}

export interface Drafts {
  read: () => State;
  subscribe: (listener: () => void) => () => void;
  change: (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;
  quote: (message: Message | null) => void;
  /** What goes with one kind of words is gone with them. */
  clear: (kind: Draft['mode']) => void;
  /** Asks what was written elsewhere; ends when that is known, or cannot be. */
  look: () => Promise<void>;
  /** What is to be written goes to the desk now, or stays there as it is until it may change. */
  flush: () => void;
  /** Words on their way may still come back: the desk's copy stays until then. */
  pause: (isPaused: boolean) => void;
  takeTheirs: () => void;
  keepMine: () => void;
}

const all = new Map<string, Drafts>();

export function draftsOf(escalationId: string): Drafts {
  const known = all.get(escalationId);
  if (known) return known;
  const created = create(escalationId);
  all.set(escalationId, created);
  return created;
}

const isEmpty = ({ reply, note }: Draft): boolean => reply.trim() === '' && note.trim() === '';
const isSame = (one: Draft, other: Draft): boolean => one.reply === other.reply && one.note === other.note;

function create(escalationId: string): Drafts {
  const path = `/escalations/${encodeURIComponent(escalationId)}/draft`;
  const storageKey = `draft:${escalationId}`;
  const stored = recall<Stored>(storageKey);
  const listeners = new Set<() => void>();
  let state: State = { draft: { ...EMPTY, ...stored?.draft }, elsewhere: null, quoting: stored?.quoting ?? null };
  let version = stored?.version ?? null;
  let isDirty = stored?.isDirty ?? false;
  let isPaused = false;
  let isPushing = false;
  let lookedAt = -Infinity;
  let dirtySince = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (next: Partial<State>) => {
    state = { ...state, ...next };
    const { draft, quoting } = state;
    const isWorthIt = !isEmpty(draft) || draft.mode === 'note' || isDirty || quoting !== null;
    remember(storageKey, isWorthIt ? ({ draft, version, isDirty, quoting } satisfies Stored) : null);
    for (const listener of listeners) listener();
  };

  const plan = () => {
    clearTimeout(timer);
    const left = dirtySince + MOST_MS - Date.now();
    timer = setTimeout(() => void push(), Math.max(0, Math.min(QUIET_MS, left)));
  };

  const push = async () => {
    clearTimeout(timer);
    const { draft, elsewhere } = state;
    if (isPushing || isPaused || !isDirty || elsewhere || draft.reply.length + draft.note.length > MOST_CHARACTERS)
      return;
    isPushing = true;
    let isRefused = false;
    try {
      const kept = await put<KeptDraft>(path, { ...draft, version });
      version = kept.version;
      isDirty = state.draft !== draft;
      set({});
    } catch (error) {
      // Anything else is tried again with the next words, or once in touch: they are in this window all the while.
      if (error instanceof ApiError && error.code === 'changed_meanwhile') isRefused = true;
    } finally {
      isPushing = false;
    }
    if (isRefused) await fetchTheirs();
    if (isDirty && state.draft !== draft) plan();
  };

  const fetchTheirs = async () => {
    lookedAt = Date.now();
    const known = version;
    try {
      const kept = await get<KeptDraft>(path);
      // What was kept from here meanwhile is newer than this answer.
      if (version === known && !isPushing) meet(kept);
    } catch {
      // Nothing is known of elsewhere, then; what is here goes on.
    }
  };

  const meet = (kept: KeptDraft) => {
    if (kept.version === version) return;
    const { draft } = state;
    const theirs = kept.draft;
    if (theirs === null || isSame(theirs, draft)) {
      version = kept.version;
      // Sent or deleted elsewhere.
      if (!isDirty && theirs === null) set({ draft: { ...EMPTY, mode: draft.mode } });
      else set({});
    } else if (isDirty && !isEmpty(draft)) {
      set({ elsewhere: kept });
    } else {
      version = kept.version;
      isDirty = false;
      set({ draft: { ...EMPTY, ...theirs } });
    }
  };

  const change: Drafts['change'] = (part) => {
    const before = state.draft;
    const draft = { ...before, ...(typeof part === 'function' ? part(before) : part) };
    if (!isSame(draft, before)) {
      if (!isDirty) dirtySince = Date.now();
      isDirty = true;
      plan();
    }
    set({ draft });
  };

  onceInTouch(() => void push());
  return {
    read: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change,
    quote: (quoting) => set({ quoting }),
    clear: (kind) => {
      change(kind === 'reply' ? { reply: '', fields: [] } : { note: '', mentions: [] });
      if (kind === 'reply') set({ quoting: null });
    },
    look: async () => {
      if (Date.now() - lookedAt >= LOOK_MS && !isPushing && !isPaused) await fetchTheirs();
    },
    flush: () => void push(),
    pause: (now) => {
      if (isPaused === now) return;
      isPaused = now;
      if (!now) plan();
    },
    takeTheirs: () => {
      const { elsewhere, draft } = state;
      if (!elsewhere) return;
      version = elsewhere.version;
      isDirty = false;
      set({ draft: { ...EMPTY, mode: draft.mode, ...elsewhere.draft }, elsewhere: null });
    },
    keepMine: () => {
      version = state.elsewhere?.version ?? null;
      isDirty = true;
      set({ elsewhere: null });
      plan();
    },
  };
}
