import { useEffect, useRef } from 'react';
import type { Escalation } from '../../src/contract/api';
import { useEscalations } from '../desk/useEscalations';
import { useAnnounce } from '../parts/Announcer';
import { workWords } from '../words/work';
import { OFFERED } from '../desk/myLists';

/** What is offered to me; every new one is said aloud, wherever in the tab I am. */
export function useOffers(): Escalation[] {
  const announce = useAnnounce();
  const said = useRef(new Set<string>());
  const { items } = useEscalations(OFFERED);
  useEffect(() => {
    const keys = items.map(({ id, offer }) => `${id} ${offer?.until ?? ''}`);
    const fresh = items.filter((_, index) => !said.current.has(keys[index] ?? ''));
    said.current = new Set(keys);
    if (fresh.length > 0) announce(fresh.map(offerWords).join(' '));
  }, [items, announce]);
  return items;
}

const offerWords = ({ customer, topic }: Escalation): string =>
  topic
    ? workWords.offer.announcedAbout({ customer: customer.name, topic })
    : workWords.offer.announced({ customer: customer.name });
