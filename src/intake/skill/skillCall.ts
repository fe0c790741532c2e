/** One activity of a bot that calls the desk as its skill → what it means. Pure. */
import { BOT_ENDED, BOT_TOOK_BACK } from '../../cards/words/agent/notes';
import { z } from 'zod';
import type { OpenEscalation } from '../../domain/escalation';
import { readAnswer } from '../../domain/survey';
import { readHandoff } from '../handoff/handoff';
import { type Content, readContent, saysNothing } from '../content/content';
import { field, isRecord, languageOf, textOf, timeOf, unwrapJson } from '../content/foreignJson';
import { readCommand } from '../handoff/omnichannel';
import { refuseMany } from '../rest/restHandoff';
import { isBotRole } from '../handoff/transcript';
import { unnamed } from '../../cards/words/names';

export const SKILL_LIMITS = { bodyBytes: 4 * 1_048_576, id: 500, name: 200, url: 2_000 } as const;

const id = z.string().min(1).max(SKILL_LIMITS.id);
const name = z.string().max(1_000).nullish();
const account = z.looseObject({ id: z.string().max(1_000).nullish(), name, role: z.unknown().optional() });

/** The part of an activity that says where it comes from and where answers go; the rest is read loosely. */
const Envelope = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.nullish(),
  name,
  channelId: z.string().max(100).nullish(),
  serviceUrl: z.url().max(SKILL_LIMITS.url),
  conversation: z.looseObject({ id }),
  from: account.nullish(),
  recipient: account.nullish(),
  deliveryMode: z.string().max(100).nullish(),
  /** Where the parent speaks with its customer; botbuilder's skill client always says it. */
  relatesTo: z.looseObject({ conversation: z.looseObject({ id }).nullish() }).nullish(),
});

export interface SkillCall {
  /** The same arrival has the same; null for a caller that gives its activities no ids. */
  activityId: string | null;
  type: string;
  serviceUrl: string;
  /** The skill conversation's id; parents may make a new one for every turn. */
  conversationId: string;
  /** The customer's chat, the same for all its skill conversations. */
  externalId: string;
  channelId: string;
  customer: { id: string; name: string; locale: string | null };
  /** The caller wants answers to this call in the answer to this call. */
  expectsReplies: boolean;
  asks: Asks;
}

export type Asks =
  | { kind: 'handoff'; handoff: OpenEscalation }
  | { kind: 'message'; content: Content; sentAt: Date | null }
  /** The customer changed or took back words said before; without an id nobody knows which. */
  | { kind: 'edited'; messageId: string; content: Content; at: Date | null }
  | { kind: 'deleted'; messageId: string; at: Date | null }
  /** The customer answered the question how it was, on the desk's card. */
  | { kind: 'rated'; answer: NonNullable<ReturnType<typeof readAnswer>> }
  | { kind: 'typing' }
  /** No person is wanted any more; the parent waits to hear that it is over. */
  | { kind: 'withdraw'; reason: string }
  /** The parent has ended the skill conversation itself and wants to hear nothing more of it. */
  | { kind: 'ended'; reason: string }
  /** How many chats the bot had; of no chat in particular. */
  | { kind: 'report'; report: unknown }
  /** Between machines: nobody is told. */
  | { kind: 'service'; what: string };

/** Names an author may give the event that hands over, besides `handoff.initiate`; Copilot Studio's sample uses it. */
const STARTS = new Set(['startconversation', 'escalate']);
/** As docs/connect-bot-framework.md says. */
const REPORT = 'conversations.report';
const ENDS = new Set(['endescalation', 'handoff.cancel']);

/** Throws a problem that names the field. */
export function readSkillCall(body: unknown): SkillCall {
  const activity = Envelope.parse(body);
  const { conversation, relatesTo, from, recipient } = activity;
  const chat = relatesTo?.conversation?.id;
  const channelId = activity.channelId || 'unknown';
  // An event the bot has made itself may name the bot as its sender.
  const person = (isBotRole(from?.role) === true ? recipient : from) ?? {};
  return {
    activityId: activity.id ?? null,
    type: activity.type,
    serviceUrl: activity.serviceUrl,
    conversationId: conversation.id,
    externalId: chat ? `${channelId}:${chat}` : conversation.id,
    channelId,
    customer: {
      id: textOf(person.id, SKILL_LIMITS.id) ?? conversation.id,
      name: textOf(person.name, SKILL_LIMITS.name) ?? unnamed.customer,
      locale: languageOf(field(activity, 'locale')),
    },
    expectsReplies: activity.deliveryMode?.toLowerCase() === 'expectreplies',
    asks: readAsks(activity),
  };
}

function readAsks(activity: z.infer<typeof Envelope>): Asks {
  const type = activity.type.toLowerCase();
  const event = type === 'event' ? (activity.name ?? '').trim().toLowerCase() : '';
  if (event === REPORT) return { kind: 'report', report: unwrapJson(field(activity, 'value')) };
  if (type === 'endofconversation') return { kind: 'ended', reason: BOT_ENDED };
  if (ENDS.has(event) || readCommand(activity)?.type === 'endConversation') {
    const value = field(activity, 'value');
    const said = textOf(field(activity, 'text'), 500) ?? textOf(isRecord(value) ? value['reason'] : value, 500);
    return { kind: 'withdraw', reason: said ?? BOT_TOOK_BACK };
  }
  const answer = type === 'message' ? readAnswer(field(activity, 'value')) : null;
  if (answer) return { kind: 'rated', answer };
  refuseMany(activity);
  // Its token proves that the bot says it, whoever it names as the sender.
  const handoff = readHandoff({
    ...activity,
    ...(STARTS.has(event) && { name: 'handoff.initiate' }),
    from: { role: 'bot' },
  });
  if (handoff) return { kind: 'handoff', handoff };
  if (type === 'typing') return { kind: 'typing' };
  return event !== '' || SERVICE.has(type) ? { kind: 'service', what: event || type } : readWords(activity, type);
}

const SERVICE = new Set([
  'command',
  'commandresult',
  'contactrelationupdate',
  'conversationupdate',
  'deleteuserdata',
  'event',
  'installationupdate',
  'invoke',
  'invokeresponse',
  'messagereaction',
  'trace',
]);

function readWords(activity: z.infer<typeof Envelope>, type: string): Asks {
  const at = timeOf(field(activity, 'timestamp'));
  if (type === 'messagedelete') {
    return activity.id ? { kind: 'deleted', messageId: activity.id, at } : { kind: 'service', what: type };
  }
  const content = readContent(activity, { by: 'customer' });
  if (saysNothing(content)) return { kind: 'service', what: type === 'message' ? 'emptyMessage' : type };
  if (type === 'messageupdate' && activity.id) return { kind: 'edited', messageId: activity.id, content, at };
  return { kind: 'message', content, sentAt: at };
}
