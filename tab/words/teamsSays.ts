/** Why Teams has somebody busy or away though they said they are available. */
import type { TeamsReason } from '../../src/contract/api';

const reasons: Record<TeamsReason, string> = {
  inACall: 'you are in a call',
  presenting: 'you are presenting',
  doNotDisturb: 'not to disturb you',
  inAMeeting: 'you are in a meeting',
  busy: 'you are busy',
  beRightBack: 'you will be right back',
  away: 'you are away',
  outOfOffice: 'you are out of office',
  offline: 'you are offline',
};

/** Of a colleague. */
const states: Record<TeamsReason, string> = {
  inACall: 'in a call',
  presenting: 'presenting',
  doNotDisturb: 'do not disturb',
  inAMeeting: 'in a meeting',
  busy: 'busy',
  beRightBack: 'right back',
  away: 'away',
  outOfOffice: 'out of office',
  offline: 'offline',
};

export const teamsSaysWords = {
  said: ({ reason }: { reason: TeamsReason }) =>
    `Teams says ${reasons[reason]}. Nothing is offered to you until that is over.`,
  ofAgent: ({ reason }: { reason: TeamsReason }) => `Teams says ${states[reason]}`,
  insist: 'I am available',
};
