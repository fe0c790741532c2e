import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Virtualizer } from '@tanstack/react-virtual';
import { keys } from '../../desk/keys';
import { fetchPage, PAGE } from '../messages/fetchTranscript';
import { indexOf, withPage, type Transcript } from '../messages/messageList';
import type { Row } from '../messages/rows';
import { SHOWN } from './GoTo.styles';

/** Frames within which a row that was scrolled to has been laid out. */
const MOST_FRAMES = 60;

interface Goal {
  seq: number;
  align: 'start' | 'center';
  focus: boolean;
}

export type GoTo = (where: { seq: number } | { at: string }, how?: Partial<Omit<Goal, 'seq'>>) => Promise<void>;

/** Brings any message into view, loaded or not, in one step. */
export function useGoTo(
  escalationId: string,
  rows: readonly Row[],
  virtualizer: Virtualizer<HTMLDivElement, HTMLElement>,
): GoTo {
  const client = useQueryClient();
  const [goal, setGoal] = useState<Goal | null>(null);
  const done = useRef<Goal | null>(null);

  const goTo = useCallback<GoTo>(
    async (where, { align = 'center', focus = true } = {}) => {
      const key = keys.transcript(escalationId);
      const known = client.getQueryData<Transcript>(key);
      if ('seq' in where && known && indexOf(known.items, where.seq) >= 0) {
        setGoal({ seq: where.seq, align, focus });
        return;
      }
      const read = await fetchPage(escalationId, 'seq' in where ? { around: where.seq } : where, PAGE);
      client.setQueryData<Transcript>(key, (now) => now && withPage(now, read));
      if (read.around !== null) setGoal({ seq: read.around, align, focus });
    },
    [client, escalationId],
  );

  // Once its row is there; it may come with the next render.
  useLayoutEffect(() => {
    if (!goal || goal === done.current) return;
    const index = rows.findIndex((row) => row.kind === 'message' && row.message.seq === goal.seq);
    if (index < 0) return;
    done.current = goal;
    const top = goal.align === 'start' ? withWhatStandsAbove(rows, index) : index;
    virtualizer.scrollToIndex(top, { align: goal.align });
    if (goal.focus) focusWhenThere(virtualizer.scrollElement, goal.seq);
  }, [goal, rows, virtualizer]);
  return goTo;
}

/** The day and the part it begins belong to a message. */
function withWhatStandsAbove(rows: readonly Row[], index: number): number {
  let top = index;
  while (top > 0 && !['message', 'unloaded', 'event'].includes(rows[top - 1]?.kind ?? 'message')) top -= 1;
  return top;
}

/** The focus marks what was looked for; the row is laid out a frame or two after the scrolling. */
function focusWhenThere(transcript: HTMLElement | null, seq: number, frames = 0): void {
  const found = transcript?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  if (found) {
    found.focus({ preventScroll: true });
    // Whoever came by mouse sees no focus.
    if ('animate' in found) found.animate(SHOWN, { duration: 2_500, easing: 'ease-in' });
  } else if (frames < MOST_FRAMES) requestAnimationFrame(() => focusWhenThere(transcript, seq, frames + 1));
}
