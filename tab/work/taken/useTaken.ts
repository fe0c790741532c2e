import { useCallback, useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation, EscalationEvent } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { wasDoneHere } from '../../desk/doneHere';
import { eventsOf } from '../../desk/events';
import { escalationOf } from '../../desk/useDesk';
import { useMine } from '../useMine';
import { useAnnounce } from '../../parts/Announcer';
import { useYou } from '../../parts/you';
import { takenWords } from '../../words/taken';
import { departureIn, departureWords } from './departure';

export interface Taken {
  id: string;
  before: Escalation;
  /** As it was when one heard of it; null: one may not look at it any more. */
  now: Escalation | null;
  event: EscalationEvent | undefined;
}

/** Chats that were mine and are not any more, though I did nothing to them here: who did what, said aloud as well. */
export function useTaken() {
  const client = useQueryClient();
  const { me } = useYou();
  const announce = useAnnounce();
  const { items, data } = useMine();
  const before = useRef<Map<string, Escalation> | null>(null);
  const [taken, setTaken] = useState<Taken[]>([]);
  const dismiss = useCallback((id: string) => setTaken((all) => all.filter((one) => one.id !== id)), []);

  const look = useCallback(
    async (gone: Escalation) => {
      const { id } = gone;
      const fresh = { staleTime: 0 };
      const [now, events] = await Promise.all([
        client.fetchQuery({ ...escalationOf(id), ...fresh }).catch(nothingIfUnseen),
        client.fetchQuery({ ...eventsOf(id), ...fresh }).catch(nothingIfUnseen),
      ]);
      if (now?.status === 'claimed' && now.assignee?.id === me.id) return; // On a later page of my chats.
      const event = departureIn(events ?? []);
      if (wasDoneHere(id) && (!event || event.actor.id === me.id)) return;
      setTaken((all) => [{ id, before: gone, now, event }, ...all.filter((one) => one.id !== id)]);
      announce(takenWords.whatAndWhy(departureWords(gone, now, event, me.id)));
    },
    [client, me.id, announce],
  );

  useEffect(() => {
    if (!data) return;
    const mine = new Map(items.map((item) => [item.id, item]));
    const known = before.current;
    before.current = mine;
    for (const gone of known?.values() ?? []) {
      // The desk may be away again: then the next look at the lists tells.
      if (!mine.has(gone.id)) look(gone).catch(() => before.current?.set(gone.id, gone));
    }
    // Back again: nothing to be told any more.
    setTaken((all) => (all.some(({ id }) => mine.has(id)) ? all.filter(({ id }) => !mine.has(id)) : all));
  }, [items, data, look]);
  return { taken, dismiss };
}

function nothingIfUnseen(error: unknown): null {
  if (error instanceof ApiError && error.code === 'not_found') return null;
  throw error;
}
