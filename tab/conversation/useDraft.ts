import { useEffect, useState } from 'react';
import { recall, remember } from '../desk/memory';

export interface Draft {
  mode: 'reply' | 'note';
  reply: string;
  note: string;
}

const EMPTY: Draft = { mode: 'reply', reply: '', note: '' };

/** The words being written, one draft each for reply and note, kept per escalation. */
export function useDraft(escalationId: string) {
  const key = `draft:${escalationId}`;
  const [draft, setDraft] = useState<Draft>(() => recall<Draft>(key) ?? EMPTY);
  useEffect(() => {
    remember(key, draft.reply || draft.note || draft.mode === 'note' ? draft : null);
  }, [key, draft]);
  return {
    draft,
    setMode: (mode: Draft['mode']) => setDraft((now) => ({ ...now, mode })),
    setText: (text: string) => setDraft((now) => ({ ...now, [now.mode]: text })),
    /** Puts words back that were not sent after all, before what is there. */
    putBack: (mode: Draft['mode'], text: string) =>
      setDraft((now) => ({ ...now, mode, [mode]: now[mode] ? `${text}\n${now[mode]}` : text })),
  };
}
