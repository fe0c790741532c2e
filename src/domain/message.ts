/** What travels between customer, bot and agent. Pure. */
import type { IncomingAttachment } from './file';
import type { Answer, ActorKind, Citation, Delivery } from '../contract/api';

export type { Answer, ActorKind, Citation };

/** Something that came with a message, as the desk keeps it. */
export interface Attachment {
  contentType: string;
  name: string | null;
  /** Of a card: what it is made of. */
  content?: unknown;
  /** Where others keep it, if people may follow the link. */
  url: string | null;
  /** The desk's own copy; see `store/files.ts`. */
  fileId?: string;
  /** A fingerprint of where that was fetched from, by which an edit's attachments are known again. */
  from?: string;
  /** Why it cannot be shown, in words; the rest of the message arrives. */
  unavailable?: string;
}

/** A button a bot offers beside its words: what people read, and what the bot hears when it is pressed. */
export interface Choice {
  type: 'imBack' | 'postBack' | 'messageBack' | 'openUrl' | 'other';
  title: string;
  value?: unknown;
  /** Of a messageBack: what the bot hears as text, and what the chat shows. */
  text?: string;
  displayText?: string;
}

/** One button of one message, as a press names it. */
export interface ChoiceKey {
  messageId: string;
  /** Its place among `choicesOf` the message. */
  index: number;
}

/** What a bot hears when a choice of its own was pressed. */
export interface Heard {
  text?: string;
  value?: unknown;
  channelData?: Record<string, unknown>;
}

/** Everything a message has besides text and attachments; stored as one JSON value. */
export interface MessageExtras {
  /** Of a customer's message: what their bot hears in its place, because they pressed what it offered. */
  heard?: Heard;
  quote?: { messageId: string | null; seq: number | null; author: string | null; text: string };
  forwarded?: true;
  citations?: Citation[];
  aiGenerated?: true;
  sensitivity?: { name: string; description: string | null };
  choices?: Choice[];
  /** Where the bot asks the customer to sign in: shown in their chat only, and forgotten when it is there. */
  signIn?: { title: string; url: string };
  /** Of the desk's first words to somebody who waits: what they say. */
  told?: { request: number; ahead: number };
  /** It asks the customer how it was: what they may answer, from the worst to the best. */
  survey?: { escalationId: string; min: number; max: number };
  /** It says that the chat goes on where it is read, and is worth nothing elsewhere. */
  introduces?: true;
  /** Its attachments stand side by side. */
  carousel?: true;
  /** Set, even if empty, when the text only says in words what the value is; the bot gets the value alone. */
  answers?: Answer[];
}

export interface StoredReaction {
  type: string;
  by: { kind: ActorKind; id: string | null; name: string };
  /** ISO 8601. */
  at: string;
}

/** How a customer is reached; enough to write to them at any time. */
export type CustomerAddress = TeamsAddress | AgentAddress | BotAddress;

/** A Copilot Studio agent's customer in Teams, who has no chat with the desk's bot, or none yet. */
export type AgentAddress = PersonAddress | ConnectedAddress;

/** Through the bot that keeps its customers to itself. */
export type BotAddress = SkillAddress | CallbackAddress;

/** A chat with a Teams bot of the desk. */
export interface TeamsAddress {
  channel: 'teams';
  serviceUrl: string;
  tenantId: string;
  /** The personal chat's id (`a:…`). */
  conversationId: string;
  /** `28:<appId>` */
  botId: string;
  botName: string | null;
  /** `29:…`, unique per bot. */
  userId: string;
}

/** Somebody in Teams whose chat with a bot of the desk is yet to be opened. */
export interface PersonAddress {
  channel: 'person';
  tenantId: string;
  /** The Entra object id, in lower case. */
  personId: string;
  /** `28:<appId>` */
  botId: string;
}

/** In the chat with the agent itself, which passes on what the desk says as its connected agent. */
export interface ConnectedAddress {
  channel: 'connected';
  /** The newest address the agent gave, which carries its own credential: sealed with SECRETS_KEY, base64. */
  sealedUrl: string;
  /** The agent's own id of the chat. */
  conversationId: string;
  tenantId: string;
  /** The Entra object id in lower case, where the agent says it. */
  personId: string | null;
  replyToId: string | null;
  /** When the turn that gave it was said, ISO 8601; null: the agent does not say. */
  saidAt: string | null;
}

/** Where in Teams something is said: a chat, or a thread of a channel. */
export type TeamsPlace = Pick<TeamsAddress, 'serviceUrl' | 'conversationId' | 'botId'>;

/** Through the bot that called the desk as its skill. */
export interface SkillAddress {
  channel: 'skill';
  /** The parent's callback, checked when it called. */
  serviceUrl: string;
  /** The skill conversation's id, opaque to the desk. */
  conversationId: string;
  /** The parent's last activity, which answers hang under; null for a parent that gives none an id. */
  replyToId: string | null;
  /** The desk's app ID the parent called. */
  botAppId: string;
  callerAppId: string;
  /** The customer's own channel, e.g. `webchat`. */
  customerChannelId: string;
  /** The parent has ended the skill conversation: nothing sent there is wanted any more. */
  ended?: true;
}

/** Through a bot's webhook. */
export interface CallbackAddress {
  channel: 'callback';
  /** Null: wherever the connection's webhooks go by then. */
  url: string | null;
}

/** A message as the desk keeps it. */
export interface Message {
  id: string;
  conversationId: string;
  escalationId: string | null;
  seq: number;
  author: { kind: ActorKind; id: string | null; name: string };
  note: boolean;
  /** A note for this agent's eyes; see `presentMessage`. */
  whisperTo: { id: string; name: string } | null;
  text: string;
  format: 'plain' | 'markdown';
  attachments: Attachment[];
  /** The titles of `extras.choices`. */
  suggestedActions: string[];
  extras: MessageExtras;
  reactions: StoredReaction[];
  /** What it said before, oldest first. */
  earlier: { text: string; at: string }[];
  /** The channel's id of it: Teams' activity id. */
  externalId: string | null;
  sentAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  delivery: Delivery | null;
  clientMessageId: string | null;
}

/** A customer's words as an edge heard them, verified and parsed. */
export interface CustomerMessage {
  /** Identifies the arrival once and for all; see `inbox.ts`. */
  key: string;
  /** App id of the Teams bot the customer wrote to. */
  botAppId: string;
  address: TeamsAddress;
  /** `id` is the Entra object id. Null is what this arrival does not say, and what is known stays. */
  customer: { id: string | null; name: string | null; locale: string | null };
  /** Teams' id of the message; edits and deletions name it again. */
  externalId: string;
  text: string;
  attachments: IncomingAttachment[];
  extras?: MessageExtras;
  /** They pressed a button of this message; its words become theirs. */
  choice?: ChoiceKey;
  /** Earlier words it answers, as Teams names them. */
  quote?: { externalId: string | null; author: string | null; text: string };
  /** Goes to the bot as `value`, such as what a button with words of its own carries. */
  value?: unknown;
  /** Set when the value was entered or pressed on a card; the words are then found for people, not for the bot. */
  pressed?: { cardId: string | null };
  /** Set on words first heard of by their edit. */
  editedAt?: Date;
  sentAt: Date;
}

/** The customer changed or took back words said before. */
export interface CustomerChange {
  key: string;
  botAppId: string;
  conversationId: string;
  externalId: string;
  change:
    | { kind: 'edited'; text: string; attachments: IncomingAttachment[] }
    | { kind: 'restored'; text: string }
    | { kind: 'deleted' };
  at: Date;
}

/** The customer reacted to a message, or took that back. */
export interface CustomerReaction {
  key: string;
  botAppId: string;
  conversationId: string;
  externalId: string;
  added: string[];
  removed: string[];
  at: Date;
}

/** The customer has read everything up to a message, as Teams numbers them. */
export interface CustomerReadTo {
  botAppId: string;
  conversationId: string;
  upTo: string;
  at: Date;
}
