import type { AddressInfo } from 'node:net';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import express from 'express';
import { SANDBOX } from '../../src/config/world';
import { freePort } from '../support/ports';
import { startSandbox, type SandboxServer } from '../support/sandboxServer';

const [customer] = SANDBOX.people as [(typeof SANDBOX.people)[number]];

let cloud: SandboxServer;
let close: () => Promise<void>;
let answer: (context: TurnContext) => Promise<void>;
let adapter: CloudAdapter;

class SandboxCredentials extends ConfigurationServiceClientCredentialFactory {
  constructor(private readonly tokenUrl: string) {
    super({
      MicrosoftAppId: SANDBOX.bot.appId,
      MicrosoftAppPassword: SANDBOX.bot.password,
      MicrosoftAppType: 'MultiTenant',
    });
  }

  override async createCredentials(): ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']> {
    const response = await fetch(this.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: SANDBOX.bot.appId,
        client_secret: SANDBOX.bot.password,
        scope: 'https://api.botframework.com/.default',
      }),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    return {
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${access_token}`);
        return request;
      },
    };
  }
}

beforeAll(async () => {
  const port = await freePort();
  const deskUrl = `http://127.0.0.1:${port}`;
  cloud = await startSandbox({ deskUrl });
  const metadata = `${cloud.url}/botframework/.well-known/openidconfiguration`;
  const tokenUrl = `${cloud.url}/entra/${SANDBOX.tenantId}/oauth2/v2.0/token`;
  adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        ValidateAuthority: false,
        ToChannelFromBotLoginUrl: `${cloud.url}/entra/${SANDBOX.tenantId}`,
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
        OAuthUrl: tokenUrl,
        ToBotFromChannelOpenIdMetadataUrl: metadata,
        ToBotFromEmulatorOpenIdMetadataUrl: metadata,
        CallerId: '',
      },
      new SandboxCredentials(tokenUrl),
    ),
  );
  const app = express();
  app.post('/api/messages', express.json(), (req, res) => adapter.process(req, res, (context) => answer(context)));
  const server = app.listen(port, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  expect((server.address() as AddressInfo).port).toBe(port);
  close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
});
afterAll(async () => {
  await cloud.stop();
  await close();
});

it('botbuilder accepts what the sandbox sends, and the sandbox what botbuilder answers', async () => {
  const seen: unknown[] = [];
  answer = async (context) => {
    const sent = await context.sendActivity(`You said: ${context.activity.text}`);
    const member = await TeamsInfo.getMember(context, context.activity.from.id);
    seen.push(member.aadObjectId, member.userPrincipalName);
    await context.updateActivity({ type: 'message', id: sent?.id, text: 'Changed my mind' });
    await context.sendActivity({ type: 'typing' });
  };
  await cloud.control.chat(customer.id, { text: 'hello' });
  expect(seen).toEqual([customer.id, customer.upn]);
  expect(cloud.control.messages(customer.chatId).map((m) => [m.from.kind, m.text])).toEqual([
    ['person', 'hello'],
    ['bot', 'Changed my mind'],
  ]);
  expect(cloud.control.calls().map((c) => [c.op, c.status])).toEqual([
    ['send', 201],
    ['members', 200],
    ['update', 200],
    ['typing', 201],
  ]);
});

it('botbuilder begins threads, answers invokes, reads the team, and refuses forged tokens', async () => {
  const channel = SANDBOX.team.channels[1]?.id ?? '';
  const [, , agent] = SANDBOX.people;
  let root = '';
  await adapter.createConversationAsync(
    SANDBOX.bot.appId,
    'msteams',
    `${cloud.url}/teams/`,
    'https://api.botframework.com',
    {
      isGroup: true,
      bot: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
      tenantId: SANDBOX.tenantId,
      channelData: { channel: { id: channel }, tenant: { id: SANDBOX.tenantId } },
      activity: { type: 'message', text: 'Root' } as never,
      members: [],
      topicName: '',
    },
    async (context) => {
      root = context.activity.conversation.id.split(';messageid=')[1] ?? '';
      await context.sendActivity('Below');
    },
  );
  expect(cloud.control.messages(channel).map((m) => [m.text, m.threadId])).toEqual([
    ['Root', null],
    ['Below', root],
  ]);

  const names: unknown[] = [];
  answer = async (context) => {
    if (context.activity.type !== 'invoke') return;
    const value = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Claimed' };
    const details = await TeamsInfo.getTeamDetails(context);
    const page = await TeamsInfo.getPagedTeamMembers(context, undefined, 100);
    names.push(details.name, page.members.length);
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: value } });
  };
  const press = { conversationId: channel, messageId: root, verb: 'claim', data: { escalationId: 'e' } };
  expect(await cloud.control.invoke(agent?.id ?? '', press)).toMatchObject({ statusCode: 200, value: 'Claimed' });
  expect(names).toEqual(['Contoso Support', 4]);

  const url = `${cloud.sandbox.world.app.tabs[0]?.contentUrl.split('/tab')[0]}/api/messages`;
  // botbuilder writes refusals to the console.
  const silent = jest.spyOn(console, 'error').mockReturnValue(undefined);
  const forged = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${await cloud.control.mint({ as: 'channel', claims: { aud: 'somebody-else' } })}`,
    },
    body: JSON.stringify({ type: 'message', channelId: 'msteams', serviceUrl: `${cloud.url}/teams/`, text: 'x' }),
  });
  silent.mockRestore();
  expect(forged.status).toBe(401);
});
