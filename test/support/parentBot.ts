/**
 * A bot of another team, in a process of its own: Microsoft's own SDK, its own app, its own customers.
 * It calls the desk as its skill as Microsoft's samples do, and prints what the desk tells it, one JSON line each.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  type Activity,
  ActivityHandler,
  ActivityTypes,
  ChannelServiceRoutes,
  CloudAdapter,
  CloudSkillHandler,
  ConfigurationBotFrameworkAuthentication,
  EventFactory,
  SkillConversationIdFactory,
  type Storage,
  type StoreItems,
  type TurnContext,
} from 'botbuilder';
import {
  AuthenticationConfiguration,
  type ServiceClientCredentials,
  ServiceClientCredentialsFactory,
  allowedCallersClaimsValidator,
} from 'botframework-connector';
import express from 'express';
import { BotTokens } from '../../src/teams/bots/botToken';
import type { ParentSettings } from './parent';

const options = JSON.parse(process.argv[2] ?? '') as ParentSettings;
const CONNECTOR = 'https://api.botframework.com';
const callback = `http://127.0.0.1:${options.port}/api/skills`;
const deskMessages = `${options.deskUrl}/api/messages`;
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Outlives the process, as a parent's storage does. */
class FileStorage implements Storage {
  private readonly items: StoreItems = existsSync(options.stateFile)
    ? (JSON.parse(readFileSync(options.stateFile, 'utf8')) as StoreItems)
    : {};

  async read(keys: string[]): Promise<StoreItems> {
    return Object.fromEntries(keys.filter((key) => key in this.items).map((key) => [key, this.items[key]]));
  }

  async write(changes: StoreItems): Promise<void> {
    this.keep(Object.assign(this.items, changes));
  }

  async delete(keys: string[]): Promise<void> {
    for (const key of keys) delete this.items[key];
    this.keep(this.items);
  }

  private keep(items: StoreItems): void {
    writeFileSync(options.stateFile, JSON.stringify(items));
  }
}

/** The SDK's own would refuse a sign-in service without TLS. */
class Credentials extends ServiceClientCredentialsFactory {
  private readonly tokens = new BotTokens(
    {
      appId: options.appId,
      type: 'SingleTenant',
      password: options.password,
      certificate: null,
      oauthUrl: options.oauthUrl,
    },
    'the test',
  );

  async isValidAppId(appId: string): Promise<boolean> {
    return appId === options.appId;
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }

  async createCredentials(_appId: string, audience: string): Promise<ServiceClientCredentials> {
    const { tokens } = this;
    const credentials: ServiceClientCredentials = {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${await tokens.get(audience)}`);
        return request;
      },
    };
    return credentials;
  }
}

const storage = new FileStorage();
const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    ToChannelFromBotLoginUrl: options.oauthUrl,
    ToChannelFromBotOAuthScope: CONNECTOR,
    ToBotFromChannelTokenIssuer: CONNECTOR,
    ToBotFromChannelOpenIdMetadataUrl: options.channelMetadata,
    ToBotFromEmulatorOpenIdMetadataUrl: options.entraMetadata,
    OAuthUrl: CONNECTOR,
    CallerId: '',
    ValidateAuthority: 'false',
  },
  new Credentials(),
  new AuthenticationConfiguration([], allowedCallersClaimsValidator([options.deskAppId]), options.entraIssuers),
);
const adapter = new CloudAdapter(authentication);
adapter.onTurnError = async (_context, error) => {
  tell({ kind: 'fault', reason: error.message });
};
const conversationIds = new SkillConversationIdFactory(storage);
const client = authentication.createBotFrameworkClient();

interface Chat {
  /** The skill conversation while the desk has the customer. */
  skill: string | null;
  said: Partial<Activity>[];
}

async function chatOf(context: TurnContext): Promise<Chat> {
  const key = `chat ${context.activity.conversation.id}`;
  return ((await storage.read([key]))[key] as Chat | undefined) ?? { skill: null, said: [] };
}

const keepChat = (context: TurnContext, chat: Chat) =>
  storage.write({ [`chat ${context.activity.conversation.id}`]: chat });

async function toDesk(context: TurnContext, chat: Chat, activity: Activity): Promise<void> {
  if (chat.skill === null || options.freshIds) {
    chat.skill = await conversationIds.createSkillConversationIdWithOptions({
      fromBotOAuthScope: CONNECTOR,
      fromBotId: options.appId,
      activity: context.activity,
      botFrameworkSkill: { id: 'desk', appId: options.deskAppId, skillEndpoint: deskMessages },
    });
  }
  await keepChat(context, chat);
  const { status, body } = await client.postActivity(
    options.appId,
    options.deskAppId,
    deskMessages,
    callback,
    chat.skill,
    activity,
  );
  tell({ kind: 'posted', type: activity.type, name: activity.name, status, body });
}

class Parent extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const chat = await chatOf(context);
      const { activity } = context;
      if (chat.skill !== null) await toDesk(context, chat, activity);
      else await this.answer(context, chat);
      await next();
    });
    this.onEvent(async (context, next) => {
      const { name, value, callerId } = context.activity;
      tell({ kind: 'event', name, value: value as unknown, callerId });
      await next();
    });
    this.onEndOfConversation(async (context, next) => {
      const { code, value } = context.activity;
      const chat = await chatOf(context);
      await keepChat(context, { ...chat, skill: null });
      tell({ kind: 'end', code, value: value as unknown });
      await context.sendActivity('You are back with the parcel bot.');
      await next();
    });
    this.onTyping(async (context, next) => {
      const chat = await chatOf(context);
      if (chat.skill !== null) await toDesk(context, chat, context.activity);
      await next();
    });
  }

  private async answer(context: TurnContext, chat: Chat): Promise<void> {
    const { activity } = context;
    const text = activity.text ?? '';
    const said = (role: 'user' | 'bot', words: string, id: string) => ({
      type: ActivityTypes.Message,
      id,
      text: words,
      from: { id: role, name: role === 'bot' ? 'Parcel bot' : activity.from.name, role },
      timestamp: new Date(),
    });
    chat.said.push(said('user', text, activity.id ?? ''));
    if (text !== 'a person, please') {
      const words = `The parcel bot has read “${text}”.`;
      chat.said.push(said('bot', words, `${activity.id}-answer`));
      await keepChat(context, chat);
      await context.sendActivity(words);
      return;
    }
    const captured = { va_LastTopic: 'Parcels', va_AgentMessage: 'Twice asked', parcel: 'P-77', weight: 2.5 };
    const event = EventFactory.createHandoffInitiation(context, captured, { activities: chat.said as Activity[] });
    await toDesk(context, chat, {
      ...event,
      conversation: { ...activity.conversation },
      serviceUrl: activity.serviceUrl,
      channelId: activity.channelId,
      recipient: { ...activity.recipient },
    });
  }
}

const parent = new Parent();
const logic = (context: TurnContext) => parent.run(context);
const app = express();
app.post('/api/messages', express.json(), (req, res) => void adapter.process(req, res, logic));
const handler = new CloudSkillHandler(adapter, logic, conversationIds, authentication);
new ChannelServiceRoutes(handler).register(app, '/api/skills');
// The SDK goes on to the next handler when it has answered.
app.use((_req, res) => void (res.headersSent || res.status(404).end()));
app.listen(options.port, '127.0.0.1', () => tell({ kind: 'ready' }));
