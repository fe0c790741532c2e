/** What the chat itself says to a customer, when neither a bot nor an agent does. Pure. */
import { foreignLine } from '../../text/escape';

/** In the bot's name, where it is a connection's own; null: the desk's. */
export function welcomeWords(botName: string | null): string {
  return `${greeting(botName)} Ask me anything. When I cannot help, a person can take over right here in this chat.`;
}

/** The bot answers nobody yet. */
export function asleepWords(botName: string | null): string {
  return `${greeting(botName)} I cannot answer yet, so nobody reads what you write here. Please try again later.`;
}

function greeting(botName: string | null): string {
  return botName === null ? 'Hello!' : `Hello! I am ${foreignLine(botName, 100)}.`;
}

/** The connection is paused. */
export function pausedWords(botName: string): string {
  return `${botName} is taking a short break. Your message is kept and will be answered when it is back.`;
}

/** Pressed on a bot's card. */
export const SENT = 'Sent';
export const SIGN_IN_BY_BUTTON = 'Sign in with the button, please.';
/** To a bot that asks for a person when there is none, in words it may pass on. */
export const NOBODY_TO_TAKE_OVER = 'Nobody can take over here at the moment.';

export const messageOfWords = (name: string): string => `A message of ${name}`;
