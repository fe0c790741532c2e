/** Everything of the desk that touches Teams, in this process, with the sandbox as Teams. */
import { createServer } from 'node:http';
import express from 'express';
import pino from 'pino';
import { callerCheckOf } from '../../src/auth/callers';
import { type Config, readConfig } from '../../src/config/config';
import { BotInbox } from '../../src/arrival/botInbox';
import { FetchSender } from '../../src/delivery/fetchSender';
import { PostgresFileStore } from '../../src/store/fileStore';
import { Dispatcher } from '../../src/delivery/dispatcher';
import { Inbox } from '../../src/arrival/inbox';
import type { TeamsAddress } from '../../src/domain/message';
import type { Sender } from '../../src/delivery/sender';
import { Replies } from '../../src/arrival/replies';
import type { OpenEscalation } from '../../src/domain/escalation';
import { Escalations } from '../../src/escalation/escalations';
import { Queues } from '../../src/escalation/queues';
import { ConnectionHealth } from '../../src/connection/health';
import { createRelay } from '../../src/intake/directLine/relay';
import { createSkill } from '../../src/intake/skill/skill';
import { SANDBOX } from '../../src/config/world';
import { connectionOfBot } from '../../src/store/connections';
import { conversationByExternalId, lockConversation } from '../../src/store/conversations';
import type { SampleBot } from '../../src/sandbox/directLine/sampleBot';
import { seedDesk } from '../../src/sandbox/seed';
import type { Db } from '../../src/store/postgres/db';
import { Hints } from '../../src/store/postgres/hints';
import { createTeams } from '../../src/teams/teams';
import { createTestDatabase } from './database';
import { freePort } from './ports';
import { type SandboxServer, startSandbox } from './sandboxServer';
import { channels } from './channels';

export const [robin, maria, adele, diego, , megan] = SANDBOX.people as [Person, Person, Person, Person, Person, Person];
type Person = (typeof SANDBOX.people)[number];
export const channel = SANDBOX.team.channels[1] as { id: string; name: string };
export const general = SANDBOX.team.channels[0] as { id: string; name: string };

export interface TeamsDesk {
  url: string;
  config: Config;
  db: Db;
  cloud: SandboxServer;
  control: SandboxServer['control'];
  escalations: Escalations;
  replies: Replies;
  hints: Hints;
  /** What went to the bot instead of to a bot. */
  toBot: unknown[];
  /** What became of each arrival. */
  arrivals: string[];
  typing(address: TeamsAddress): Promise<void>;
  deliver(): Promise<void>;
  /** The customer writes, and their bot hands them over. */
  open(person: Person, handoff?: Partial<OpenEscalation>): Promise<string>;
  stop(): Promise<void>;
}

export async function startTeamsDesk(
  options: {
    env?: Record<string, string>;
    seeded?: boolean;
    /** With a bot of the test's own the desk speaks with it; else words for bots are only counted. */
    bot?: SampleBot;
  } = {},
): Promise<TeamsDesk> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const cloud = await startSandbox({
    deskUrl: url,
    redeliveries: [50, 50],
    ...(options.bot && { bot: options.bot }),
  });
  const database = await createTestDatabase();
  const { db } = database;
  const read = readConfig({
    HANDOFF_MODE: 'sandbox',
    PUBLIC_URL: cloud.origin,
    SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...options.env,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { config } = read;
  const log = pino({ level: 'silent' });
  const hints = new Hints(database.url, log);
  await hints.start();
  const escalations = new Escalations(db, channels);
  const arrivals: string[] = [];
  const onArrival = (outcome: string) => void arrivals.push(outcome);
  const inbox = new Inbox(db, escalations, { deskAppId: config.bot.appId, onArrival });
  const replies = new Replies(db, channels);
  const queues = new Queues(db);
  const teams = createTeams({
    config,
    db,
    log,
    inbox,
    escalations,
    replies,
    queues,
    health: new ConnectionHealth(db, log),
  });
  const skill = createSkill({
    db,
    config,
    inbox: new BotInbox(db, escalations),
    callers: callerCheckOf(config),
    tokenFor: teams.tokenFor,
    log,
  });
  const toBot: unknown[] = [];
  const bot: Sender<'bot'> = {
    kind: 'bot',
    async send({ payload }) {
      toBot.push(payload);
      return { result: 'delivered' };
    },
  };
  const fileStore = new PostgresFileStore(db);
  const { allowLoopback } = config;
  const fetchFiles = new FetchSender({ db, store: fileStore, allowLoopback, botToken: teams.botToken });
  const relay = createRelay({
    db,
    inbox,
    channels,
    key: config.secretsKey,
    allowLoopback: config.allowLoopback,
    log,
    instance: hints.instance.id,
    typing: () => undefined,
    tickMs: 100,
  });
  const dispatcher = new Dispatcher(
    db,
    [...teams.senders, skill.sender, options.bot ? relay.sender : bot, fetchFiles],
    {
      owner: hints.instance.id,
      log,
    },
  );
  hints.on((hint) => hint.kind === 'outbox' && dispatcher.wake());
  if (options.seeded !== false) await seedDesk({ db, queues, key: config.secretsKey, publicUrl: cloud.origin });
  const app = express();
  app.use('/api/messages', skill.messages, teams.messages);
  app.get('/api/skill/manifest.json', skill.manifest);
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  dispatcher.start();
  if (options.bot) relay.start();

  return {
    url,
    config,
    db,
    cloud,
    control: cloud.control,
    escalations,
    replies,
    hints,
    toBot,
    arrivals,
    typing: (address) => teams.typing(address),
    deliver: () => dispatcher.drain(),
    async open(person, handoff = {}) {
      await cloud.control.chat(person.id, { text: 'I need a person' });
      const connection = await connectionOfBot(db.q, {
        botAppId: config.bot.appId,
        deskAppId: config.bot.appId,
        teamsConversationId: '',
      });
      if (!connection) throw new Error('no connection');
      const { id } = await db.transaction(async (tx) => {
        const found = await conversationByExternalId(tx.q, connection.id, person.chatId);
        const conversation = found && (await lockConversation(tx.q, found.id));
        if (!conversation) throw new Error('no conversation');
        return escalations.open(tx, { connection, conversation, handoff: { ...HANDOFF, ...handoff } });
      });
      return id;
    },
    async stop() {
      await dispatcher.stop();
      await relay.stop();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await hints.stop();
      teams.close();
      await cloud.stop();
      await database.drop();
    },
  };
}

const HANDOFF: OpenEscalation = {
  topic: 'Escalate',
  lastPhrase: 'I need a person',
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};
