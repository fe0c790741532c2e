/** The stand-in for Microsoft's cloud: Teams with its Bot Connector, Entra ID and Direct Line, on loopback. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import express, { type Router } from 'express';
import type { Log } from '../base/log';
import { createAgent } from './agent/agent';
import { apiRouter } from './api';
import { ChatLinks } from './teams/chatLinks';
import { Client } from './teams/client';
import { createConnector } from './teams/connector';
import { AGENT } from './state/bots';
import type { World } from './state/contract';
import { createControl, type Control } from './control';
import { Desk } from './teams/desk';
import { createDirectLine } from './directLine/directLine';
import { botFrameworkRouter, entraRouter, type Apps } from './entra/entra';
import { FaultSwitches } from './teams/faults';
import { Files } from './teams/files';
import { Installation } from './teams/installation';
import { createGraph } from './graph/graph';
import { keysOf, type Keys } from './entra/keys';
import { isFromHere, onlyFromHere } from './loopback';
import { pageRouter } from './pageFiles';
import { createSampleBot, type SampleBot } from './directLine/sampleBot';
import { samplesRouter } from './directLine/samples';
import { State } from './state/state';
import { Stream } from './state/stream';
import { createTokens } from './entra/tokens';
import { SANDBOX } from '../config/world';

export type { Control } from './control';

export interface SandboxOptions {
  /** Where the sandbox is reachable, without a trailing slash: `http://127.0.0.1:3978/sandbox`. */
  baseUrl: string;
  /** Activities go to `${deskUrl}/api/messages`. */
  deskUrl: string;
  /** The built page. */
  pageDir?: string | null;
  /** Where conversations and keys outlive a restart; null forgets. */
  stateFile?: string | null;
  log: Log;
  /** Whether the first start tells the desk that the app is installed; true unless said. */
  install?: boolean;
  /** Pauses before an activity the desk did not take is sent again, in milliseconds. */
  redeliveries?: readonly number[];
  /** How long the desk may take to answer an activity; Teams' 15 seconds unless said. */
  answerWithinMs?: number;
  /** Who answers over Direct Line; Contoso Assistant unless said. */
  bot?: SampleBot;
}

export interface Sandbox {
  /** Mount at the path of `baseUrl`, before any other body parser. */
  router: Router;
  /** Mount at `/`. */
  page: Router;
  /** True when the request for a WebSocket was for the sandbox. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  readonly world: World;
  control: Control;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createSandbox(options: SandboxOptions): Sandbox {
  const serviceUrl = `${options.baseUrl}/teams/`;
  const authority = `${options.baseUrl}/entra`;
  const state = new State(options.stateFile ?? null, options.log);
  const faults = new FaultSwitches();
  const apps: Apps = new Map([...state.bots, SANDBOX.parentBot].map(({ appId, password }) => [appId, { password }]));
  const { caller } = SANDBOX.hrAgent;
  apps.set(caller.appId, { password: caller.password });
  apps.set(SANDBOX.tab.clientId, { password: SANDBOX.tab.secret });
  let making: Promise<Keys> | null = null;
  const keys = (): Promise<Keys> => (making ??= keysOf(state));
  const tokens = createTokens({ authority, serviceUrl, keys });
  const desk = new Desk({
    url: options.deskUrl,
    token: (botId) => tokens.forActivity(botId.slice('28:'.length)),
    faults,
    redeliveries: options.redeliveries,
    answerWithinMs: options.answerWithinMs,
  });
  const files = new Files(options.baseUrl, tokens);
  const client = new Client(state, desk, files, serviceUrl);
  const installation = new Installation(state, desk, serviceUrl, options.deskUrl);
  const connector = createConnector({ state, tokens, faults, files });
  const graph = createGraph({
    state,
    tokens,
    faults,
    clientUrl: new URL(options.baseUrl).origin,
    add: (person) => installation.setApp(person.id, true),
  });
  const links = new ChatLinks({ state, client, desk, installation, serviceUrl });
  const agent = createAgent({ state, tokens, deskUrl: options.deskUrl, baseUrl: `${options.baseUrl}/agents` });
  const control = createControl({
    state,
    client,
    files,
    connector,
    graph,
    agent,
    faults,
    installation,
    links,
    tokens,
    apps,
  });
  const stream = new Stream(state);
  const directLine = createDirectLine({
    baseUrl: `${options.baseUrl}/directline`,
    secret: SANDBOX.directLine.secret,
    bot: options.bot ?? createSampleBot(SANDBOX.bot.name, `${options.baseUrl}/samples`),
    faults: () => faults.current,
    log: options.log,
  });
  const world = (): World => worldOf(state, options.deskUrl);

  const router = express.Router();
  router.use(onlyFromHere);
  router.use('/entra', entraRouter({ authority, tokens, apps }));
  router.use('/botframework', botFrameworkRouter({ url: `${options.baseUrl}/botframework`, tokens }));
  router.use('/files', files.open);
  router.use('/samples', samplesRouter());
  router.use('/teams', files.guarded, connector.router);
  router.use('/graph', graph.router);
  router.use('/agents', agent.router);
  router.use('/directline', directLine.router);
  router.use('/api', apiRouter({ control, stream, world }));

  return {
    router,
    page: pageRouter(options.pageDir ?? null),
    upgrade: (req, socket, head) => isFromHere(req) && directLine.upgrade(req, socket, head),
    get world() {
      return world();
    },
    control,
    async start() {
      await keys();
      if (options.install ?? true) void announce(installation, options);
    },
    async stop() {
      installation.stop();
      agent.close();
      desk.stop();
      stream.close();
      directLine.close();
      await state.close();
    },
  };
}

async function announce(installation: Installation, options: SandboxOptions): Promise<void> {
  const told = await installation.installOnce();
  const at = { url: options.deskUrl };
  if (told) options.log.info('sandbox.installed', at);
  else options.log.warn('sandbox.install_failed', at);
}

function worldOf(state: State, deskUrl: string): World {
  const { team, app, bot } = SANDBOX;
  return {
    tenantId: SANDBOX.tenantId,
    people: [...state.people],
    bot: { id: bot.id, appId: bot.appId, name: bot.name },
    bots: state.bots.map(({ id, appId, name }) => ({ id, appId, name })),
    agent: AGENT,
    team: { id: team.id, name: team.name, channels: team.channels.map((channel) => ({ ...channel })) },
    app: {
      id: SANDBOX.teamsAppId,
      name: app.name,
      tabs: app.tabs.map(({ entityId, name, path }) => ({ entityId, name, contentUrl: `${deskUrl}${path}` })),
    },
  };
}
