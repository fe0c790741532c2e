/** The buttons a bot offers: how a press is recognised, and what the bot hears of it. Pure. */
import { z } from 'zod';
import type { Choice, ChoiceKey, Heard, Message } from './message';

/** What a press brings back: the desk's own name of the button, so that two with the same value stay two. */
export function valueOf({ messageId, index }: ChoiceKey): Record<string, unknown> {
  return { handoffDesk: 'choice', messageId, index };
}

const Pressed = z.looseObject({
  handoffDesk: z.literal('choice'),
  messageId: z.guid(),
  index: z.number().int().min(0).max(10_000),
});

/** Null for what is no button the desk has offered in a bot's name. */
export function readChoice(value: unknown): ChoiceKey | null {
  const { messageId, index } = Pressed.safeParse(value).data ?? {};
  return messageId === undefined || index === undefined ? null : { messageId, index };
}

/** Everything a message offers to press, always in the same order: beside its words, then card by card. */
export function choicesOf({ extras, attachments }: Pick<Message, 'extras' | 'attachments'>): Choice[] {
  return [...(extras.choices ?? []), ...attachments.flatMap(buttonsOf)];
}

/** The kinds of card whose buttons are a plain list, and so can be replaced by the desk's own. */
const CARD = /^application\/vnd\.microsoft\.card\.(hero|thumbnail|receipt|audio|video|animation)$/;

export function buttonsOf({ contentType, content }: Pick<Message['attachments'][number], 'contentType' | 'content'>) {
  const buttons = CARD.test(contentType) ? (content as { buttons?: unknown } | null | undefined)?.buttons : null;
  return Array.isArray(buttons) ? buttons.map(toChoice) : [];
}

const TYPES: Readonly<Record<string, Choice['type']>> = {
  imback: 'imBack',
  postback: 'postBack',
  messageback: 'messageBack',
  openurl: 'openUrl',
  // Players are pages to a chat that has none.
  playaudio: 'openUrl',
  playvideo: 'openUrl',
  downloadfile: 'openUrl',
  showimage: 'openUrl',
  call: 'openUrl',
};

/** A Bot Framework card action, however carelessly written. */
export function toChoice(action: unknown): Choice {
  if (typeof action === 'string') return { type: 'imBack', title: action, value: action };
  const { type, title, value, text, displayText } = (action ?? {}) as Record<string, unknown>;
  const known = type == null ? 'imBack' : (TYPES[typeof type === 'string' ? type.toLowerCase() : ''] ?? 'other');
  const shown = [title, displayText, text, value].find((words) => isWords(words));
  return {
    type: known,
    title: shown === undefined ? '…' : String(shown).trim(),
    ...(value !== undefined && value !== null && { value }),
    ...(isWords(text) && { text: String(text) }),
    ...(isWords(displayText) && { displayText: String(displayText) }),
  };
}

function isWords(value: unknown): value is string | number {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}

/** What the customer is shown to have said by pressing it. */
export function wordsOf({ title, displayText }: Choice): string {
  return displayText ?? title;
}

/** What the bot hears of a press, exactly as it asked for. */
export function heardOf(choice: Choice): Heard {
  const { type, title, value, text, displayText } = choice;
  const plain = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  switch (type) {
    case 'messageBack':
      return {
        ...(text !== undefined && { text }),
        ...(value !== undefined && { value }),
        channelData: { messageBack: displayText === undefined ? {} : { displayText } },
      };
    case 'postBack':
      return { ...(plain === null ? { value: value ?? title } : { text: plain }), channelData: { postBack: true } };
    default:
      return { text: plain ?? title };
  }
}
