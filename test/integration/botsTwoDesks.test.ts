/** Two server processes and a second Teams bot: what one of them registers or removes, the other knows at once. */
import { chatWith } from '../../src/sandbox/state/bots';
import { SANDBOX } from '../../src/config/world';
import { patience } from '../support/eventually';
import { type World, startWorld } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld({ desks: 2 });
});
afterAll(async () => world.stopAll());

const { tenantId } = SANDBOX;

test('both processes believe a new bot without a restart, and neither believes it after its removal', async () => {
  const { appId, id: botId, name, password } = world.control.addBot({ name: 'Fabrikam Assistant' });
  const bot = { appId, id: botId, name, password };
  let sent = 0;
  async function hello(desk: number): Promise<number> {
    const response = await fetch(`${world.desks[desk]?.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await world.control.mint({ as: 'channel', appId })}`,
      },
      body: JSON.stringify({
        type: 'message',
        id: `17000000000${++sent}`,
        timestamp: new Date().toISOString(),
        channelId: 'msteams',
        serviceUrl: `${world.url}/teams/`,
        from: { id: world.customer.teamsId, name: world.customer.name, aadObjectId: world.customer.id },
        recipient: { id: botId, name },
        conversation: { id: chatWith(world.customer, bot).chatId, conversationType: 'personal', tenantId },
        channelData: { tenant: { id: tenantId } },
        text: `hello ${sent}`,
      }),
      signal: AbortSignal.timeout(patience()),
    });
    return response.status;
  }
  expect([await hello(0), await hello(1)]).toEqual([401, 401]);

  const added = await world.ask(world.manager, '/connections', {
    desk: 0,
    body: {
      name,
      kind: 'copilotStudio',
      appId: `agent-${appId}`,
      directLine: { tokenEndpoint: `${world.url}/directline/token` },
      bot: { appId, type: 'SingleTenant', tenantId, password },
    },
  });
  expect(added.status).toBe(201);
  const path = `/connections/${added.body.id}`;
  expect((await world.ask(world.manager, `${path}/live`, { desk: 0, body: { insist: true } })).status).toBe(200);
  expect([await hello(1), await hello(0)]).toEqual([200, 200]);

  await world.ask(world.manager, `${path}/drain`, { desk: 1, method: 'POST' });
  expect((await world.ask(world.manager, path, { desk: 1, method: 'DELETE' })).status).toBeLessThan(300);
  expect([await hello(0), await hello(1)]).toEqual([401, 401]);
});
