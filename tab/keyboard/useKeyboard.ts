import { useEffect } from 'react';
import { isField } from '../desk/isField';
import { isOn } from '../desk/settings';
import { perform } from './commands';
import { hasChosenWords, isSomethingOpen, opensByAltArrow } from './fields';
import { isMac } from './isMac';
import { type Match, matching } from './matching';

/** Holding these down goes on; everything else is done once a press. */
const REPEATED = new Set<Match['name']>(['nextChat', 'previousChat', 'nextPane', 'previousPane']);

/** Does what keys say, at once: on the chat that is shown while they are pressed. */
export function useKeyboard(personId: string): void {
  useEffect(() => {
    const onMac = isMac();
    const press = (event: KeyboardEvent, isBarePhase: boolean) => {
      if (event.defaultPrevented) return;
      const match = matching(event, onMac);
      if (match?.isBare !== isBarePhase || !isMeant(match, event, personId)) return;
      if (event.repeat && !REPEATED.has(match.name)) return;
      if (!perform(match.name)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // With a modifier they come before what has the focus; alone, after it.
    const early = (event: KeyboardEvent) => press(event, false);
    const late = (event: KeyboardEvent) => press(event, true);
    window.addEventListener('keydown', early, { capture: true });
    window.addEventListener('keydown', late);
    return () => {
      window.removeEventListener('keydown', early, { capture: true });
      window.removeEventListener('keydown', late);
    };
  }, [personId]);
}

function isMeant({ name, isBare }: Match, { target, altKey }: KeyboardEvent, personId: string): boolean {
  if (isSomethingOpen()) return false;
  if (isBare) return !isField(target) && !isOn(personId, 'noSingleKeys');
  // As in Teams' own composer, chosen words become a link by the same key.
  if (name === 'palette' && hasChosenWords(target)) return false;
  return !(altKey && opensByAltArrow(target));
}
