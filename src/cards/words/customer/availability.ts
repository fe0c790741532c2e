/** Whether somebody is there, for a bot to tell its customer before it hands over. Pure. */
import { type Closed, sorryWords } from './escalation';
import { usualWaitWords } from './waiting';

const NO_REQUESTS = 'No new requests for a person are taken at the moment.';

export function availableWords(now: {
  isLive: boolean;
  closed: Closed | null;
  nobodyThere: boolean;
  waiting: number;
  expectedWaitSeconds: number | null;
}): string {
  if (!now.isLive) return NO_REQUESTS;
  if (now.closed) return sorryWords(now.closed);
  if (now.nobodyThere) return 'People are at work, but nobody is free just now.';
  const usual = usualWaitWords(now.expectedWaitSeconds);
  return `A person can take over. ${waitingWords(now.waiting)}${usual === '' ? '' : ` ${usual}`}`;
}

function waitingWords(waiting: number): string {
  if (waiting === 0) return 'Nobody is waiting.';
  return waiting === 1 ? 'One person is waiting.' : `${waiting} people are waiting.`;
}
