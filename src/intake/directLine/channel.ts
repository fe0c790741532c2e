/** The channel of Copilot Studio agents: customers chat with a Teams bot, the relay speaks with the agent. Pure. */
import type { Channel } from '../../domain/channel';
import { botLane, customerLane, reactionLane, sendsOf, waitingCardLane } from '../../domain/lanes';
import type { TeamsAddress } from '../../domain/message';

export const directLineChannel: Channel<TeamsAddress> = {
  secret: 'pasted',
  handsOverInTest: true,
  answersTeamsBot: true,

  words: ({ tenantId, address }, message) => ({
    lane: customerLane({ tenantId, teamsConversationId: address.conversationId }),
    kind: 'customer',
    payload: { messageId: message.id },
    cost: sendsOf(message),
  }),

  /** Muted meanwhile, a bot over Direct Line needs to know only that it is back. */
  news: ({ conversationId }, { escalationId, isOpen }) =>
    isOpen
      ? []
      : [{ lane: botLane(conversationId), kind: 'bot', payload: { conversationId, type: 'return', escalationId } }],

  amend: ({ tenantId, address }, payload) => ({
    lane: customerLane({ tenantId, teamsConversationId: address.conversationId }),
    kind: 'amend',
    payload,
  }),

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
  survey: ({ tenantId, address }, payload) => ({
    lane: customerLane({ tenantId, teamsConversationId: address.conversationId }),
    kind: 'survey',
    payload,
  }),
};
