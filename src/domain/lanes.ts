/** The streams deliveries travel in, and whose rate budget each one draws on. Pure. */
import type { BotAddress, ConnectedAddress, Message } from './message';

export interface Lane {
  key: string;
  /** Smaller goes first: customers' words, then new cards, then card refreshes; 3 are files, which have places of their own. */
  priority: 0 | 1 | 2 | 3;
  /** The Teams conversation whose rate table applies; null where there is none. */
  rateKey: string | null;
  /** The tenant whose share of the app's rate applies. */
  tenantKey: string | null;
  /** A limit of the app's own, across conversations; few operations have one. */
  appKey?: string;
}

const tenantKey = (tenantId: string) => `tenant:${tenantId}`;
const rateKey = (teamsConversationId: string) => `teams:${teamsConversationId}`;

/** A customer's personal chat. Its key is kept with the conversation. */
export function customerLane(options: { tenantId: string; teamsConversationId: string }): Lane {
  const key = rateKey(options.teamsConversationId);
  return { key, priority: 0, rateKey: key, tenantKey: tenantKey(options.tenantId) };
}

/** The same for whom the desk writes to first: the chat is not known yet, the lane is. */
export function personLane(options: { tenantId: string; laneKey: string }): Lane {
  return { key: options.laneKey, priority: 0, rateKey: options.laneKey, tenantKey: tenantKey(options.tenantId) };
}

/** The key of somebody an agent hands over: it stays the same when their chat is opened. */
export function personLaneKey({ connectionId, personId }: { connectionId: string; personId: string }): string {
  return `person:${connectionId}:${personId}`;
}

/** What an agent is told in a chat of their own; without a known chat the first message begins one. */
export function agentLane(options: { tenantId: string; agentId: string; teamsConversationId: string | null }): Lane {
  return {
    key: `agent:${options.tenantId}:${options.agentId}`,
    priority: 1,
    rateKey: options.teamsConversationId === null ? null : rateKey(options.teamsConversationId),
    tenantKey: tenantKey(options.tenantId),
  };
}

/** Answers in a channel's thread, one after the other; they share the channel's rate. */
export function threadLane(options: { tenantId: string; threadId: string; channelId: string }): Lane {
  return {
    key: `thread:${options.threadId}`,
    priority: 1,
    rateKey: rateKey(options.channelId),
    tenantKey: tenantKey(options.tenantId),
  };
}

/** Reactions under a conversation's messages; Teams counts them for the whole app, and we as sends besides. */
export function reactionLane(options: {
  tenantId: string;
  teamsConversationId: string;
  channelId?: string;
  botAppId: string;
}): Lane {
  return {
    key: `reaction:${options.teamsConversationId}`,
    priority: 2,
    rateKey: rateKey(options.channelId ?? options.teamsConversationId),
    tenantKey: tenantKey(options.tenantId),
    appKey: `reactions:${options.botAppId}`,
  };
}

/** The key of a customer reached through their bot. */
export function botCustomerLaneKey(options: {
  channel: (BotAddress | ConnectedAddress)['channel'];
  connectionId: string;
  externalId: string;
}): string {
  return `${options.channel}:${options.connectionId}:${options.externalId}`;
}

/** A customer reached through their bot: no rate table, the bot's own protocol says when to slow down. */
export function botCustomerLane(key: string): Lane {
  return { key, priority: 0, rateKey: null, tenantKey: null };
}

/** What goes to the bot behind a conversation; its own protocol says when to slow down. */
export function botLane(conversationId: string): Lane {
  return { key: `bot:${conversationId}`, priority: 0, rateKey: null, tenantKey: null };
}

export const cardLaneKey = (escalationId: string): string => `card:${escalationId}`;

/** An escalation's card: a lane each, so a stuck card holds up no other; a channel's cards share its rate. */
export function cardLane(options: {
  escalationId: string;
  tenantId: string;
  channelId: string | null;
  isNew: boolean;
}): Lane {
  return {
    key: cardLaneKey(options.escalationId),
    priority: options.isNew ? 1 : 2,
    rateKey: options.channelId === null ? null : rateKey(options.channelId),
    tenantKey: options.channelId === null ? null : tenantKey(options.tenantId),
  };
}

/** Calls into the thread of an escalation's card: a lane of its own, so that a card on its way holds up no other. */
export function alertLane(options: { escalationId: string; tenantId: string; channelId: string | null }): Lane {
  return { ...cardLane({ ...options, isNew: true }), key: `alert:${options.escalationId}` };
}

/** Notices in a queue's channel, which share its rate. */
export function noticeLane(options: { queueId: string; tenantId: string; channelId: string }): Lane {
  return {
    key: `notice:${options.queueId}`,
    priority: 2,
    rateKey: rateKey(options.channelId),
    tenantKey: tenantKey(options.tenantId),
  };
}

/** The card that tells a customer they wait: a lane of its own, so that words never wait for it. */
export function waitingCardLane(options: {
  escalationId: string;
  tenantId: string;
  /** Null: not known yet. */
  teamsConversationId: string | null;
}): Lane {
  return {
    key: `waiting:${options.escalationId}`,
    priority: 2,
    rateKey: options.teamsConversationId === null ? null : rateKey(options.teamsConversationId),
    tenantKey: tenantKey(options.tenantId),
  };
}

/** The welcome card and the reading of a team's roster. */
export function teamLane(options: { teamId: string; tenantId: string }): Lane {
  return {
    key: `team:${options.teamId}`,
    priority: 2,
    rateKey: rateKey(options.teamId),
    tenantKey: tenantKey(options.tenantId),
  };
}

/** Lanes a host's files are fetched in. */
const LANES_A_HOST = 2;

/** Files on their way into the desk: a host that is slow holds up only what comes from it. */
export function fetchLane({ host, fileId }: { host: string; fileId: string }): Lane {
  const lane = parseInt(fileId.slice(-4), 16) % LANES_A_HOST;
  return { key: `fetch:${host}:${lane}`, priority: 3, rateKey: null, tenantKey: null };
}

/** A document on its way to the customer who accepted it. */
export function uploadLane(fileId: string): Lane {
  return { key: `upload:${fileId}`, priority: 3, rateKey: null, tenantKey: null };
}

/** Cards in one message, and buttons on one card, that Teams shows. */
const MOST_CARDS = 10;
const MOST_BUTTONS = 6;

/**
 * Teams returns no id for text and attachments together, takes ten of them at a time, and the desk's own files one by
 * one: about so many sends.
 */
export function sendsOf({ text, attachments, extras }: Pick<Message, 'text' | 'attachments' | 'extras'>): number {
  const files = attachments.filter(({ fileId, url }) => fileId && url === null).length;
  const buttons = Math.ceil((extras.choices?.length ?? 0) / MOST_BUTTONS) + (extras.signIn ? 1 : 0);
  // Files alone are announced by who sends them.
  const words = text !== '' || files > 0 ? 1 : 0;
  const cards = Math.ceil((attachments.length - files) / MOST_CARDS);
  const sends = words + cards + files + Math.ceil(buttons / MOST_CARDS);
  return Math.max(1, sends);
}
