/** The words of the product as types. Pure. */
import type { ActorKind, EscalationStatus, EventType, Role, Variable } from '../contract/api';

export type { EscalationStatus, EventType, Role, Variable };

/** Who does something: a person, a bot, or the desk itself. */
export interface Actor {
  kind: ActorKind;
  id: string | null;
  name: string;
}

/** An agent or a manager by id and name. */
export interface Person {
  id: string;
  name: string;
}

export const SYSTEM: Actor = { kind: 'system', id: null, name: 'Handoff Desk' };

/** Somebody the desk knows by a verified token or a verified Teams activity. */
export interface Identity {
  tenantId: string;
  /** Entra object id. */
  id: string;
  name: string;
  manager: boolean;
  /** Of a bounded manager: the queues they manage; absent: a manager manages all. */
  boundTo?: readonly string[] | undefined;
  /** Queues whose team this person belongs to. */
  queueIds: readonly string[];
}

/** The escalation as the state machine sees it; the store adds what only lists need. */
export interface Escalation {
  id: string;
  number: number;
  tenantId: string;
  conversationId: string;
  connectionId: string;
  queueId: string;
  status: EscalationStatus;
  version: number;
  assigneeId: string | null;
  assigneeName: string | null;
  openedAt: Date;
  claimedAt: Date | null;
  endedAt: Date | null;
  outcome: string | null;
  /** Who was asked to take it, while it waits. */
  offeredTo: string | null;
  /** Who let an offer of it go by. */
  passedBy: readonly string[];
  /** Since when the customer waits for the owner's word; null: the owner spoke last, or nobody has it. */
  customerWaitsSince: Date | null;
  /** Since when its owner has it on hold, and until when they said; null: it is not on hold. */
  onHoldSince: Date | null;
  onHoldUntil: Date | null;
}

/** What a bot hands over, whatever shape it came in; produced by `intake/handoff.ts`. */
export interface OpenEscalation {
  topic: string | null;
  lastPhrase: string | null;
  /** The bot author's private word to the agent. */
  agentMessage: string | null;
  language: string | null;
  variables: Variable[];
  transcript: TranscriptEntry[];
  /** What the customer said of the bot in its own survey, where that is in the transcript. */
  botRating?: BotRating;
  /** What could not be read, in words; costs the transcript, never the escalation. */
  problems: string[];
}

/** Of five. */
export interface BotRating {
  rating: number;
  comment: string | null;
}

export interface TranscriptEntry {
  /** The bot channel's activity id, when it has one. */
  externalId: string | null;
  author: 'customer' | 'bot';
  authorName: string | null;
  text: string;
  format: 'plain' | 'markdown';
  attachments: import('./file').IncomingAttachment[];
  extras?: import('./message').MessageExtras;
  sentAt: Date | null;
}
