import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Outgoing } from '../messages/outgoing';
import { type Draft, draftsOf } from './drafts';

export type { Draft };

/**
 * The words being written, one draft each for reply and note.
 * @param isKept whether the desk keeps it, too, for another tab or device
 */
export function useDraft(escalationId: string, isKept: boolean) {
  const drafts = draftsOf(escalationId);
  const { draft, elsewhere, quoting } = useSyncExternalStore(drafts.subscribe, drafts.read);
  useEffect(() => {
    if (!isKept) return;
    const handleVisible = () => (document.visibilityState === 'visible' ? drafts.look() : drafts.flush());
    drafts.look();
    document.addEventListener('visibilitychange', handleVisible);
    return () => {
      document.removeEventListener('visibilitychange', handleVisible);
      drafts.flush();
    };
  }, [drafts, isKept]);
  const verbs = useMemo(() => verbsOf(drafts), [drafts]);
  return { draft, elsewhere, quoting, drafts, ...verbs };
}

function verbsOf({ change, quote }: ReturnType<typeof draftsOf>) {
  return {
    setMode: (mode: Draft['mode']) => change({ mode }),
    setText: (text: string) => change((now) => ({ [now.mode]: text })),
    /** Words of one kind, whichever is being written. */
    setTextOf: (kind: Draft['mode'], text: string) => change({ [kind]: text }),
    setWhisper: (whisper: boolean) => change({ whisper }),
    /** Puts words back that were not sent after all, before what is there. */
    putBack: ({ kind, text, whisperTo, mentions = [], quoting }: Outgoing) => {
      if (quoting) quote(quoting);
      change((now) => ({
        mode: kind,
        whisper: kind === 'note' ? whisperTo !== null : now.whisper,
        mentions: [...now.mentions, ...mentions].slice(0, 20),
        [kind]: now[kind] && text ? `${text}\n${now[kind]}` : text || now[kind],
      }));
    },
  };
}
