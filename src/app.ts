/** The composition root: everything is built here, by hand, in order; what is started is stopped in reverse. */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { type Api, createApi } from './api/router';
import { createTab } from './api/tab';
import { callerCheckOf } from './auth/callers';
import { tokenCheckOf } from './auth/entra';
import type { Config } from './config/config';
import { BotInbox } from './arrival/botInbox';
import { Dispatcher } from './delivery/dispatcher';
import { Inbox } from './arrival/inbox';
import { Unanswered } from './arrival/unanswered';
import type { CustomerAddress } from './domain/message';
import { Replies } from './arrival/replies';
import { Uploads } from './arrival/uploads';
import { FetchSender } from './delivery/fetchSender';
import { PostgresFileStore } from './store/fileStore';
import { DryRuns } from './escalation/dryRun';
import { Agents } from './escalation/agents';
import { Channels } from './escalation/channels';
import { Colleagues } from './escalation/colleagues';
import { Escalations } from './escalation/escalations';
import { DueTimers } from './escalation/dueTimers';
import { Queues } from './escalation/queues';
import { Rules } from './escalation/rules';
import { Sweep } from './escalation/sweep';
import { ConnectionHealth } from './connection/health';
import { ConnectionTests } from './connection/tests';
import { Connections } from './connection/registry';
import { copilotStudioTest } from './intake/directLine/copilotStudioTest';
import { createRelay } from './intake/directLine/relay';
import { createRest } from './intake/rest/rest';
import { createSkill, type Skill } from './intake/skill/skill';
import { botFrameworkTest, restTest } from './intake/pingTests';
import { upkeep } from './connection/upkeep';
import { urlRefusal } from './base/outbound/url';
import type { Log } from './base/log';
import type { Sandbox } from './sandbox/index';
import { openDatabase } from './store/postgres/openDatabase';
import { findConversation } from './store/conversations';
import type { Db } from './store/postgres/db';
import { requireMigrated } from './store/postgres/migrate';
import { outboxState } from './store/outbox/outbox';
import { createTeams } from './teams/teams';
import { WAYS_IN } from './waysIn';
import { countArrival, countDelivery, createVitals, measureProcess } from './base/telemetry';

export interface App {
  /** Where it listens, with the port it really got. */
  readonly url: string;
  start(): Promise<void>;
  /** Resolves when nothing waits in the outbox any more. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

type Stop = () => Promise<void> | void;

export async function createApp(config: Config, { log }: { log: Log }): Promise<App> {
  const stops: Stop[] = [];
  let url = config.publicUrl;
  let dispatcher: Dispatcher | null = null;

  async function start(): Promise<void> {
    const database = await openDatabase(config, log);
    stops.push(database.stop);
    const { db, hints } = database;

    const channels = new Channels(WAYS_IN);
    const escalations = new Escalations(db, channels);
    const inbox = new Inbox(db, escalations, { deskAppId: config.bot.appId, onArrival: countArrival });
    const replies = new Replies(db, channels);
    const fileStore = new PostgresFileStore(db);
    const uploads = new Uploads(db, fileStore);
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
    stops.push(() => teams.close());
    const showTyping = async (to: CustomerAddress) => {
      if (to.channel === 'teams') await teams.typing(to);
      if (to.channel === 'skill') await skill.sender.typing(to);
    };
    const relay = createRelay({
      db,
      inbox,
      unanswered: new Unanswered(escalations),
      key: config.secretsKey,
      allowLoopback: config.allowLoopback,
      log,
      instance: hints.instance.id,
      typing: async (conversationId: string) => {
        const conversation = await findConversation(db.q, conversationId);
        if (conversation?.address) await showTyping(conversation.address);
      },
    });
    const botInbox = new BotInbox(db, escalations);
    const rest = createRest({
      db,
      inbox: botInbox,
      key: config.secretsKey,
      allowLoopback: config.allowLoopback,
      publicUrl: config.publicUrl,
      log,
    });
    const skill = createSkill({
      db,
      config,
      inbox: botInbox,
      callers: callerCheckOf(config),
      tokenFor: teams.tokenFor,
      log,
    });
    const { allowLoopback } = config;
    const fetchFiles = new FetchSender({ db, store: fileStore, allowLoopback, botToken: teams.botToken });
    dispatcher = new Dispatcher(db, [...teams.senders, relay.sender, rest.sender, skill.sender, fetchFiles], {
      owner: hints.instance.id,
      log,
      onSettled: countDelivery,
    });
    const deliver = dispatcher;
    hints.on((hint) => hint.kind === 'outbox' && deliver.wake());
    const timers = new DueTimers(db, escalations);
    const sweep = new Sweep({
      db,
      queues,
      timers,
      channels,
      log,
      chores: [(now) => upkeep(db, now), (now) => uploads.forget(now)],
    });
    const connections = new Connections(db, {
      secretsKey: config.secretsKey,
      deskAppId: config.bot.appId,
      refusesUrl: (address) => urlRefusal(address, config),
    });
    const connectionTests = new ConnectionTests({
      db,
      log,
      connections,
      escalations,
      kinds: {
        copilotStudio: copilotStudioTest({ key: config.secretsKey, allowLoopback: config.allowLoopback }),
        botFramework: botFrameworkTest({ publicUrl: config.publicUrl, tokenFor: teams.tokenFor }),
        rest: restTest((...ping) => rest.sender.ping(...ping)),
      },
    });
    stops.push(() => connectionTests.stop());
    const verify = tokenCheckOf(config);
    const api = createApi({
      config,
      db,
      log,
      verify,
      escalations,
      replies,
      uploads,
      fileStore,
      queues,
      rules: new Rules(db),
      dryRuns: new DryRuns(db),
      agents: new Agents(db),
      colleagues: new Colleagues(db, escalations),
      connections,
      connectionTests,
      hints,
      typing: showTyping,
    });
    const sandbox = config.mode === 'sandbox' ? await openSandbox(config, log) : null;
    if (sandbox) await sandbox.seed({ db, queues, key: config.secretsKey, publicUrl: config.publicUrl });

    const server = serve({
      config,
      api,
      rest: rest.router,
      messages: teams.messages,
      skill,
      db,
      sandbox: sandbox?.cloud ?? null,
    });
    await listen(server, config);
    stops.push(() => close(server, api));
    const { port } = server.address() as AddressInfo;
    url = config.mode === 'sandbox' ? `http://${config.host}:${port}` : config.publicUrl;

    deliver.start();
    stops.push(() => deliver.stop());
    relay.start();
    stops.push(() => relay.stop());
    sweep.start();
    stops.push(() => sweep.stop());
    if (sandbox) {
      await sandbox.cloud.start();
      stops.push(() => sandbox.cloud.stop());
    }
  }

  async function stop(): Promise<void> {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  }

  return {
    get url() {
      return url;
    },
    start,
    drain: async () => dispatcher?.drain(),
    stop,
  };
}

/** Loaded only here, so that a desk in Teams carries nothing of it. */
async function openSandbox(config: Config, log: Log) {
  const [{ createSandbox }, { seedDesk }] = await Promise.all([
    import('./sandbox/index.js'),
    import('./sandbox/seed.js'),
  ]);
  const cloud = createSandbox({
    baseUrl: `${config.publicUrl}/sandbox`,
    deskUrl: config.publicUrl,
    pageDir: path.join(__dirname, 'sandbox-page'),
    stateFile: path.join(config.dataDir, 'sandbox.json'),
    log,
  });
  return { cloud, seed: seedDesk };
}

function serve(options: {
  config: Config;
  api: Api;
  rest: express.Router;
  messages: express.RequestHandler | express.Router;
  skill: Skill;
  db: Db;
  sandbox: Sandbox | null;
}): Server {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  measureProcess();
  app.use(
    createVitals({
      ready: () => requireMigrated(options.db),
      outbox: () => outboxState(options.db.q),
    }),
  );
  if (options.sandbox) app.use('/sandbox', options.sandbox.router);
  app.use('/api/messages', options.skill.messages, options.messages);
  app.get('/api/skill/manifest.json', options.skill.manifest);
  app.use('/api', options.rest);
  app.use('/api', options.api);
  app.use(createTab({ publicUrl: options.config.publicUrl, dir: path.join(__dirname, 'tab') }));
  if (options.sandbox) app.use(options.sandbox.page);

  const server = createServer(app);
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 70_000;
  server.requestTimeout = 60_000;
  server.on('upgrade', (req, socket, head) => {
    if (!options.sandbox?.upgrade(req, socket, head)) socket.destroy();
  });
  return server;
}

async function listen(server: Server, config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Streams never end by themselves, so they are ended; what else is under way gets a moment. */
async function close(server: Server, api: Api): Promise<void> {
  api.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), 3_000);
  await closed;
  clearTimeout(patience);
}
