/** How customers are reached in a chat with a Teams bot of the desk, whoever handed them over. Pure. */
import type { Channel, Chat } from './channel';
import { type Lane, customerLane, reactionLane, sendsOf, waitingCardLane } from './lanes';
import type { TeamsAddress } from './message';

type Part = Required<Pick<Channel<TeamsAddress>, 'words' | 'amend' | 'react' | 'waitingCard' | 'survey'>>;

export const teamsChannel: Part = {
  words: (chat, message) => ({
    lane: laneOf(chat),
    kind: 'customer',
    payload: { messageId: message.id },
    cost: sendsOf(message),
  }),

  amend: (chat, payload) => ({ lane: laneOf(chat), kind: 'amend', payload }),

  react: ({ tenantId, address }, reaction) => ({
    lane: reactionLane({
      tenantId,
      teamsConversationId: address.conversationId,
      botAppId: address.botId.replace(/^28:/, ''),
    }),
    kind: 'reaction',
    payload: { to: address, ...reaction },
  }),

  waitingCard: ({ tenantId, address }, escalationId) => ({
    lane: waitingCardLane({ escalationId, tenantId, teamsConversationId: address.conversationId }),
    kind: 'waitingCard',
    payload: { escalationId },
  }),

  // Behind the words that say that the agent has left.
  survey: (chat, payload) => ({ lane: laneOf(chat), kind: 'survey', payload }),
};

/** The conversation's own, which may have begun before the chat was known; the rate is the chat's. */
function laneOf({ tenantId, laneKey, address }: Chat<TeamsAddress>): Lane {
  return { ...customerLane({ tenantId, teamsConversationId: address.conversationId }), key: laneKey };
}
