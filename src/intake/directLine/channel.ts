/** The channel of Copilot Studio agents: customers chat with a Teams bot, the relay speaks with the agent. Pure. */
import type { Channel } from '../../domain/channel';
import { botLane, customerLane, waitingCardLane } from '../../domain/lanes';
import type { Attachment, TeamsAddress } from '../../domain/message';

export const directLineChannel: Channel<TeamsAddress> = {
  secret: 'pasted',
  handsOverInTest: true,
  answersTeamsBot: true,

  words: ({ tenantId, address }, { id, text, attachments }) => ({
    lane: customerLane({ tenantId, teamsConversationId: address.conversationId }),
    kind: 'customer',
    payload: { messageId: id },
    cost: costOf(text, attachments),
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

/** Teams returns no id for text and attachments together, so they go as two sends; the desk's own files one by one. */
function costOf(text: string, attachments: readonly Attachment[]): number {
  const files = attachments.filter(({ fileId, url }) => fileId && url === null).length;
  const others = attachments.length > files ? 1 : 0;
  // Files alone are announced by who sends them.
  return (text || files > 0 ? 1 : 0) + others + files || 1;
}
