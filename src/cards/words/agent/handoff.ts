/** What a bot handed over and the desk could not take whole, in words for the agents. Pure. */

export const UNREADABLE = 'What the bot handed over could not be read.';
export const TRANSCRIPT_IS_A_LINK =
  'The bot sent its transcript as a link; the desk does not follow links, so it is missing here.';
export const TRANSCRIPT_UNREADABLE = 'The transcript the bot attached could not be read.';
export const TRANSCRIPT_EMPTY = 'The transcript the bot attached holds no messages.';

export function transcriptCutWords(kept: number, left: number): string {
  return `The transcript was long: the newest ${kept} messages are kept, ${left} older ones are not.`;
}

export function variablesCutWords(sent: number, kept: number): string {
  return `The bot sent ${sent} variables; the first ${kept} are kept.`;
}

/** An agent in Teams has no transcript to send, and writes down what it remembers. */
export const RETOLD =
  'The agent itself wrote down the chat above. A model retold it: words may differ from what was really said, or be missing.';

/** Names of what an agent in Teams says besides its variables. */
export const AGENTS_VARIABLES = {
  signInName: 'Sign-in name',
  conversation: 'Conversation with the agent',
  environment: 'Environment of the agent',
  schema: 'Agent (schema name)',
} as const;
