/** The streams deliveries travel in, and whose rate budget each one draws on. Pure. */

export interface Lane {
  key: string;
  /** Smaller goes first: customers' words, then new cards, then card refreshes. */
  priority: 0 | 1 | 2;
  /** The Teams conversation whose rate table applies; null where there is none. */
  rateKey: string | null;
  /** The tenant whose share of the app's rate applies. */
  tenantKey: string | null;
}

const tenantKey = (tenantId: string) => `tenant:${tenantId}`;
const rateKey = (teamsConversationId: string) => `teams:${teamsConversationId}`;

/** A customer's personal chat. Its key is kept with the conversation. */
export function customerLane(o: { tenantId: string; teamsConversationId: string }): Lane {
  const key = rateKey(o.teamsConversationId);
  return { key, priority: 0, rateKey: key, tenantKey: tenantKey(o.tenantId) };
}

/** The key of a customer reached through their bot; there the bot's own protocol says when to slow down. */
export function botCustomerLane(o: {
  channel: 'skill' | 'callback';
  connectionId: string;
  externalId: string;
}): string {
  return `${o.channel}:${o.connectionId}:${o.externalId}`;
}

/** What goes to the bot behind a conversation; its own protocol says when to slow down. */
export function botLane(conversationId: string): Lane {
  return { key: `bot:${conversationId}`, priority: 0, rateKey: null, tenantKey: null };
}

export const cardLaneKey = (escalationId: string): string => `card:${escalationId}`;

/** An escalation's card: a lane each, so a stuck card holds up no other; a channel's cards share its rate. */
export function cardLane(o: {
  escalationId: string;
  tenantId: string;
  channelId: string | null;
  isNew: boolean;
}): Lane {
  return {
    key: cardLaneKey(o.escalationId),
    priority: o.isNew ? 1 : 2,
    rateKey: o.channelId === null ? null : rateKey(o.channelId),
    tenantKey: o.channelId === null ? null : tenantKey(o.tenantId),
  };
}

/** Notices in a queue's channel, which share its rate. */
export function noticeLane(o: { queueId: string; tenantId: string; channelId: string }): Lane {
  return {
    key: `notice:${o.queueId}`,
    priority: 2,
    rateKey: rateKey(o.channelId),
    tenantKey: tenantKey(o.tenantId),
  };
}

/** The card that tells a customer they wait: a lane of its own, so that words never wait for it. */
export function waitingCardLane(o: { escalationId: string; tenantId: string; teamsConversationId: string }): Lane {
  return {
    key: `waiting:${o.escalationId}`,
    priority: 2,
    rateKey: rateKey(o.teamsConversationId),
    tenantKey: tenantKey(o.tenantId),
  };
}

/** The welcome card and the reading of a team's roster. */
export function teamLane(o: { teamId: string; tenantId: string }): Lane {
  return { key: `team:${o.teamId}`, priority: 2, rateKey: rateKey(o.teamId), tenantKey: tenantKey(o.tenantId) };
}
