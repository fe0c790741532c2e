/** A message in a line of words. Pure. */
import type { Message } from '../../../src/contract/api';

/** Its own words; of pictures and files alone, what they are called. */
export function messageWords({ text, attachments }: Pick<Message, 'text' | 'attachments'>): string {
  return text || attachments.map(({ name, contentType }) => `[${name ?? contentType}]`).join(' ');
}
