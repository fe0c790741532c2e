/** Why something was not delivered, or is not yet: what agents read below a message and in a card’s state. Pure. */

export const teamsUnreachable = (code: string): string => `Teams cannot be reached (${code})`;
export const sendingFailed = (why: string): string => `Sending failed: ${why}`;
export const teamsBroke = (code: string): string => `The connection to Teams broke (${code})`;
export const TEAMS_BUSY = 'Teams asks to slow down';
export const teamsUnavailable = (status: number): string => `Teams is not available just now (${status})`;
export const teamsFailed = (status: number): string => `Teams failed (${status})`;
export const QUEUE_HAS_NO_CHANNEL = 'The queue has no Teams channel.';
export const APP_NOT_IN_TEAM = 'The app is no longer in that team.';
export const CHAT_MOVED = 'The chat is not found where it was.';
export const NOTHING_TO_DELIVER = 'There is nothing to deliver.';
export const CHAT_UNKNOWN = 'The customer’s chat is not known.';
export const FILE_ON_ITS_WAY = 'A file is still on its way to the desk';
export const NO_CARD_YET = 'The card it would hang under is not there yet.';
export const NO_CHANNEL = 'The queue has no Teams channel yet. A manager can write "connect" in one.';
export const ESCALATION_GONE = 'The escalation is gone.';
export const noCardWords = (why: string): string => `No card can be posted: ${why}.`;
export const notInstalledWords = (team: string): string => `The app is no longer installed in ${team}.`;
export const CARD_UNNAMED = 'Teams did not say which message the card is.';
export const noSenderWords = (kind: string): string => `Nothing here delivers "${kind}".`;
export const lastTryWords = (reason: string): string => `${reason} (tried for the last time)`;
export const INLINE_FILE_UNREADABLE = 'The file within the message cannot be read.';
export const FILE_GONE = 'The file is not there any more.';
export const fileRefusedWords = (status: number): string => `Teams did not take the file (${status}).`;
export const addressUnreadable = (what: string): string => `The bot’s ${what} cannot be read.`;
export const botBusyWords = (what: string): string => `The bot’s ${what} has not answered others yet.`;
export const BOT_BUSY = 'The bot is still busy with others';
export const NO_CALLBACK_URL = 'The connection has no callback URL.';
export const NO_SIGNING_SECRET = 'The connection has no signing secret.';
export const webhookAnswered = (status: number): string => `The bot’s webhook answered ${status}.`;
export const webhookRedirects = (status: number): string =>
  `The bot’s webhook answers with a redirect (${status}); give the address it leads to.`;
export const BOT_ASKS_TO_SLOW_DOWN = 'The bot asks to slow down.';
export const callbackAnswered = (status: number): string => `The bot’s callback answered ${status}.`;
export const botCannotChange = (status: number): string =>
  `The bot cannot change what it has sent its customer (${status}).`;
export const botRefusesDesk = (status: number): string =>
  `The bot does not accept the desk as its skill (${status}); it must allow the desk’s app ID.`;
export const BOT_FORGOT_CONVERSATION = 'The bot no longer knows this conversation (404).';
export const TOO_LONG_FOR_BOT = 'The message is too long for the bot (413).';
export const callbackRedirects = (status: number): string =>
  `The bot’s callback answers with a redirect (${status}), which is not followed.`;
/** To agents, who can mend nothing there. */
export const botRefusedMessage = (status: number): string =>
  `The bot did not accept it (${status}). Tell your administrator.`;
export const BOT_HAS_ENDED = 'The bot has ended the conversation.';
/** Of a connected agent, whose chat takes words of others when it wants to. */
export const agentsChatRefused = (what: string): string =>
  `The agent’s chat does not take it now (${what}); it comes with the customer’s next message there.`;
export const TOO_LONG_FOR_AGENT = 'The message is too long for the agent’s chat (413).';
export const NEVER_TAKEN = 'The agent’s chat did not take it for a day, and the customer wrote nothing there.';
export const CHAT_MOVES = 'It goes to the desk’s own chat with the customer now.';
export const MESSAGE_WITHOUT_ID = 'The bot gave this message no id, so it cannot be changed any more.';

/** 403s after which nothing reaches the person until they come back by themselves. */
export const BLOCKING: Readonly<Record<string, string>> = {
  MessageWritesBlocked: 'The customer has blocked or removed the bot',
  ConversationBlockedByUser: 'The customer has blocked the bot',
  BotNotInConversationRoster: 'The app is no longer installed there',
};
const REFUSALS: Readonly<Record<string, string>> = {
  BotDisabledByAdmin: 'An administrator has switched the bot off in Teams',
  BotNotRegistered: 'Teams does not know this bot; check BOT_ID',
  InvalidBotApiHost: 'This tenant is in another cloud than the bot',
  NotEnoughPermissions: 'Teams does not allow the bot to write there',
  ConversationNotFound: 'The conversation no longer exists in Teams',
  ActivityNotFoundInConversation: 'The message no longer exists in Teams',
  MessageSizeTooBig: 'The message is too long for Teams',
};

export function teamsRefusedWords(status: number, code: string): string {
  const known = REFUSALS[code];
  if (known) return known;
  const detail = code === '' ? '' : `: ${code}`;
  if (status === 401) return `Teams does not accept the bot’s credentials${detail}`;
  if (status === 403) return `Teams does not allow this${detail}`;
  return `Teams refused the message (${status}${detail})`;
}
