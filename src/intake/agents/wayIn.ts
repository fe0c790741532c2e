/** The way in of Copilot Studio agents in Teams, which call the desk or have it as a connected agent. */
import express from 'express';
import { ConnectionHealth } from '../../connection/health';
import { liveKeys } from '../../store/connectionKeys';
import type { WayIn } from '../wayIn';
import { agentCalls } from './agentCalls';
import { agentsTest } from './agentsTest';
import { agentsChannel, type AgentsAddress } from './channel';
import { ConnectedAgents } from './connected/connected';
import { ConnectedCallers } from './connected/connectedCallers';
import { ConnectedSender } from './connected/connectedSender';
import { HandOff } from './handOff';

export const copilotStudioTeams: WayIn<AgentsAddress> = {
  ...agentsChannel,

  open(desk) {
    const { config, db, log, files, teams, botInbox, connectedInbox: inbox, connectedLanes: lanes } = desk;
    const { allowLoopback, secretsKey: key, publicUrl, bot } = config;
    const health = new ConnectionHealth(db, log);
    const ofTurns = new ConnectionHealth(db, log, 'turns');
    const patienceMs = config.connectedAgents.patienceSeconds * 1_000;
    const sender = new ConnectedSender({ db, log, key, allowLoopback, patienceMs, lanes, files, health: ofTurns });
    const callers = new ConnectedCallers({ db, config, callers: desk.callers, health: ofTurns });
    const connected = new ConnectedAgents({
      db,
      log,
      config,
      callers,
      inbox,
      lanes,
      botInbox,
      files,
      health: ofTurns,
      sender,
    });
    const { availabilities, escalations, agentInbox } = desk;
    const { allowedTenants } = config;
    const handOff = new HandOff({ db, allowedTenants, inbox: agentInbox, availabilities, escalations, teams, health });
    const router = express.Router();
    router.use(agentCalls({ db, log, health, availabilities, handOff }));
    // Shared with skills and Teams, whose handlers come after.
    router.use('/messages', connected.messages());
    return {
      router,
      senders: [sender],
      test: agentsTest({
        publicUrl,
        botAppId: bot.appId,
        teams,
        hasKey: async (id) => (await liveKeys(db.q, id, new Date())).length > 0,
      }),
      async typing(to) {
        if (to.channel === 'teams') await teams.typing(to);
      },
    };
  },
};
