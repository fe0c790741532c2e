/** Delivery, eventually: the kinds of things that leave the desk, and how an attempt may end. Pure. */
import type { ConsentedUpload } from './file';
import type { SkillAddress, TeamsAddress, TeamsPlace } from './message';

/** Everything that can wait in the outbox. */
export interface Payloads {
  /** A message to a customer in Teams. */
  customer: { messageId: string };
  /** An agent changed or took back words the customer has in Teams. */
  amend: Amendment;
  /** For a bot that called the desk as its skill; its customers' words go through it. */
  skill:
    | News
    | ({ type: 'amend' } & Amendment)
    /** Ends the skill conversation of that time; the chat may have another one when it is sent. */
    | { type: 'end'; escalationId: string; conversationId: string }
    /** What belongs to no escalation: how the desk says that it will not, or need not, take over. */
    | { type: 'aside'; connectionId: string; address: SkillAddress; activity: Record<string, unknown> };
  /** For a bot's webhook; its customers' words go through it. */
  callback: News | ({ type: 'amend' } & Amendment);
  /** For an agent that has the desk as a connected agent; its customers' words go through it. */
  connected:
    | News
    /** Gives control back to an agent that waits for no answers to its turns. */
    | { type: 'end'; conversationId: string };
  /** "Bring every card of this escalation to its latest state", posting the first if there is none. */
  card: { escalationId: string };
  /** Something for the bot that holds the conversation. */
  bot:
    | { conversationId: string; type: 'message'; messageId: string }
    /** A sign-in's code, which stands in no transcript. */
    | { conversationId: string; type: 'code'; code: string }
    /** The escalation ended: a fresh bot conversation that is told the result. */
    | { conversationId: string; type: 'return'; escalationId: string };
  /** "Bring the card of a waiting customer up to date". */
  waitingCard: { escalationId: string };
  /** The card that asks a customer how it was: posted, or brought up to date. */
  survey: { escalationId: string; how: 'ask' | 'remind' | 'refresh' };
  /** A call in the card's thread to somebody who should look. */
  alert:
    | { escalationId: string; version: number; to: Alert }
    /** Colleagues named in a note, whom Teams has not told. */
    | { escalationId: string; mentioned: string[]; by: string };
  /** The one welcome card a team gets when the app is added. */
  welcome: { teamId: string };
  /** Something managers should know of the desk itself. */
  notice: {
    /** `address` is what waits since before managers were told as people. */
    to: { tenantId: string; personId: string } | { address: TeamsAddress } | { queueId: string };
    title: string;
    text: string;
  };
  /** Tells an owner, in a chat of their own, which of their customers wait; by then, if still any do. */
  cue: { tenantId: string; agentId: string };
  /** What the desk says to somebody in Teams besides the transcript: a greeting, help, what a command did. */
  answer: {
    to: TeamsPlace;
    said: Said;
    /** The message of the transcript it belongs to, and is taken back with. */
    messageId?: string;
  };
  /** A reaction under a message in Teams, added or removed. */
  reaction: {
    to: TeamsPlace;
    activityId: string;
    type: string;
    add: boolean;
    /** The message of the transcript it is about; absent: nobody misses it if Teams refuses. */
    message?: { id: string; by: { id: string; name: string } };
  };
  /** A file that came with a message is still where it came from. */
  fetch: { fileId: string };
  /** A document a customer has accepted goes where Teams keeps their files. */
  upload: { fileId: string; to: TeamsPlace; upload: ConsentedUpload };
  /** Read a team's members and channels again. */
  roster: { teamId: string };
}
export type Kind = keyof Payloads;

/** Own words changed or taken back; `before` is what they go back to where they cannot be for the customer. */
export interface Amendment {
  messageId: string;
  how: 'edit' | 'delete';
  by: string;
  before: { text: string; editedAt: string | null };
}

/** Who is called to look: the agent on call, the managers, or whose it is. */
export type Alert = 'onCall' | 'managers' | 'owner';

/** Words, an Adaptive Card, or an attachment of Teams' own. */
export type Said =
  | { text: string }
  | { card: Record<string, unknown> }
  | { attachment: { contentType: string } & Record<string, unknown> };

/** What a bot that keeps its own customers is to learn, in the order it happened. */
export type News =
  | { type: 'message'; messageId: string }
  /** The escalation's event of this version: claimed, released, resolved … */
  | { type: 'event'; escalationId: string; version: number };

export interface Item<K extends Kind = Kind> {
  id: string;
  lane: string;
  kind: K;
  payload: Payloads[K];
  /** Attempts made before this one. */
  attempts: number;
  /** How many of them the far end refused by its own word; it was not away. */
  refused: number;
}

/**
 * Outcome of one attempt.
 * `ambiguous`: the other side may have taken it (a reset, a 5xx or a timeout after the request went out).
 */
export type SendOutcome =
  | { result: 'delivered'; externalId?: string | null }
  | {
      result: 'retry';
      reason: string;
      afterMs?: number | undefined;
      ambiguous?: boolean;
      /** The far end asked for a pause: it holds everything with the same rate key. */
      pauses?: boolean;
      why?: Why;
    }
  | { result: 'failed'; reason: string; blocksLane?: boolean; why?: Why };

/** Whether the far end itself said no to this, or was not to be reached; where the difference matters. */
type Why = 'refused' | 'away';
