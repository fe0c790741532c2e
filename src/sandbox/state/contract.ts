/**
 * What the sandbox page (`src/sandbox/page`) and the tests ask of the stand-in for Microsoft's cloud.
 * Everything is under `/sandbox/api`, loopback only, no authentication: it plays Teams' own client.
 */
import type { SandboxPerson } from '../../config/world';

export type { SandboxPerson };

export interface World {
  tenantId: string;
  people: SandboxPerson[];
  /** The desk's own, which is in the team. */
  bot: { id: string; appId: string; name: string };
  /** All that people can chat with; that one is the first. */
  bots: { id: string; appId: string; name: string }[];
  /** Contoso HR, which has chats of its own with everybody: see `agentChatOf`. */
  agent: { id: string; appId: string; name: string };
  team: { id: string; name: string; channels: { id: string; name: string }[] };
  /** The Teams app: what the page needs to play tab host. */
  app: { id: string; name: string; tabs: { entityId: string; name: string; contentUrl: string }[] };
}

/** The chat of a person with the agent. */
export const agentChatOf = (person: Pick<SandboxPerson, 'chatId'>, agent: World['agent']): string =>
  `${person.chatId}-${agent.appId}`;

/** How Contoso HR reaches the desk, and how it misbehaves. */
export interface AgentSettings {
  /** `calls`: its topic calls the desk, whose bot opens a chat. `connected`: the desk is its connected agent. */
  way: 'calls' | 'connected';
  /** Connected: whether it waits for the desk's words in the answer to its call, or is told where to write them. */
  expectReplies: boolean;
  /** Its key or its token: its own, none, or somebody else's. */
  credentials: 'own' | 'none' | 'wrong';
  /** Connected: what it does with words the desk sends between two turns. */
  pushes: 'taken' | 'emptyAnswer' | 'unauthorized' | 'notFound' | 'gone';
  /** Connected: what it does with the customer's words while a person is in the chat. */
  dispatch: 'always' | 'never' | 'everySecond';
  /** Everything it sends to the desk is sent twice. */
  repeats: boolean;
  /** Seconds for which the signature in a service URL is good. */
  urlLifetime: number;
}

/** One call between the agent and the desk, either way. */
export interface AgentCall {
  at: string;
  /** The method and path, without what a URL carries as its credential. */
  what: string;
  /** 0 when nobody answered. */
  status: number;
  /** What was answered when it was refused, in a line. */
  said: string | null;
}

/** A Teams bot as Azure shows it to whoever registered it. */
export interface SandboxBot {
  appId: string;
  /** `28:<appId>` */
  id: string;
  name: string;
  password: string;
}

/** One message as the Teams client would show it. */
export interface SandboxMessage {
  id: string;
  /** The personal chat, or the channel (of a reply, too: its thread is `threadId`). */
  conversationId: string;
  /** Root message id when this is a reply in a channel thread. */
  threadId: string | null;
  /** `id` is a person's `id` or the bot's. */
  from: { id: string; name: string; kind: 'person' | 'bot' };
  text: string;
  textFormat: 'plain' | 'markdown' | 'xml';
  /** Bot Framework attachments, as received. */
  attachments: { contentType: string; content?: unknown; contentUrl?: string; name?: string }[];
  /** Its cards stand side by side rather than below each other. */
  carousel?: boolean;
  suggestedActions: { title: string; value: string }[];
  /** Sources, labels and the like, as received. */
  entities?: unknown[];
  /** Signs under it; absent: none yet. `from` is a person's `id` or the bot's. */
  reactions?: { type: string; from: { id: string; name: string } }[];
  sentAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  /** Why the desk did not take what a person said; null when it did, or when nobody had to tell it. */
  undelivered: string | null;
}

/**
 * GET  /sandbox/api/world → World
 * GET  /sandbox/api/conversations/:conversationId/messages → { items: SandboxMessage[] } (a channel's id gives all its threads,
 *      `19:…;messageid=N` one thread; `?as=:personId` shows the cards an invoke gave that person alone; `?limit=` the newest)
 * POST /sandbox/api/people/:personId/chat                  { text?, value?, files?, voice?, bot? } → SandboxMessage; the person writes to
 *      a bot, the desk's own or the one with this app ID; voice: true is a voice note, of which Teams tells bots no more than that;
 *      files are { name, contentType, base64, trouble?: FileTrouble }, and the message's attachments then have a contentUrl that shows them
 *      (answers once the desk acknowledged; 502 {reason} when it did not, the message then shows as not sent)
 * POST /sandbox/api/people/:personId/channels/:channelId   { text, mention?: boolean, threadId?: string } → SandboxMessage
 * POST /sandbox/api/people/:personId/edit                  { messageId, text }   · POST …/delete { messageId }
 * POST /sandbox/api/people/:personId/react                 { messageId, type, on: boolean } → SandboxMessage; a sign under a message
 * POST /sandbox/api/people/:personId/invoke                Invoke → InvokeAnswer; a press on an Action.Execute
 * POST /sandbox/api/people/:personId/submit                Invoke → {}; a press on an Action.Submit (message activity with value)
 * POST /sandbox/api/people/:personId/press                CardPress → {}; a press on a button of a hero card or its kin
 * POST /sandbox/api/people/:personId/consent               Consent → {}; a press on the card by which a bot offers a file
 *      With `bot` the agent's app ID they write to Contoso HR, which answers by itself; the desk hears what the agent tells it.
 * GET  /sandbox/api/agent → { settings: AgentSettings, calls: AgentCall[] } newest last · PUT Partial<AgentSettings> → AgentSettings
 * GET  /sandbox/api/people/:personId/token                 → { token } what Teams' getAuthToken gives the tab
 * GET  /sandbox/api/people/:personId/feed                  → { items: FeedItem[] } their activity feed, newest last
 * GET  /sandbox/api/people/:personId/presence → TeamsPresence · PUT  TeamsPresence → {}; how they are in Teams
 * POST /sandbox/api/people/:personId/block                 { blocked: boolean } the person blocks the bot
 * POST /sandbox/api/people/:personId/app                   { installed: boolean, bot? } the person adds or removes the app
 * GET  /sandbox/api/people/:personId/app                   → { installed }
 * POST /sandbox/api/people/:personId/follow                { link } → { chatId, status }; the person follows a link to their chat with a
 *      bot (`…/l/chat/0/0?users=28:…&continuation=…`) and adds the app first where they have to; status: what the desk answered to
 *      the token in it, null when there was none
 * POST /sandbox/api/people/:personId/forget                { bot? } the person removes the history of their chat: ConversationNotFound
 * POST /sandbox/api/people                                 { count, role?, name?, announce? } → { items: SandboxPerson[] } more people
 * POST /sandbox/api/mint                                   MintRequest → { token } a genuine or a deliberately bad token
 * POST /sandbox/api/apps                                   { appId, password } → {} another app that may ask Entra for tokens
 * POST /sandbox/api/bots                                   { name, appId?, password? } → SandboxBot; another bot people can chat with,
 *      for a connection that brings its own; its credentials are in the answer
 * POST /sandbox/api/install                                → {} the app is installed (again): the desk hears of team and chats
 * POST /sandbox/api/reset                                  → {} no messages, calls, faults or blocks remain
 * GET  /sandbox/api/faults → Faults · PUT /sandbox/api/faults  Partial<Faults> → Faults
 * GET  /sandbox/api/calls  → { items: ConnectorCall[] } what the desk did to the connector, newest last (cap 20,000) · DELETE clears
 * GET  /sandbox/api/stream → SSE, `event: change`, data: SandboxChange
 */
/** A Bot Framework card action, on a message of a bot. */
export interface CardPress {
  conversationId: string;
  messageId: string;
  action: Record<string, unknown>;
}

export interface Invoke {
  conversationId: string;
  /** The card message pressed. */
  messageId: string;
  verb: string;
  data: Record<string, unknown>;
  /** Whether the person pressed (the default) or Teams refreshed the card by itself. */
  trigger?: 'manual' | 'automatic';
}

/** A voice note's attachment in the chat: Teams keeps the sound to itself. */
export const VOICE_NOTE = 'application/vnd.sandbox.voice-note';

export interface Consent {
  conversationId: string;
  /** The message with the card. */
  messageId: string;
  accept: boolean;
}

/** How the place a file is kept in misbehaves when the desk asks for it. */
export type FileTrouble =
  | 'gone'
  | 'expired'
  | 'login'
  | 'broken'
  | 'slow'
  /** The first request hangs; the next one is answered. */
  | 'hangsOnce';

/** Starts from a genuine token and spoils it as told. */
export interface MintRequest {
  /** `channel`: what Teams sends with an activity. `bot`: what the token endpoint gives the bot. `person`: what the tab gets. */
  as: 'channel' | 'bot' | 'person';
  /** Of `channel` and `bot`; the desk's own bot unless said. */
  appId?: string;
  /** Required for `person`. */
  personId?: string;
  /** Laid over the genuine claims; null removes one. */
  claims?: Record<string, unknown>;
  /** Seconds from now; negative means expired. */
  expiresIn?: number;
  /** `forged`: another key under the genuine key's name. `unknown`: a key nobody published. */
  signature?: 'genuine' | 'forged' | 'unknown' | 'none' | 'HS256';
}

/** The Universal Action answer: `value` is a card, a toast or an error, by `type`. */
export interface InvokeAnswer {
  statusCode: number;
  type: string;
  value: unknown;
}

export type SandboxChange =
  | { kind: 'message' | 'updated' | 'deleted'; conversationId: string; messageId: string }
  | { kind: 'typing'; conversationId: string; from: string }
  | { kind: 'feed'; personId: string }
  /** Somebody added or removed the app. */
  | { kind: 'app'; personId: string }
  /** Contoso HR is set otherwise, or has called somebody. */
  | { kind: 'agent' }
  | { kind: 'reset' };

/** How the stand-in misbehaves; all off by default. Rates are 0…1 per call. */
export interface Faults {
  /** Enforce Teams' rate table per conversation (429 when broken). */
  rateTable: boolean;
  /** Whether a 429 carries Retry-After. */
  retryAfter: boolean;
  /** Random 429s. */
  throttle: number;
  /** Random 412s: something else is happening to this conversation. */
  preconditionFailed: number;
  /** 502 before anything happened. */
  badGateway: number;
  /** 502 after the message was accepted: the ambiguous fault. */
  badGatewayAfterAccepting: number;
  /** The connection is dropped before the request is read. */
  reset: number;
  /** The connection is dropped after the message was accepted. */
  resetAfterAccepting: number;
  /** 403 for every call, with this Teams error code. */
  forbid: string | null;
  /** 400 for a message with this in it: content Teams does not take. */
  refuse: string | null;
  /** Only conversations whose id contains this are affected; null means all. */
  only: string | null;
  /** Milliseconds before each connector answer. */
  delay: number;
  /** Each activity to the desk is delivered this many times in all. */
  deliveries: number;
  /** Deliveries are shuffled within this window, in milliseconds; 0 keeps the order. */
  reorder: number;
  /** Direct Line: the bot fails at every message with these words, and takes all others; null: none. */
  poison: string | null;
  /** Direct Line: sockets are dropped about once per this many frames; 0 never. */
  dropSocketEvery: number;
  /** Microsoft Graph: what every call meets. */
  graph: GraphTrouble | null;
  /**
   * Microsoft Graph: what adding the app for people meets: no consent, an app that is not in the organisation's
   * catalogue, or one that takes consent only to what the package asks of people.
   */
  install: 'forbidden' | 'notInCatalog' | 'ofPeople' | null;
}

export type GraphTrouble = 'forbidden' | 'throttled' | 'unavailable' | 'silent' | 'reset' | 'garbled';

/** One notification in somebody's activity feed. */
export interface FeedItem {
  id: string;
  text: string;
  preview: string;
  topic: string;
  /** A deep link into the tab. */
  link: string;
  sentAt: string;
}

/** As Graph says it, such as `Busy` with `InACall`. */
export interface TeamsPresence {
  availability: string;
  activity: string;
}

export interface GraphCallMade {
  at: number;
  path: string;
  status: number;
}

/** One call the desk made to the connector, as the rate table counts it. */
export interface ConnectorCall {
  at: number;
  conversationId: string;
  op: 'send' | 'update' | 'delete' | 'create' | 'members' | 'conversations' | 'typing' | 'reaction';
  status: number;
  /** Was it accepted, i.e. does the message exist now? */
  accepted: boolean;
  messageId: string | null;
  text: string | null;
  /** Whose token it came with; null when it was not good. */
  appId: string | null;
}
