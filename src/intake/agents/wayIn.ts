/** The way in of Copilot Studio agents in Teams, which call the desk or have it as a connected agent. */
import type { WayIn } from '../wayIn';
import { agentsTest } from './agentsTest';
import { agentsChannel, type AgentsAddress } from './channel';
import { ConnectedSender } from './connected/connectedSender';

export const copilotStudioTeams: WayIn<AgentsAddress> = {
  ...agentsChannel,

  open({ config, teams }) {
    return {
      senders: [new ConnectedSender()],
      test: agentsTest({ publicUrl: config.publicUrl }),
      async typing(to) {
        if (to.channel === 'teams') await teams.typing(to);
      },
    };
  },
};
