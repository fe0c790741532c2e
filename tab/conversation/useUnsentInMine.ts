import { useEffect, useReducer, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation } from '../../src/contract/api';
import { MINE } from '../desk/myLists';
import { useEscalations } from '../desk/useEscalations';
import { draftsOf } from './composer/drafts';
import { uploadsOf } from './composer/uploads';
import { sendingFor } from './composer/useSending';
import { clearWriting, putBack } from './composer/writing';
import type { Unsent } from './UnsentDialog';
import { unsentOf } from './unsentOf';

/** What was written on another device is waited for no longer; it is kept there, whatever is asked here. */
const MOST_MS = 3_000;

export interface UnsentChat {
  escalation: Escalation;
  unsent: Unsent;
}

/** Words unsent in whichever chat of mine, on whichever device; null until that is known. */
export function useUnsentInMine(): UnsentChat[] | null {
  const client = useQueryClient();
  const { items, data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useEscalations(MINE);
  const isListed = error !== null || (data !== undefined && !hasNextPage);
  const [isLooked, setLooked] = useState(false);
  const [, changed] = useReducer((times: number) => times + 1, 0);
  const ids = items.map(({ id }) => id).join(' ');

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && error === null) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, error, fetchNextPage]);

  useEffect(() => {
    const all = ids === '' ? [] : ids.split(' ');
    const stops = all.flatMap((id) => [
      draftsOf(id).subscribe(changed),
      sendingFor(client, id).subscribe(changed),
      uploadsOf(id, 'reply').subscribe(changed),
      uploadsOf(id, 'note').subscribe(changed),
    ]);
    return () => stops.forEach((stop) => stop());
  }, [client, ids]);

  useEffect(() => {
    if (!isListed) return;
    let isOver = false;
    const end = () => isOver || setLooked(true);
    const timer = setTimeout(end, MOST_MS);
    void Promise.all((ids === '' ? [] : ids.split(' ')).map((id) => draftsOf(id).look())).then(end);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isListed, ids]);

  if (!isListed || !isLooked) return null;
  return items.flatMap((escalation) => {
    const { id } = escalation;
    const sending = sendingFor(client, id);
    const { draft, quoting } = draftsOf(id).read();
    const unsent = unsentOf({
      escalation,
      draft,
      quoting,
      whisperTo: null,
      files: { reply: uploadsOf(id, 'reply').read(), note: uploadsOf(id, 'note').read() },
      outgoing: sending.read(),
      sending,
      sendOff: (written) => {
        sending.write(written);
        clearWriting(id, written.kind);
      },
      takeBack: ({ clientMessageId }) => {
        const taken = sending.takeBack(clientMessageId);
        if (taken) putBack(id, taken);
      },
    });
    return unsent ? [{ escalation, unsent }] : [];
  });
}
