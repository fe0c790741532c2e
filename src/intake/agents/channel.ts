/**
 * The channel of Copilot Studio agents in Teams. Customers are in a chat with the desk's bot, are yet to be met there, or
 * stay in the agent's own chat. Pure.
 */
import type { Channel, Chat } from '../../domain/channel';
import { botCustomerLane, type Lane, personLane, waitingCardLane } from '../../domain/lanes';
import type { AgentAddress, TeamsAddress } from '../../domain/message';
import { teamsChannel } from '../../domain/teamsChannel';

export type AgentsAddress = TeamsAddress | AgentAddress;
type AgentsChat = Chat<AgentsAddress>;

export const agentsChannel: Channel<AgentsAddress> = {
  secret: 'none',
  handsOverInTest: false,
  answersTeamsBot: false,
  seesEveryChat: false,

  words(chat, message) {
    if (inTeams(chat)) return teamsChannel.words(chat, message);
    const { id: messageId } = message;
    return isConnected(chat)
      ? { lane: botCustomerLane(chat.laneKey), kind: 'connected', payload: { type: 'message', messageId } }
      : { lane: personsLane(chat), kind: 'customer', payload: { messageId } };
  },

  /** An agent that called the desk hears nothing more; one that is connected says it to its customer. */
  news: (chat, { escalationId, version }) =>
    isConnected(chat)
      ? [
          {
            lane: botCustomerLane(chat.laneKey),
            kind: 'connected',
            payload: { type: 'event', escalationId, version },
          },
        ]
      : [],

  amend(chat, payload) {
    if (inTeams(chat)) return teamsChannel.amend(chat, payload);
    return isConnected(chat) ? null : { lane: personsLane(chat), kind: 'amend', payload };
  },

  react: (chat, reaction) => (inTeams(chat) ? teamsChannel.react(chat, reaction) : null),

  waitingCard(chat, escalationId) {
    if (inTeams(chat)) return teamsChannel.waitingCard(chat, escalationId);
    if (isConnected(chat)) return null;
    const lane = waitingCardLane({ escalationId, tenantId: chat.tenantId, teamsConversationId: null });
    return { lane, kind: 'waitingCard', payload: { escalationId } };
  },

  survey(chat, payload) {
    if (inTeams(chat)) return teamsChannel.survey(chat, payload);
    return isConnected(chat) ? null : { lane: personsLane(chat), kind: 'survey', payload };
  },
};

const inTeams = (chat: AgentsChat): chat is Chat<TeamsAddress> => chat.address.channel === 'teams';
const isConnected = ({ address }: AgentsChat): boolean => address.channel === 'connected';

/** Whoever delivers its items opens the chat first. */
const personsLane = ({ tenantId, laneKey }: AgentsChat): Lane => personLane({ tenantId, laneKey });
