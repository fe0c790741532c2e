/** Reads what is on the screen and not loaded: thousands of messages have their place long before they have words. */
import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useInTouch } from '../../desk/inTouch';
import { keys } from '../../desk/keys';
import { fetchPage, PAGE } from '../messages/fetchTranscript';
import { withPage, type Transcript } from '../messages/messageList';

/** Whoever drags the bar past a thousand messages wants none of them. */
const REST_MS = 80;

interface Pages {
  failed: boolean;
  retry: () => void;
}

/** @param missing the first place on the screen that is not loaded */
export function usePages(escalationId: string, first: number, missing: number | null): Pages {
  const client = useQueryClient();
  const running = useRef(new Set<number>());
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const inTouch = useInTouch();
  const page = missing === null ? null : Math.floor((missing - first) / PAGE);
  useEffect(() => {
    if (page === null || running.current.has(page)) return;
    const timer = setTimeout(() => {
      running.current.add(page);
      fetchPage(escalationId, { after: first - 1 + page * PAGE }, PAGE)
        .then(
          (read) => {
            setFailed(false);
            client.setQueryData<Transcript>(keys.transcript(escalationId), (known) => known && withPage(known, read));
          },
          () => setFailed(true),
        )
        .finally(() => running.current.delete(page));
    }, REST_MS);
    return () => clearTimeout(timer);
    // What failed is asked for again once in touch.
  }, [client, escalationId, first, inTouch, page, tries]);
  return { failed: failed && missing !== null, retry: () => setTries((times) => times + 1) };
}
