/** Sentences for what a bot sends and nobody can be shown, and for its own errors. Pure. */
import { clip } from '../../text/escape';

export const SIGN_IN = 'Please sign in.';
export const SIGN_IN_ONLY_THERE = 'The bot asked the customer to sign in. The link is in their chat only.';
export const SIGN_IN_IMPOSSIBLE = 'The bot asked you to sign in, which is not possible in this chat.';

export const CANNOT_SHOW = {
  nothing: 'It came without anything to show.',
  unreadable: 'It could not be read.',
  consent: 'The bot wanted to send a file in a way that does not work through the desk.',
  address: 'It came with an address nobody can open.',
  history: 'The bot’s transcript brought more files than the desk fetches.',
  kind: 'This kind of content cannot be shown here.',
} as const;

/** @param chars of the card, pictures left out */
export function tooLarge(chars: number, says: string): string {
  const size = `${Math.ceil((chars * 2) / 1_024)} KB`;
  return `It is too large to be shown (${size}).${says === '' ? '' : ` It says: ${says}`}`;
}

/** Choices for which there is no button: written, they are as good. */
export function moreChoices(titles: readonly string[]): string {
  return `You can also write: ${clip(titles.map((title) => clip(title, 100)).join(' · '), 4_000)}`;
}

export function cutWords(left: number): string {
  return `(${left} more characters are too long to be shown.)`;
}

export function moreWords(count: number): string {
  return count === 1 ? '1 more attachment was left out.' : `${count} more attachments were left out.`;
}

/** What the customer reads where something of a message cannot be shown. */
export function notShown(name: string | null, reason: string): string {
  return `${name ?? 'Something'} cannot be shown here. ${reason}`.trim();
}

export const REFUSED = 'Teams did not take it.';

/** The end of a bot conversation that did not end well. */
export function endedWords(code: string): string | null {
  switch (code.toLowerCase()) {
    case 'bottimedout':
      return 'The bot ended the conversation because it waited too long.';
    case 'botissuedinvalidmessage':
    case 'channelfailed':
    case 'error':
    case 'unrecognized':
      return 'The bot ended the conversation because of an error.';
    default:
      return null;
  }
}

/** In the bot's place, when all it says is that it failed. */
export function botErrorWords(code: string): string {
  return `I could not answer that: ${reasonOf(code)} (${code}). Try again, or ask for a person.`;
}

function reasonOf(code: string): string {
  if (/RateLimit|EnforcementMessage|Quota|TooManyRequests/i.test(code)) return 'I have had too much to do just now';
  if (/TimedOut|Timeout/i.test(code)) return 'it took too long';
  if (/^OpenAI|ContentFilter|ResponsibleAI/i.test(code)) return 'my content filter does not allow it';
  if (/TooLarge|TooMuchData|SizeTooBig/i.test(code)) return 'there was too much of it';
  if (/Auth|Consent|SignIn/i.test(code)) return 'you would have to be signed in';
  if (/DataLossPrevention|Policy|Blocked/i.test(code)) return 'your organisation’s rules do not allow it';
  return 'something went wrong on my side';
}
