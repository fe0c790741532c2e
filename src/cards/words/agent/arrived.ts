/** Sentences for what people send and the desk cannot carry: what came, and why it cannot be shown. Pure. */
import { visibleName } from '../../../base/names';

export const CANNOT = {
  voice: {
    name: 'Voice message',
    reason: 'Teams does not pass voice messages on to apps, so it cannot be played here.',
  },
  video: { name: 'Video', reason: 'Teams does not pass recorded videos on to apps, so it cannot be played here.' },
  card: { name: 'Card or code snippet', reason: 'Teams does not pass its content on to apps.' },
  picture: { name: 'Picture', reason: 'Teams sent no way to fetch it.' },
  file: { name: 'File', reason: 'Teams sent no way to fetch it.' },
  foreign: { name: 'Attachment', reason: 'The desk cannot show this kind of content.' },
} as const;
export type Missing = keyof typeof CANNOT;

/** For a message of which nothing else is left. */
export function missingWords(name: string | null, reason: string): string {
  return `(${name ?? 'Attachment'}: ${reason})`;
}

export function tooManyWords(count: number): string {
  return count === 1 ? '1 more attachment came and was left out.' : `${count} more attachments came and were left out.`;
}

/** What kind of content it says it is, where that says something to people. */
export function kindWords(contentType: string): string | null {
  const tail = contentType.split('/').at(-1)?.split('.').at(-1) ?? '';
  return visibleName(tail.replace(/[^\p{L}\p{N}]+/gu, ' '), 40);
}

export const FORWARDED = 'Forwarded message:';
export const NOTHING_READABLE = '(A message came with nothing in it that can be shown here.)';

/** In the transcript, where the code itself has no place. */
export const SIGNED_IN = '(Entered a sign-in code, which only the bot sees.)';

/** A reply in a card's thread with something in it that stays there. */
export function noteOnlyWords(things: readonly string[]): string {
  const what = things.length > 0 ? things.join(', ') : 'something';
  return `(Sent in the channel’s thread: ${what}. It stays there; open the thread in Teams to see it.)`;
}

/** For a colleague named in a note. */
export function mentionedWords(note: { by: string; number: number; text: string }): { title: string; text: string } {
  return { title: `${note.by} mentioned you in a note on #${note.number}`, text: note.text };
}
