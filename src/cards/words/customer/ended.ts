/** How an escalation ended, in words that a bot may repeat to its customer: the desk's own are written for agents. Pure. */
import { CUSTOMER_REMOVED_BOT, CUSTOMER_STOPPED_WAITING } from '../agent/notes';
import { NO_LONGER_WAITING } from './waiting';

const TOLD = new Map([
  [CUSTOMER_STOPPED_WAITING, NO_LONGER_WAITING],
  [CUSTOMER_REMOVED_BOT, NO_LONGER_WAITING],
]);

export const outcomeWords = (outcome: string | null): string => TOLD.get(outcome ?? '') ?? outcome ?? '';
