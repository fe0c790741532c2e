import { useEffect, useRef } from 'react';
import type { Escalation, Message } from '../../../src/contract/api';
import { useInTouch } from '../../desk/inTouch';
import { isKeptUnread, openedAnew, useReading } from '../../desk/useReading';
import { useVisible } from '../../parts/useVisible';
import { useYou } from '../../parts/you';

/** What is on the screen has been read: told to the desk when there is something new of the customer's. */
export function useReadOnScreen(escalation: Escalation, items: Message[] | null, isAtEnd: boolean): void {
  const { id, assignee, colleagues } = escalation;
  const { me } = useYou();
  const { read } = useReading(id);
  const visible = useVisible();
  const inTouch = useInTouch();
  const told = useRef(0);
  const counts =
    !escalation.endedAt && (assignee?.id === me.id || colleagues.some((colleague) => colleague.id === me.id));
  const upTo = counts ? (items?.findLast(({ author }) => author.kind === 'customer')?.seq ?? 0) : 0;
  useEffect(() => openedAnew(id), [id]);
  useEffect(() => {
    if (!visible || !isAtEnd || upTo <= told.current || isKeptUnread(id)) return;
    const before = told.current;
    told.current = upTo;
    read(upTo).catch(() => {
      // The next message, being in touch again, or opening it again, tells it.
      told.current = before;
    });
  }, [visible, inTouch, isAtEnd, upTo, id, read]);
}
