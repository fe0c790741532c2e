/** The channel of Copilot Studio agents: customers chat with a Teams bot, the relay speaks with the agent. Pure. */
import type { Channel } from '../../domain/channel';
import { botLane } from '../../domain/lanes';
import type { TeamsAddress } from '../../domain/message';
import { teamsChannel } from '../../domain/teamsChannel';

export const directLineChannel: Channel<TeamsAddress> = {
  ...teamsChannel,
  secret: 'pasted',
  handsOverInTest: true,
  answersTeamsBot: true,
  seesEveryChat: true,

  /** Muted meanwhile, a bot over Direct Line needs to know only that it is back. */
  news: ({ conversationId }, { escalationId, isOpen }) =>
    isOpen
      ? []
      : [{ lane: botLane(conversationId), kind: 'bot', payload: { conversationId, type: 'return', escalationId } }],
};
