import { useCallback, useEffect, useState } from 'react';
import type { Person } from '../../../src/contract/api';
import { recall, remember } from '../../desk/memory';

export interface Draft {
  mode: 'reply' | 'note';
  reply: string;
  note: string;
  /** The note is for the owner alone. */
  whisper: boolean;
}

const EMPTY: Draft = { mode: 'reply', reply: '', note: '', whisper: false };

/** The words being written, one draft each for reply and note, kept per escalation. */
export function useDraft(escalationId: string) {
  const key = `draft:${escalationId}`;
  const [draft, setDraft] = useState<Draft>(() => ({ ...EMPTY, ...recall<Draft>(key) }));
  useEffect(() => {
    remember(key, draft.reply || draft.note || draft.mode === 'note' ? draft : null);
  }, [key, draft]);
  const setMode = useCallback((mode: Draft['mode']) => setDraft((now) => ({ ...now, mode })), []);
  return {
    draft,
    setMode,
    setText: (text: string) => setDraft((now) => ({ ...now, [now.mode]: text })),
    /** Words of one kind, whichever is being written. */
    setTextOf: (kind: Draft['mode'], text: string) => setDraft((now) => ({ ...now, [kind]: text })),
    setWhisper: (whisper: boolean) => setDraft((now) => ({ ...now, whisper })),
    /** Puts words back that were not sent after all, before what is there. */
    putBack: ({ kind, text, whisperTo }: { kind: Draft['mode']; text: string; whisperTo: Person | null }) =>
      setDraft((now) => ({
        ...now,
        mode: kind,
        whisper: kind === 'note' ? whisperTo !== null : now.whisper,
        [kind]: now[kind] ? `${text}\n${now[kind]}` : text,
      })),
  };
}
