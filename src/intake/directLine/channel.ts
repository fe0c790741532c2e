/** The channel of Copilot Studio agents: customers chat with a Teams bot, the relay speaks with the agent. Pure. */
import type { Channel } from '../../domain/channel';
import { botLane, customerLane, waitingCardLane } from '../../domain/lanes';
import type { TeamsAddress } from '../../domain/message';

export const directLineChannel: Channel<TeamsAddress> = {
  secret: 'pasted',
  handsOverInTest: true,
  answersTeamsBot: true,

  words: ({ tenantId, address }, { id, text, attachments }) => ({
    lane: customerLane({ tenantId, teamsConversationId: address.conversationId }),
    kind: 'customer',
    payload: { messageId: id },
    // Teams returns no id for text and attachment together, so they go as two sends.
    cost: text && attachments.length > 0 ? 2 : 1,
  }),

  /** Muted meanwhile, a bot over Direct Line needs to know only that it is back. */
  news: ({ conversationId }, { escalationId, isOpen }) =>
    isOpen
      ? []
      : [{ lane: botLane(conversationId), kind: 'bot', payload: { conversationId, type: 'return', escalationId } }],

  waitingCard: ({ tenantId, address }, escalationId) => ({
    lane: waitingCardLane({ escalationId, tenantId, teamsConversationId: address.conversationId }),
    kind: 'waitingCard',
    payload: { escalationId },
  }),
};
