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
