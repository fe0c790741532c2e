/** The composer that shows, as a place for a canned reply chosen elsewhere. */
import { useEffect } from 'react';
import type { CannedReply } from '../../../src/contract/api';

interface Place {
  /** The chat it writes to. */
  of: string;
  insert: (reply: CannedReply) => void;
}

let place: Place | null = null;

/** Takes canned replies as long as it shows; null: not now. */
export function useTakingReplies(of: string, insert: Place['insert'] | null): void {
  useEffect(() => {
    if (!insert) return;
    const mine = { of, insert };
    place = mine;
    return () => {
      if (place === mine) place = null;
    };
  });
}

export const takesReplies = (of: string | null): boolean => place !== null && place.of === of;

/** Puts it into what is being written in this chat and no other; whether that could be done. */
export function putReply(of: string | null, reply: CannedReply): boolean {
  if (place === null || place.of !== of) return false;
  place.insert(reply);
  return true;
}
