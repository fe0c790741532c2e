import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../../parts/Announcer';
import { useYou } from '../../parts/you';
import { transcriptWords } from '../../words/transcript';
import type { Transcript } from '../messages/messageList';
import { messageWords } from '../messages/messageWords';
import { customerWordsAfter, othersWordsAfter } from '../messages/rows';
import { stoppedTyping } from '../messages/typing';

/** Announces what others say from now on, and counts what came in below the reader's view. */
export function useFresh({ items, last }: Transcript, isAtEnd: boolean, escalationId: string): number {
  const announce = useAnnounce();
  const { me } = useYou();
  const announced = useRef<number | null>(null);
  const [seen, setSeen] = useState(last);
  if (isAtEnd && seen !== last) setSeen(last);

  useEffect(() => {
    if (announced.current !== null && announced.current < last) {
      const words = othersWordsAfter(items, announced.current, me.id);
      if (words.length > 0) {
        announce(
          words
            .map((message) => transcriptWords.heard({ author: message.author.name, text: messageWords(message) }))
            .join('. '),
        );
      }
      if (words.some(({ author }) => author.kind === 'customer')) stoppedTyping(escalationId);
    }
    announced.current = last;
  }, [items, last, me.id, announce, escalationId]);

  return isAtEnd ? 0 : customerWordsAfter(items, seen).length;
}
