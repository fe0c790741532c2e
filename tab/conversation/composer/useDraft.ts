import { useEffect, useMemo, useSyncExternalStore } from 'react';
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
    const handleVisible = () => (document.visibilityState === 'visible' ? void drafts.look() : drafts.flush());
    void drafts.look();
    document.addEventListener('visibilitychange', handleVisible);
    return () => {
      document.removeEventListener('visibilitychange', handleVisible);
      drafts.flush();
    };
  }, [drafts, isKept]);
  const verbs = useMemo(() => verbsOf(drafts), [drafts]);
  return { draft, elsewhere, quoting, drafts, ...verbs };
}

function verbsOf({ change }: ReturnType<typeof draftsOf>) {
  return {
    setMode: (mode: Draft['mode']) => change({ mode }),
    /** Words of one kind, whichever is being written. */
    setTextOf: (kind: Draft['mode'], text: string) => change({ [kind]: text }),
  };
}
