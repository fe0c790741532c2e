/** The channel of REST bots: words and news go to the bot's webhook. Pure. */
import type { Channel } from '../../domain/channel';
import { botCustomerLane } from '../../domain/lanes';
import type { CallbackAddress } from '../../domain/message';

export const restChannel: Channel<CallbackAddress> = {
  secret: 'made',
  handsOverInTest: false,
  answersTeamsBot: false,
  seesEveryChat: false,

  words: ({ laneKey }, { id }) => ({
    lane: botCustomerLane(laneKey),
    kind: 'callback',
    payload: { type: 'message', messageId: id },
  }),

  news: ({ laneKey }, { escalationId, version }) => [
    { lane: botCustomerLane(laneKey), kind: 'callback', payload: { type: 'event', escalationId, version } },
  ],

  amend: ({ laneKey }, amendment) => ({
    lane: botCustomerLane(laneKey),
    kind: 'callback',
    payload: { type: 'amend', ...amendment },
  }),
};
