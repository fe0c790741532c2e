/** What the customer reads when no answer of the bot comes. Pure. */
import { oneLine } from '../../text/escape';

/** What a customer may write or press to be given a person. */
export const ASK_FOR_PERSON = 'Speak to a person';

const QUOTED = 80;

/** The bot is not there. */
export function awayWords(botName: string): string {
  return `${oneLine(botName, 100)} cannot be reached just now. What you write is kept and will be answered when it is back. Would you rather have a person? Write “${ASK_FOR_PERSON}”.`;
}

/** The bot is there and did not take this one message. */
export function refusedWords(text: string): string {
  const words = oneLine(text, QUOTED);
  const which = words === '' ? 'Your last message' : `“${words}”`;
  return `${which} was not answered: it could not be taken. You can go on writing, or write “${ASK_FOR_PERSON}”.`;
}

/** Nobody tries any longer. */
export function gaveUpWords(botName: string): string {
  return `${oneLine(botName, 100)} could not be reached, so your last message has no answer. Please try again later, or write “${ASK_FOR_PERSON}”.`;
}

export const NOBODY_TAKES_OVER = (botName: string): string =>
  `Nobody can take over here just now. ${botName} goes on helping you as well as it can.`;

/** For the agents: it was not the bot that handed over. */
export const OPENED_BY_DESK = 'Opened by the desk: the customer asked for a person while the bot did not answer.';

export const CODE_LOST = 'Your sign-in could not be passed on. Please ask again and sign in once more.';
