/** What an admin would have set up before a stranger arrives: bots connected, a channel made a queue. */
import { hashOfKey } from '../connection/keys';
import type { Queues } from '../escalation/queues';
import { listConnections } from '../store/connectionHealth';
import { insertKey } from '../store/connectionKeys';
import { createConnection, repoint } from '../store/connections';
import type { Db } from '../store/postgres/db';
import { repointTeam } from '../store/teams';
import { SANDBOX } from '../config/world';

/** Harmless to repeat; a desk that moved to another port is pointed at the sandbox's new address. */
export async function seedDesk(options: { db: Db; queues: Queues; key: Buffer; publicUrl: string }): Promise<void> {
  const { tenantId, bot, restBot, parentBot, hrAgent, team, people } = SANDBOX;
  const tokenEndpoint = `${options.publicUrl}/sandbox/directline/token`;
  const serviceUrl = `${options.publicUrl}/sandbox/teams/`;
  const connections = await listConnections(options.db.q, tenantId, new Date());
  if (!connections.some(({ app_id: appId }) => appId === restBot.appId)) {
    await createConnection(options.db.q, options.key, tenantId, { ...restBot, kind: 'rest', state: 'live' });
  }
  if (!connections.some(({ app_id: appId }) => appId === parentBot.appId)) {
    const { appId, name } = parentBot;
    await createConnection(options.db.q, options.key, tenantId, { appId, name, kind: 'botFramework', state: 'live' });
  }
  if (!connections.some(({ app_id: appId }) => appId === hrAgent.connection)) {
    const { id: connectionId } = await createConnection(options.db.q, options.key, tenantId, {
      name: hrAgent.name,
      kind: 'copilotStudioTeams',
      appId: hrAgent.connection,
      callerAppId: hrAgent.caller.appId,
      state: 'live',
    });
    const { key } = hrAgent;
    const made = { hint: key.slice(-4), createdBy: 'Sandbox' };
    await insertKey(options.db.q, { connectionId, hash: hashOfKey(key), ...made });
  }
  const known = connections.find((connection) => connection.app_id === bot.appId);
  if (known) {
    await repoint(options.db.q, known.id, tokenEndpoint);
    await repointTeam(options.db.q, team.id, serviceUrl);
    return;
  }
  await createConnection(options.db.q, options.key, tenantId, {
    name: bot.name,
    kind: 'copilotStudio',
    appId: bot.appId,
    state: 'live',
    directLine: { tokenEndpoint },
  });
  await options.queues.teamAdded({ id: team.id, tenantId, botAppId: bot.appId, name: team.name, serviceUrl });
  const manager = people.find(({ role }) => role === 'manager');
  const channel = team.channels[1];
  if (!manager || !channel) return;
  await options.queues.connect(
    { tenantId, id: manager.id, name: manager.name, manager: true, queueIds: [] },
    { teamId: team.id, channelId: channel.id, channelName: channel.name },
  );
}
