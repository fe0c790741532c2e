import { useEffect } from 'react';
import { isOn } from '../desk/settings';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { composerWords } from '../words/composer';
import type { Drafts } from './composer/drafts';
import type { Outgoing } from './messages/outgoing';
import type { Sending } from './messages/sending';

const HOLD_MS = 5_000;

interface Here {
  mayReply: boolean;
  outgoing: Outgoing[];
  sending: Sending;
  drafts: Drafts;
  takeBack: (item: Outgoing) => void;
}

/**
 * Undo: who wants it has five seconds to take a reply back. Until then it is in this window and nowhere else, and it
 * goes to the customer of this chat or not at all: whoever loses the chat meanwhile has their words back.
 */
export function useUndo({ mayReply, outgoing, sending, drafts, takeBack }: Here) {
  const { me } = useYou();
  const { say } = useNotice();
  const waiting = outgoing.filter(({ state }) => state === 'held');
  const isLost = waiting.length > 0 && !mayReply;

  useEffect(() => {
    if (!isLost) return;
    [...sending.read()].reverse().forEach((item) => item.state === 'held' && takeBack(item));
    say('warning', composerWords.undo.lost);
  }, [isLost, sending, takeBack, say]);

  return {
    holdMs: (kind: Outgoing['kind']): number => {
      if (kind === 'note' || !isOn(me.id, 'undo')) return 0;
      // Elsewhere they are a draft until they are sent.
      drafts.flush();
      return HOLD_MS;
    },
    /** The newest held words; false where there are none. */
    undo: (): boolean => {
      const last = waiting.at(-1);
      if (last) takeBack(last);
      return last !== undefined;
    },
  };
}
