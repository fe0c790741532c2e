/** What one activity of a bot's stream means to the desk. Pure. */
import { validate as isUuid } from 'uuid';
import type { BotActivity } from '../../arrival/inbox';
import { readHandoff } from '../handoff/handoff';
import { field, isRecord, type Loose, textOf, timeOf } from '../handoff/foreignJson';
import { readIncoming } from '../handoff/files';
import { isBotRole } from '../handoff/transcript';

export type Arrived =
  | { kind: 'bot'; activity: BotActivity }
  /** The channel has taken what we posted for the customer. */
  | { kind: 'echo'; messageId: string; externalId: string }
  | { kind: 'typing' };

const MOST_TEXT = 20_000;
const MOST_CHOICES = 20;

/**
 * Null for what concerns nobody.
 * @param userId how the customer is called there
 * @param fallbackId for an activity without an id; the same one each time it is read
 */
export function readArrival(raw: unknown, userId: string, fallbackId: string): Arrived | null {
  if (!isRecord(raw)) return null;
  const id = textOf(field(raw, 'id'), 300) ?? fallbackId;
  if (isOurs(raw, userId)) {
    const messageId = clientIdOf(raw);
    return messageId === null ? null : { kind: 'echo', messageId, externalId: id };
  }
  const handoff = readHandoff({ ...raw, from: { role: 'bot' } });
  if (handoff) return { kind: 'bot', activity: { id, kind: 'handoff', handoff } };
  switch (String(field(raw, 'type')).toLowerCase()) {
    case 'typing':
      return { kind: 'typing' };
    case 'endofconversation':
      return { kind: 'bot', activity: { id, kind: 'ended' } };
    case 'message':
      return readMessage(raw, id);
    default:
      return null;
  }
}

/** Of an activity that is the bot's, whatever its kind: its id and what it answers. */
export function spokenBy(raw: unknown, userId: string): { id: string; replyToId: string | null } | null {
  if (!isRecord(raw) || isOurs(raw, userId)) return null;
  const id = textOf(field(raw, 'id'), 300);
  return id ? { id, replyToId: textOf(field(raw, 'replyToId'), 300) ?? null } : null;
}

/** The service may rewrite the customer's id, so the role counts where there is one. */
function isOurs(raw: Loose, userId: string): boolean {
  const from = field(raw, 'from');
  if (!isRecord(from)) return clientIdOf(raw) !== null;
  const bot = isBotRole(field(from, 'role'));
  return bot === undefined ? field(from, 'id') === userId || clientIdOf(raw) !== null : !bot;
}

/** The desk's own id of a message, which it put into the activity and the channel gives back. */
function clientIdOf(raw: Loose): string | null {
  const data = field(raw, 'channelData');
  const id = isRecord(data) ? field(data, 'clientActivityID') : null;
  return typeof id === 'string' && isUuid(id) ? id : null;
}

function readMessage(raw: Loose, id: string): Arrived | null {
  const choices = choicesOf(field(raw, 'suggestedActions'));
  const attachments = readIncoming(field(raw, 'attachments'));
  const words =
    textOf(field(raw, 'text'), MOST_TEXT) ?? (attachments.length > 0 ? '' : textOf(field(raw, 'speak'), MOST_TEXT));
  // Choices alone would have nothing to hang on.
  const text = words ?? choices.join(' · ');
  if (text === '' && attachments.length === 0) return null;
  const from = field(raw, 'from');
  return {
    kind: 'bot',
    activity: {
      id,
      kind: 'message',
      text,
      // Channels take text for markdown unless it says otherwise.
      format: field(raw, 'textFormat') === 'plain' ? 'plain' : 'markdown',
      attachments,
      extras: choices.length > 0 ? { choices: choices.map((title) => ({ type: 'imBack', title, value: title })) } : {},
      sentAt: timeOf(field(raw, 'timestamp')),
      botName: isRecord(from) ? textOf(field(from, 'name'), 200) : null,
    },
  };
}

function choicesOf(suggested: unknown): string[] {
  const actions = isRecord(suggested) ? field(suggested, 'actions') : null;
  if (!Array.isArray(actions)) return [];
  const choices = actions.filter(isRecord).map((a) => textOf(field(a, 'value'), 300) ?? textOf(field(a, 'title'), 300));
  return [...new Set(choices.filter((choice) => choice !== null))].slice(0, MOST_CHOICES);
}
