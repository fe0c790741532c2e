/** What one activity of a bot's stream means to the desk: each means something, and what it means has a name. Pure. */
import { visibleName } from '../../base/names';
import type { BotActivity, BotWords } from '../../arrival/botArrival';
import { validate as isUuid } from 'uuid';
import { endedWords } from '../../cards/words/customer/bot';
import { readContent, saysNothing } from '../content/content';
import { field, isRecord, type JsonRecord, textOf, timeOf } from '../content/foreignJson';
import { readHandoff } from '../handoff/handoff';
import { outcomeOfEnd, readBotOutcome } from '../handoff/botOutcome';
import { readBotRating } from '../handoff/botSurvey';
import { isBotRole } from '../handoff/transcript';
import { readStreaming } from './streaming';

export type Arrived =
  | { kind: 'bot'; activity: BotActivity }
  /** The channel has taken what we posted for the customer. */
  | { kind: 'echo'; messageId: string; externalId: string }
  | { kind: 'typing' }
  /** Between machines: nobody is told. */
  | { kind: 'service'; what: string };

/** Activities that say nothing to people, whatever else is in them. */
const SERVICE = new Set([
  'command',
  'commandresult',
  'contactrelationupdate',
  'conversationupdate',
  'delay',
  'deleteuserdata',
  'event',
  'handoff',
  'installationupdate',
  'invoke',
  'invokeresponse',
  'messagedelete',
  'messagereaction',
  'trace',
]);

/**
 * @param userId how the customer is called there
 * @param fallbackId for an activity without an id; the same one each time it is read
 */
export function readArrival(raw: unknown, userId: string, fallbackId: string): Arrived {
  if (!isRecord(raw)) return service('noActivity');
  const id = textOf(field(raw, 'id'), 300) ?? fallbackId;
  if (isOurs(raw, userId)) {
    const messageId = clientIdOf(raw);
    return messageId === null ? service('echo') : { kind: 'echo', messageId, externalId: id };
  }
  const handoff = readHandoff({ ...raw, from: { role: 'bot' } });
  if (handoff) return { kind: 'bot', activity: { id, kind: 'handoff', handoff } };
  const rating = readBotRating(raw);
  if (rating) return { kind: 'bot', activity: { id, kind: 'rated', rating } };
  const outcome = readBotOutcome(raw);
  if (outcome) return { kind: 'bot', activity: { id, kind: 'outcome', outcome } };
  const type = (textOf(field(raw, 'type'), 100) ?? 'message').trim().toLowerCase();
  const name = String(textOf(field(raw, 'name'), 100)).toLowerCase();
  const { stage, streamId } = readStreaming(raw);
  if (type === 'endofconversation' || (type === 'event' && name === 'endofconversation')) return ended(raw, id, type);
  if (SERVICE.has(type)) return service(type === 'event' ? `event ${name}` : type);
  if (type === 'typing') return stage === 'final' ? service('streamWithdrawn') : { kind: 'typing' };
  // What is not final yet is said again, and better.
  if (stage === 'interim') return { kind: 'typing' };
  const words = wordsOf(raw);
  if (words === null) return service(type === 'message' ? 'emptyMessage' : type);
  const once = streamId === null ? {} : { once: `stream ${streamId}` };
  return { kind: 'bot', activity: { id, ...once, kind: 'message', ...words } };
}

const service = (what: string): Arrived => ({ kind: 'service', what });

/** The last words, or why there are none. */
function ended(raw: JsonRecord, id: string, type: string): Arrived {
  const said = type === 'event' ? null : wordsOf(raw);
  const code = textOf(field(raw, 'code'), 100) ?? '';
  const reason = endedWords(code);
  const words = said ?? (reason === null ? null : { ...wordsAround(raw), text: reason, format: 'plain' as const });
  return { kind: 'bot', activity: { id, kind: 'ended', words, outcome: outcomeOfEnd(code) } };
}

/** Of an activity that is the bot's, whatever its kind: its id and what it answers. */
export function spokenBy(raw: unknown, userId: string): { id: string; replyToId: string | null } | null {
  if (!isRecord(raw) || isOurs(raw, userId)) return null;
  const id = textOf(field(raw, 'id'), 300);
  return id ? { id, replyToId: textOf(field(raw, 'replyToId'), 300) ?? null } : null;
}

/** The service may rewrite the customer's id, so the role counts where there is one. */
function isOurs(raw: JsonRecord, userId: string): boolean {
  const from = field(raw, 'from');
  if (!isRecord(from)) return clientIdOf(raw) !== null;
  const bot = isBotRole(field(from, 'role'));
  return bot === undefined ? field(from, 'id') === userId || clientIdOf(raw) !== null : !bot;
}

/** The desk's own id of a message, which it put into the activity and the channel gives back. */
function clientIdOf(raw: JsonRecord): string | null {
  const data = field(raw, 'channelData');
  const id = isRecord(data) ? field(data, 'clientActivityID') : null;
  return typeof id === 'string' && isUuid(id) ? id : null;
}

function wordsOf(raw: JsonRecord): BotWords | null {
  const content = readContent(raw, { by: 'bot' });
  return saysNothing(content) ? null : { ...wordsAround(raw), ...content };
}

function wordsAround(raw: JsonRecord): Omit<BotWords, 'text' | 'format'> {
  const from = field(raw, 'from');
  return {
    attachments: [],
    extras: {},
    sentAt: timeOf(field(raw, 'timestamp')),
    botName: isRecord(from) ? visibleName(textOf(field(from, 'name'), 200)) : null,
  };
}
