/** One activity of an agent that has the desk as its connected agent → what it means. Pure. */
import { z } from 'zod';
import { BOT_ENDED } from '../../../cards/words/agent/notes';
import { unnamed } from '../../../cards/words/names';
import type { OpenEscalation } from '../../../domain/escalation';
import { readAnswer } from '../../../domain/survey';
import { type Content, readContent, saysNothing } from '../../content/content';
import { field, isRecord, languageOf, textOf, timeOf } from '../../content/foreignJson';
import { readHandoff, TEXT } from '../../handoff/handoff';
import { isBotRole } from '../../handoff/transcript';
import { historyIn } from './history';
import { capturedIn } from './captured';

export const TURN_LIMITS = { bodyBytes: 4 * 1_048_576, id: 500, name: 200, url: 4_000 } as const;

/** What Copilot Studio calls the far end of a connected agent; it tells such a call from a skill's. */
const MARKER = 'connectoruser';

const id = z.string().min(1).max(TURN_LIMITS.id);
const account = z.looseObject({
  id: z.string().max(1_000).nullish(),
  name: z.string().max(1_000).nullish(),
  role: z.unknown().optional(),
});

/** The part that says where it comes from and where words go; the rest is read leniently. */
const Envelope = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.nullish(),
  name: z.string().max(1_000).nullish(),
  channelId: z.string().max(100).nullish(),
  serviceUrl: z.url().max(TURN_LIMITS.url),
  conversation: z.looseObject({ id }),
  from: account.nullish(),
  recipient: account.nullish(),
  deliveryMode: z.string().max(100).nullish(),
});
type Envelope = z.infer<typeof Envelope>;

export interface ConnectedTurn {
  /** The same turn has the same; null for an agent that gives its activities no ids. */
  activityId: string | null;
  type: string;
  /** A bearer secret: it opens the customer's chat to whoever has it. */
  serviceUrl: string;
  /** The agent's own id of the chat. */
  conversationId: string;
  /** Tenants the activity names, in lower case. */
  tenantIds: string[];
  customer: { id: string; name: string; locale: string | null };
  /** The customer's Entra object id in lower case, where the agent says it. */
  personId: string | null;
  /** Where the agent wants answers: in the answer to this call, as one or one by one, or at the service URL. */
  answers: 'together' | 'streamed' | 'later';
  /** When it was said. */
  at: Date | null;
  asks: TurnAsks;
}

export type TurnAsks =
  /** The customer's words; with `handoff` they open an escalation where there is none. */
  | { kind: 'words'; content: Content; handoff: OpenEscalation }
  /** The agent asks for a person in so many words. */
  | { kind: 'handoff'; handoff: OpenEscalation }
  | { kind: 'edited'; messageId: string; content: Content }
  | { kind: 'deleted'; messageId: string }
  /** The customer answered the question how it was, on the desk's card. */
  | { kind: 'rated'; answer: NonNullable<ReturnType<typeof readAnswer>> }
  | { kind: 'typing' }
  /** The agent has the customer back and wants to hear nothing more of it. */
  | { kind: 'ended'; reason: string }
  /** Between machines: nobody is told. */
  | { kind: 'service'; what: string };

/** Whether an activity is a connected agent's, whatever else it is. */
export function isConnectedTurn(body: unknown): boolean {
  const recipient = isRecord(body) ? field(body, 'recipient') : null;
  const role = isRecord(recipient) ? field(recipient, 'role') : null;
  return typeof role === 'string' && role.trim().toLowerCase() === MARKER;
}

/** Throws a problem that names the field. */
export function readConnectedTurn(body: unknown): ConnectedTurn {
  const activity = Envelope.parse(body);
  const { conversation, from } = activity;
  const personId = personIn(activity);
  return {
    activityId: activity.id ?? null,
    type: activity.type,
    serviceUrl: activity.serviceUrl,
    conversationId: conversation.id,
    tenantIds: tenantsIn(activity),
    customer: {
      id: personId ?? textOf(from?.id, TURN_LIMITS.id) ?? conversation.id,
      name: textOf(from?.name, TURN_LIMITS.name) ?? unnamed.customer,
      locale: languageOf(field(activity, 'locale')),
    },
    personId,
    answers: answersOf(activity.deliveryMode),
    at: timeOf(field(activity, 'timestamp')),
    asks: readAsks(activity),
  };
}

function answersOf(mode: string | null | undefined): ConnectedTurn['answers'] {
  switch (mode?.trim().toLowerCase()) {
    case 'expectreplies':
      return 'together';
    case 'stream':
      return 'streamed';
    default:
      return 'later';
  }
}

function readAsks(activity: Envelope): TurnAsks {
  const type = activity.type.toLowerCase();
  if (type === 'endofconversation') return { kind: 'ended', reason: BOT_ENDED };
  if (type === 'typing') return { kind: 'typing' };
  const answer = type === 'message' ? readAnswer(field(activity, 'value')) : null;
  if (answer) return { kind: 'rated', answer };
  // The token proves that the agent says it, whoever it names as the sender.
  const handoff = readHandoff({ ...activity, from: { role: 'bot' } });
  if (handoff) return { kind: 'handoff', handoff: withHistory(handoff, activity) };
  const messageId = activity.id ?? null;
  if (type === 'messagedelete') return messageId === null ? service(type) : { kind: 'deleted', messageId };
  if (type !== 'message' && type !== 'messageupdate') return service(activity.name ?? type);
  const content = readContent(activity, { by: 'customer' });
  if (saysNothing(content)) return service('emptyMessage');
  if (type === 'messageupdate' && messageId !== null) return { kind: 'edited', messageId, content };
  return { kind: 'words', content, handoff: handoffOf(activity, content) };
}

const service = (what: string): TurnAsks => ({ kind: 'service', what: what.slice(0, 100) });

/** There is no handoff event here: the words that open it are the handoff. */
function handoffOf(activity: Envelope, content: Content): OpenEscalation {
  const problems: string[] = [];
  const history = historyIn(activity, problems);
  const last = history.at(-1);
  // The history may end with the words that came along with it.
  const before =
    last?.author === 'customer' && last.text.trim() === content.text.trim() ? history.slice(0, -1) : history;
  return {
    topic: null,
    lastPhrase: textOf(content.text, TEXT.phrase),
    agentMessage: null,
    language: languageOf(field(activity, 'locale')),
    variables: capturedIn(activity, problems),
    transcript: [
      ...before,
      {
        externalId: activity.id ?? null,
        author: 'customer',
        authorName: null,
        ...content,
        sentAt: timeOf(field(activity, 'timestamp')),
      },
    ],
    problems,
  };
}

function withHistory(handoff: OpenEscalation, activity: Envelope): OpenEscalation {
  if (handoff.transcript.length > 0) return handoff;
  const problems = [...handoff.problems];
  const transcript = historyIn(activity, problems);
  return { ...handoff, transcript, problems };
}

const OBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The agent asserts it, nobody proves it: good for writing to somebody, and for nothing else. */
function personIn(activity: Envelope): string | null {
  const { from } = activity;
  const data = field(activity, 'channelData');
  const properties = from && field(from, 'properties');
  const places = [
    from && field(from, 'aadObjectId'),
    isRecord(properties) ? field(properties, 'aadObjectId') : null,
    ...(isRecord(data) ? [field(data, 'aadObjectId'), field(data, 'userObjectId')] : []),
    isBotRole(from?.role) === true ? null : from?.id,
  ];
  const found = places.find((place): place is string => typeof place === 'string' && OBJECT_ID.test(place.trim()));
  return found?.trim().toLowerCase() ?? null;
}

function tenantsIn(activity: Envelope): string[] {
  const data = field(activity, 'channelData');
  const tenant = isRecord(data) ? field(data, 'tenant') : null;
  const named = [
    field(activity.conversation, 'tenantId'),
    isRecord(tenant) ? field(tenant, 'id') : null,
    activity.from && field(activity.from, 'tenantId'),
  ];
  const ids = named.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  return [...new Set(ids.map((one) => one.trim().toLowerCase()))];
}
