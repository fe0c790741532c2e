/** The way in of Copilot Studio agents: the desk's Teams bot relays between their customers and Direct Line. */
import type { TeamsAddress } from '../../domain/message';
import { findConversation } from '../../store/conversations';
import type { WayIn } from '../wayIn';
import { directLineChannel } from './channel';
import { copilotStudioTest } from './copilotStudioTest';
import { createRelay } from './relay';

export const copilotStudio: WayIn<TeamsAddress> = {
  ...directLineChannel,

  open({ db, config, log, instance, files, inbox, unanswered, teams }) {
    const { secretsKey: key, allowLoopback } = config;
    const relay = createRelay({
      db,
      files,
      inbox,
      unanswered,
      key,
      allowLoopback,
      log,
      instance,
      typing: async (conversationId) => {
        const conversation = await findConversation(db.q, conversationId);
        if (conversation?.address?.channel === 'teams') await teams.typing(conversation.address);
      },
    });
    return {
      senders: [relay.sender],
      test: copilotStudioTest({ key, allowLoopback }),
      typing: (to) => teams.typing(to),
      start: () => relay.start(),
      stop: () => relay.stop(),
    };
  },
};
