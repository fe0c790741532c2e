/** Runs `parentBot.ts`, and is the channel its customers write on. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { SANDBOX } from '../../src/config/world';
import { eventually, patience } from './eventually';
import { freePort } from './ports';
import { type Program, runSource } from './program';
import type { SandboxServer } from './sandboxServer';

export interface ParentSettings {
  port: number;
  appId: string;
  password: string;
  deskUrl: string;
  deskAppId: string;
  oauthUrl: string;
  channelMetadata: string;
  entraMetadata: string;
  entraIssuers: string[];
  stateFile: string;
  /** A new skill conversation for every turn, as in Microsoft's simplest sample; else one for every handoff. */
  freshIds: boolean;
}

/** What the desk told the bot, or how it answered it. */
export interface Told {
  kind: 'ready' | 'posted' | 'event' | 'end' | 'fault';
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read it loosely
  [field: string]: any;
}

export interface Parent {
  appId: string;
  /** What its customer sees, oldest first; typing is there as `…`. */
  seen: string[];
  told(kind?: Told['kind']): Told[];
  /** The customer writes; resolves when the bot has taken it. */
  say(text: string, options?: { type?: string; id?: string }): Promise<void>;
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** @param chat the customer's chat; two parents with one app share what they know of it */
export async function startParent(
  cloud: SandboxServer,
  options: { deskUrl: string; appId?: string; freshIds?: boolean; chat?: string },
): Promise<Parent> {
  const appId = options.appId ?? randomUUID();
  const password = `password of ${appId}`;
  cloud.control.registerApp(appId, { password });
  const seen: string[] = [];
  const channel = express();
  channel.use(express.json());
  channel.put('/v3/conversations/:chat/activities/:activity', (req, res) => {
    seen.push(`changed: ${(req.body as { text?: string }).text ?? ''}`);
    res.json({ id: req.params.activity });
  });
  channel.delete('/v3/conversations/:chat/activities/:activity', (_req, res) => {
    seen.push('taken back');
    res.json({});
  });
  channel.post('/v3/conversations/:chat/activities{/:activity}', (req, res) => {
    const { type, text } = req.body as { type: string; text?: string };
    seen.push(type === 'typing' ? '…' : (text ?? type));
    res.json({ id: randomUUID() });
  });
  const server = channel.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const chat = options.chat ?? `chat-${randomUUID()}`;
  const port = await freePort();
  const tenant = `${cloud.url}/entra/${SANDBOX.tenantId}`;
  const settings: ParentSettings = {
    port,
    appId,
    password,
    deskUrl: options.deskUrl,
    deskAppId: SANDBOX.bot.appId,
    oauthUrl: `${tenant}/oauth2/v2.0/token`,
    channelMetadata: `${cloud.url}/botframework/.well-known/openidconfiguration`,
    entraMetadata: `${tenant}/v2.0/.well-known/openid-configuration`,
    entraIssuers: [`${tenant}/v2.0`, `https://sts.windows.net/${SANDBOX.tenantId}/`],
    stateFile: join(tmpdir(), `parent-${appId}.json`),
    freshIds: options.freshIds ?? false,
  };
  let program: Program | null = null;
  let earlier = '';
  const told = (kind?: Told['kind']): Told[] =>
    `${earlier}${program?.output() ?? ''}`
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Told)
      .filter((line) => kind === undefined || line.kind === kind);

  const parent: Parent = {
    appId,
    seen,
    told,
    async say(text, { type = 'message', id = randomUUID() } = {}) {
      const token = await cloud.control.mint({ as: 'channel', claims: { aud: appId, serviceurl: serviceUrl } });
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          type,
          id,
          timestamp: new Date().toISOString(),
          channelId: 'msteams',
          serviceUrl,
          conversation: { id: chat },
          from: { id: '29:robin', name: 'Robin Ortiz', role: 'user' },
          recipient: { id: `28:${appId}`, name: 'Parcel bot' },
          ...(type === 'message' && { text }),
        }),
        signal: AbortSignal.timeout(patience()),
      });
      if (!response.ok) throw new Error(`The parent answered ${response.status}.\n${program?.output()}`);
    },
    async start() {
      const before = told('ready').length;
      program = runSource('parentBot.ts', [JSON.stringify(settings)]);
      await eventually(() => told('ready').length > before, {
        what: 'the parent bot to listen',
        ended: program.end,
        told: program.output,
      });
    },
    async kill() {
      const running = program;
      if (!running) return;
      running.process.kill('SIGKILL');
      await running.ended;
      earlier += running.output();
      program = null;
    },
    async stop() {
      await parent.kill();
      rmSync(settings.stateFile, { force: true });
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  await parent.start();
  return parent;
}
