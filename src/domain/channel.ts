/** What differs from one kind of connection to the next once a bot has handed over: where words and news go. Pure. */
import type { Lane } from './lanes';
import type { CustomerAddress, Message } from './message';
import type { Amendment, Kind, Payloads } from './outbox';

/** A conversation whose customer can be reached; a channel meets only chats of its own kind. */
export interface Chat<A extends CustomerAddress = CustomerAddress> {
  conversationId: string;
  tenantId: string;
  /** The key of the customer's lane, kept with the conversation. */
  laneKey: string;
  address: A;
}

/**
 * What came of opening a chat with somebody; `unknown`: Teams knows no such person; `later`: it is tried again when words
 * are delivered.
 */
export type ChatOpening = { state: 'open' | 'notInstalled' | 'unknown' } | { state: 'later'; reason: string };

/** Whether the desk's bot may write to whom an agent hands over, for a connection's test. */
export type AppCheck = { ok: true; found: string } | { ok: false; reason: string; remedy: string };

/** An item for the outbox, and the lane it waits in. */
export type Outgoing = {
  [K in Kind]: {
    lane: Lane;
    kind: K;
    payload: Payloads[K];
    /** Sends it takes, where the far end counts them; absent: one. */
    cost?: number;
  };
}[Kind];

/** A change of an escalation that bots hear of. */
export interface EscalationNews {
  escalationId: string;
  version: number;
  /** False with the change that ended it. */
  isOpen: boolean;
}

/** One for each kind of connection; every use case asks here instead of asking for the kind. */
export interface Channel<A extends CustomerAddress = CustomerAddress> {
  /** The secret a connection is recognised by: the desk makes it, a manager pastes it, or there is none. */
  readonly secret: 'made' | 'pasted' | 'none';
  /** A manager's test can also make the bot hand over. */
  readonly handsOverInTest: boolean;
  /** Customers write to a Teams bot the connection answers through, so one connection a bot is live. */
  readonly answersTeamsBot: boolean;
  /** What its bots' customers say passes through the desk, which counts their chats; else the bot's author reports them. */
  readonly seesEveryChat: boolean;
  /** How a message of the transcript reaches the customer. */
  words(chat: Chat<A>, message: Pick<Message, 'id' | 'text' | 'attachments' | 'extras'>): Outgoing;
  /** How the bot learns what became of its handoff, in order; nothing where it need not know. */
  news(chat: Chat<A>, news: EscalationNews): Outgoing[];
  // Absent, or null for this chat: there is no such thing here.
  /** Words the customer has are changed or taken back; without it what was sent stays as it is. */
  amend?(chat: Chat<A>, amendment: Amendment): Outgoing | null;
  /** A sign under the customer's own message; without it there are none. */
  react?(
    chat: Chat<A>,
    reaction: Pick<Payloads['reaction'], 'activityId' | 'type' | 'add' | 'message'>,
  ): Outgoing | null;
  /** The card that tells a waiting customer where they are; without it there are only words. */
  waitingCard?(chat: Chat<A>, escalationId: string): Outgoing | null;
  /** The card that asks how it was; without it the question is a message with its choices. */
  survey?(chat: Chat<A>, survey: Payloads['survey']): Outgoing | null;
}
