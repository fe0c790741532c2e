/** What a REST bot may ask of the desk, what it gets back, and what its webhook is sent. Pure. */
import { z } from 'zod';
import { ActorKind, BotEventType, EscalationStatus, type ProblemCode } from './api';
import { Availability, AvailabilityQuery } from './availability';
import { VARIABLE_LIMITS, httpUrl, text, time } from './fields';
import { BotReport, BotReportQuery, NewBotReport } from './botFigures';
import { NewRating } from './surveys';

export const REST_LIMITS = {
  bodyBytes: 2 * 1024 * 1024,
  depth: 40,
  /** Values in one body, however small: reading each costs more than receiving it. */
  values: 100_000,
  id: 400,
  messageText: 8_000,
  attachments: 10,
  /** Of an activity, whose author may not know ours; what is over `VARIABLE_LIMITS` is left out and said so. */
  activityVariables: 1_000,
} as const;

const externalId = text(REST_LIMITS.id);
const manyVariables = `At most ${VARIABLE_LIMITS.count} variables.`;

export const RestCustomer = z.object({
  id: externalId,
  name: z.string().trim().max(200).nullish(),
  /** A language tag like `pt-BR`. */
  locale: z.string().max(60).nullish(),
});

/** The desk's own shape of a handoff. Words that are too long are cut; wrong types are refused. */
export const NewHandoff = z.object({
  /** The bot's own id of the chat. One chat has one open handoff at most. */
  conversationId: externalId,
  customer: RestCustomer,
  /** `[{author: 'customer' | 'bot', text, sentAt}]`, or activities, or an object that holds them. */
  transcript: z
    .union([z.array(z.looseObject({})), z.looseObject({}), z.string()], {
      error: 'Give a list of messages, or an object with "activities" or "transcript".',
    })
    .nullish(),
  variables: z
    .union(
      [
        z.array(z.looseObject({ name: z.string() })).max(VARIABLE_LIMITS.count, manyVariables),
        z
          .record(z.string(), z.unknown())
          .refine((map) => Object.keys(map).length <= VARIABLE_LIMITS.count, { error: manyVariables }),
      ],
      { error: `Give {"name": value} or [{"name", "value"}]. ${manyVariables}` },
    )
    .nullish(),
  topic: z.string().nullish(),
  /** What the customer said last. */
  lastPhrase: z.string().nullish(),
  /** For the agent's eyes. */
  message: z.string().nullish(),
  language: z.string().nullish(),
  /** Where this handoff's webhooks go; absent: to the connection's. */
  callbackUrl: httpUrl.nullish(),
});

/** A `handoff.initiate` event, or a message with Omnichannel's Escalate or EndConversation command. */
export const HandoffActivity = z.looseObject({
  type: z.string(),
  conversation: z.looseObject({ id: externalId }),
  customer: RestCustomer.nullish(),
  callbackUrl: httpUrl.nullish(),
});

export const NewForward = z
  .object({
    /** The bot's own id of the message; the same id again is the same message. */
    id: externalId,
    text: z.string().max(REST_LIMITS.messageText).nullish(),
    attachments: z
      .array(
        z
          .looseObject({ contentType: text(200), name: z.string().max(200).nullish(), url: httpUrl.nullish() })
          .refine((a) => Boolean(a.url ?? a['contentUrl'] ?? a['content']), { error: 'Give a url or content.' }),
      )
      .max(REST_LIMITS.attachments)
      .nullish(),
    sentAt: z.iso.datetime({ offset: true }).nullish(),
  })
  .refine((m) => Boolean(m.text?.trim()) || Boolean(m.attachments?.length), {
    path: ['text'],
    error: 'Give text or attachments.',
  });

export const Withdrawal = z.object({ reason: z.string().trim().max(500).nullish() });

export const Handoff = z.object({
  id: z.guid(),
  /** The short number people say: "#1042". */
  number: z.number().int(),
  conversationId: z.string(),
  status: EscalationStatus,
  queue: z.object({ name: z.string() }),
  agent: z.object({ name: z.string() }).nullable(),
  /** The agent has asked the customer to wait until then; past that moment until somebody goes on. */
  onHold: z.object({ since: time, until: time }).nullable(),
  outcome: z.string().nullable(),
  openedAt: time,
  claimedAt: time.nullable(),
  endedAt: time.nullable(),
  url: z.url(),
});
export type Handoff = z.infer<typeof Handoff>;

export const Forwarded = z.object({ id: z.string() });
export type Forwarded = z.infer<typeof Forwarded>;

const letter = {
  /** The same for every attempt to deliver it. */
  id: z.string(),
  at: time,
  /** As it stands when this is sent. */
  handoff: Handoff,
};
const WebhookMessage = z.object({
  id: z.guid(),
  author: z.object({ kind: ActorKind, name: z.string() }),
  text: z.string(),
  format: z.enum(['plain', 'markdown']),
  attachments: z.array(
    z.object({
      contentType: z.string(),
      name: z.string().nullable(),
      /** Of a card: what it is made of. */
      content: z.unknown().optional(),
      url: z.string().nullable(),
    }),
  ),
  /** Of the question how it was, after the end: answers from the worst to the best go to `POST /api/handoffs/{id}/rating`. */
  survey: z.object({ min: z.number().int(), max: z.number().int() }).optional(),
  /** Earlier words it answers. */
  quote: z.object({ author: z.string().nullable(), text: z.string() }).optional(),
  sentAt: time,
});

export const Webhook = z.discriminatedUnion('type', [
  /** Words for the customer, from the agent or from the desk itself. */
  z.object({ type: z.literal('message'), ...letter, message: WebhookMessage }),
  /** The agent changed words the bot has: the message as it reads now. */
  z.object({ type: z.literal('message_edited'), ...letter, message: WebhookMessage }),
  /** The agent took words back: the customer is not to read them any more. */
  z.object({ type: z.literal('message_deleted'), ...letter, messageId: z.guid() }),
  z.object({
    type: BotEventType,
    ...letter,
    /** One plain sentence: "Adele Vance claimed". */
    summary: z.string(),
  }),
  /** A manager tests the connection. */
  z.object({ type: z.literal('ping'), id: z.string(), at: time }),
]);
export type Webhook = z.infer<typeof Webhook>;

/** The body is the file itself, up to 2 MB; larger ones are told by a link in `messages`. */
export const NewForwardedFile = z.object({
  /** The bot's own id of the message; the same id again is the same message. */
  id: externalId,
  /** As people shall see it, with its ending. */
  name: z.string().trim().min(1).max(200),
});

export interface RestRoute {
  /** By the connection; nobody signs in. */
  signed: true;
  /** Agents in Teams may ask with their key as well, and parents of a skill with their token. */
  orKey?: true;
  method: 'get' | 'post';
  /** Under `/api`. */
  path: string;
  summary: string;
  body?: z.ZodType;
  query?: z.ZodType;
  /** The body is a file, of any type. */
  upload?: true;
  headers?: Record<string, string>;
  answers: Partial<Record<200 | 201, z.ZodType>>;
  problems: ProblemCode[];
}

/** Served by `rest.ts`, described in the OpenAPI document. */
export const REST_ROUTES = {
  handOff: {
    signed: true,
    method: 'post',
    path: '/handoffs',
    summary: 'Asks for a person; 200 when the chat has an open handoff already, or the key was used for the same body.',
    body: z.union([NewHandoff, HandoffActivity]),
    headers: {
      'Idempotency-Key': 'Any text of yours, up to 200 characters; kept for seven days.',
    },
    answers: { 200: Handoff, 201: Handoff },
    problems: ['not_live', 'key_reused', 'not_found'],
  },
  report: {
    signed: true,
    method: 'post',
    path: '/handoffs/conversations',
    summary:
      'How many conversations of the bot ended without a handoff in each hour; an hour reported again is what was reported last.',
    body: NewBotReport,
    answers: { 200: BotReport },
    problems: [],
  },
  reported: {
    signed: true,
    method: 'get',
    path: '/handoffs/conversations',
    summary: 'What the desk has of these hours, 1,008 at most.',
    query: BotReportQuery,
    answers: { 200: BotReport },
    problems: [],
  },
  availability: {
    signed: true,
    orKey: true,
    method: 'get',
    path: '/handoffs/availability',
    summary:
      'Whether somebody would be there now, by the rules a handoff is routed by. Agents ask with their key, parents of a skill with their token.',
    query: AvailabilityQuery,
    answers: { 200: Availability },
    problems: [],
  },
  status: {
    signed: true,
    method: 'get',
    path: '/handoffs/:id',
    summary: 'How a handoff stands, for a bot that missed a webhook.',
    answers: { 200: Handoff },
    problems: ['not_found'],
  },
  forward: {
    signed: true,
    method: 'post',
    path: '/handoffs/:id/messages',
    summary: 'Passes on the customer’s words; the same id twice is the same message.',
    body: NewForward,
    answers: { 200: Forwarded, 201: Forwarded },
    problems: ['not_found', 'closed'],
  },
  sendFile: {
    signed: true,
    method: 'post',
    path: '/handoffs/:id/files',
    summary: 'Passes on a file of the customer’s, up to 2 MB; the same id twice is the same message.',
    query: NewForwardedFile,
    upload: true,
    answers: { 200: Forwarded, 201: Forwarded },
    problems: ['not_found', 'closed', 'too_large'],
  },
  rate: {
    signed: true,
    method: 'post',
    path: '/handoffs/:id/rating',
    summary: 'What the customer answered when asked how it was; it can be changed for a day.',
    body: NewRating,
    answers: { 200: Handoff },
    problems: ['not_found', 'closed'],
  },
  withdraw: {
    signed: true,
    method: 'post',
    path: '/handoffs/:id/withdraw',
    summary: 'The customer is gone, or the bot takes the chat back.',
    body: Withdrawal,
    answers: { 200: Handoff },
    problems: ['not_found'],
  },
} satisfies Record<string, RestRoute>;
