/** A message in a line of words. Pure. */
import type { Message } from '../../../src/contract/api';
import { transcriptWords } from '../../words/transcript';
import type { Outgoing } from './outgoing';

/** Its own words; of pictures and files alone, what they are called. */
export function messageWords({ text, attachments }: Pick<Message, 'text' | 'attachments'>): string {
  return text || attachments.map(({ name, contentType }) => `[${name ?? contentType}]`).join(' ');
}

/** Why what was written did not go out, as far as one knows. */
export function unsentWords({ reason, mayHaveArrived }: Outgoing): string {
  const { unsent, unanswered } = transcriptWords.delivery;
  return (mayHaveArrived ? unanswered : unsent)({ reason: reason ?? '' });
}
