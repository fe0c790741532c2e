/** The channel of Bot Framework bots: words and news go to the parent's callback, and its skill conversation ends. Pure. */
import type { Channel } from '../../domain/channel';
import { botCustomerLane } from '../../domain/lanes';
import type { SkillAddress } from '../../domain/message';

export const skillChannel: Channel<SkillAddress> = {
  secret: 'none',
  handsOverInTest: false,
  answersTeamsBot: false,
  seesEveryChat: false,

  words: ({ laneKey }, { id }) => ({
    lane: botCustomerLane(laneKey),
    kind: 'skill',
    payload: { type: 'message', messageId: id },
  }),

  news({ laneKey, address }, { escalationId, version, isOpen }) {
    // A parent that ended it itself has moved on; anything said now would meet its next dialog.
    if (address.ended) return [];
    const lane = botCustomerLane(laneKey);
    const { conversationId } = address;
    return [
      { lane, kind: 'skill', payload: { type: 'event', escalationId, version } },
      ...(isOpen ? [] : [{ lane, kind: 'skill', payload: { type: 'end', escalationId, conversationId } } as const]),
    ];
  },

  amend: ({ laneKey }, amendment) => ({
    lane: botCustomerLane(laneKey),
    kind: 'skill',
    payload: { type: 'amend', ...amendment },
  }),
};
