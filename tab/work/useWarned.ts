import { useEffect, useRef } from 'react';
import type { Escalation } from '../../src/contract/api';
import { useAnnounce } from '../parts/Announcer';
import { workWords } from '../words/work';
import { useMine } from './useMine';

/** Chats of mine that go back to their queue unless I answer, the soonest first; every new one is said aloud. */
export function useWarned(): Escalation[] {
  const announce = useAnnounce();
  const said = useRef(new Set<string>());
  const { items } = useMine();
  const warned = items
    .flatMap((item) => (item.goesBackAt === null ? [] : [{ item, at: item.goesBackAt }]))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const keys = warned.map(({ item, at }) => `${item.id} ${at}`).join('\n');
  useEffect(() => {
    const fresh = warned.filter(({ item, at }) => !said.current.has(`${item.id} ${at}`));
    said.current = new Set(keys.split('\n'));
    if (fresh.length === 0) return;
    announce(fresh.map(({ item }) => workWords.goesBack.announced({ customer: item.customer.name })).join(' '));
    // What is warned of is in the keys.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [keys, announce]);
  return warned.map(({ item }) => item);
}
