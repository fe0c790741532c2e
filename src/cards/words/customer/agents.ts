/** What an agent in Teams tells its customer when it asked for a person. Pure. */
import { type Closed, sorryWords } from './escalation';
import { NOBODY_THERE, TRANSFERRED, aheadWords, requestWords, withYouWords } from './waiting';

export const NOBODY_ASKED = 'A person could not be asked for just now. Please try again later.';
/** The button beside the words. */
export const OPEN_CHAT = 'Open the chat';
/** The connection is a draft: whoever sets it up reads this. */
export const NOT_LIVE_YET =
  'The desk has heard this agent. It takes no requests yet: a manager tests it and lets it go live.';
export const NO_MORE_REQUESTS = 'No new requests for a person are taken at the moment.';
/** Teams knows no such person. */
export const NOT_FOUND_IN_TEAMS = 'A person could not be asked for: the chat with you could not be opened.';

export const closedForNow = (closed: Closed): string => sorryWords(closed);

interface Asked {
  number: number;
  ahead: number;
  /** Who has it already. */
  agentName: string | null;
  closed: Closed | null;
  nobodyThere: boolean;
  /** Whether the customer can be written to before they have pressed the link. */
  chat: 'open' | 'notInstalled' | 'later';
}

/** Where the request stands, and where the person will be. */
export function askedWords({ number, ahead, agentName, closed, nobodyThere, chat }: Asked): string {
  const request = `${requestWords(number)}.`;
  if (agentName !== null) return `${withYouWords(agentName)}. ${request} ${WHERE[chat]}`;
  if (closed) return `${sorryWords(closed)} ${request} ${LEAVE_A_MESSAGE[chat]}`;
  const line = `${aheadWords(ahead)}.${nobodyThere ? ` ${NOBODY_THERE}` : ''}`;
  return `${TRANSFERRED}. ${request} ${line} ${WHERE[chat]}`;
}

const INSTALL = 'Open it with the button; Teams may ask you to add the app first.';
const WHERE: Record<Asked['chat'], string> = {
  open: 'You meet them in a chat of its own here in Teams: open it with the button, or wait for their message.',
  later: 'You meet them in a chat of its own here in Teams: open it with the button.',
  notInstalled: `You meet them in a chat of its own here in Teams. ${INSTALL}`,
};
const LEAVE_A_MESSAGE: Record<Asked['chat'], string> = {
  open: 'Leave your message in the chat that opens with the button.',
  later: 'Leave your message in the chat that opens with the button.',
  notInstalled: `Leave your message in a chat of its own here in Teams. ${INSTALL}`,
};
