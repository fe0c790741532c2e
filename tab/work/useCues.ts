/** Another of my chats writes: said aloud, in the page's title, and with a sound while nobody looks, if they want one. */
import { useEffect, useRef } from 'react';
import type { Escalation } from '../../src/contract/api';
import { chime, prepareChime } from '../desk/chime';
import { isOn } from '../desk/settings';
import { useAnnounce } from '../parts/Announcer';
import { isVisible } from '../parts/useVisible';
import { useYou } from '../parts/you';
import { workWords } from '../words/work';
import { useMine } from './useMine';

/** @param openId the chat on the screen, which announces its words itself */
export function useCues(openId: string | null): void {
  const { me } = useYou();
  const announce = useAnnounce();
  const { items, data } = useMine();
  const before = useRef<Map<string, Escalation> | null>(null);
  const waiting = items.filter(({ customerWaitsSince }) => customerWaitsSince !== null).length;

  useEffect(() => {
    document.title = waiting > 0 ? workWords.cue.title({ count: waiting }) : workWords.cue.quietTitle;
  }, [waiting]);
  useEffect(() => {
    const onFirstPress = () => isOn(me.id, 'sound') && prepareChime();
    window.addEventListener('pointerdown', onFirstPress);
    window.addEventListener('keydown', onFirstPress);
    return () => {
      window.removeEventListener('pointerdown', onFirstPress);
      window.removeEventListener('keydown', onFirstPress);
    };
  }, [me.id]);
  useEffect(() => {
    if (!data) return;
    const known = before.current;
    before.current = new Map(items.map((item) => [item.id, item]));
    if (!known) return;
    const wrote = items.filter((item) => hasWritten(item, known.get(item.id)));
    const ended = items.filter((item) => ranOut(item, known.get(item.id)));
    const words = items.filter(({ id }) => id !== openId).flatMap((item) => cueOf(item, known.get(item.id)) ?? []);
    if (words.length > 0) announce(words.join('. '));
    if (wrote.length + ended.length > 0 && !isVisible() && isOn(me.id, 'sound')) chime();
  }, [items, data, openId, me.id, announce]);
}

const hasWritten = (now: Escalation, before: Escalation | undefined): boolean =>
  before !== undefined && now.lastCustomerSeq > before.lastCustomerSeq;

/** The desk has said so since: the customer waits again, without a word. */
const ranOut = ({ onHold, customerWaitsSince }: Escalation, before: Escalation | undefined): boolean =>
  onHold !== null && customerWaitsSince === onHold.until && before?.customerWaitsSince === null;

function cueOf(now: Escalation, before: Escalation | undefined): string | null {
  const { customer, preview } = now;
  if (!before) return workWords.cue.nowWithYou({ customer: customer.name });
  if (ranOut(now, before)) return workWords.cue.holdRanOut({ customer: customer.name });
  if (!hasWritten(now, before)) return null;
  const words = preview?.by.kind === 'customer' ? preview.text : '';
  return words
    ? workWords.cue.wrote({ customer: customer.name, words })
    : workWords.cue.wroteOnly({ customer: customer.name });
}
