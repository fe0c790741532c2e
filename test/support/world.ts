/** A whole world on this machine: Microsoft's stand-in here, PostgreSQL, and desks as processes of their own. */
import { randomBytes } from 'node:crypto';
import { Queues } from '../../src/escalation/queues';
import type { SandboxMessage, SandboxPerson } from '../../src/sandbox/state/contract';
import { seedDesk } from '../../src/sandbox/seed';
import { SANDBOX } from '../../src/config/world';
import { type TestDatabase, createTestDatabase } from './database';
import { type Desk, startDesk } from './desk';
import { eventually, patience } from './eventually';
import { freePort } from './ports';
import { type SandboxServer, type SandboxServerOptions, startSandbox } from './sandboxServer';
import { settingsOf } from './settings';

export interface World extends SandboxServer {
  database: TestDatabase;
  desks: Desk[];
  customer: SandboxPerson;
  agents: SandboxPerson[];
  manager: SandboxPerson;
  /** The channel whose queue is connected. */
  channelId: string;
  /** The settings every desk runs with; PORT differs. */
  env: Record<string, string>;
  /** Asks the API as this person. */
  ask(
    person: SandboxPerson,
    path: string,
    options?: { body?: unknown; method?: string; desk?: number },
  ): Promise<Answer>;
  /** Kills a desk and starts it again at the same address. */
  restart(desk: number, signal?: NodeJS.Signals): Promise<void>;
  /** Everything that was to be sent has been sent. */
  settled(): Promise<void>;
  /** What somebody sees in their chat with the bot, from the bot's side. */
  heard(person: SandboxPerson): SandboxMessage[];
  stopAll(): Promise<void>;
}

export interface Answer {
  status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers loosely
  body: any;
}

export interface WorldOptions {
  desks?: number;
  sandbox?: SandboxServerOptions;
  /** Up to date and empty; a new one unless given. */
  database?: TestDatabase;
  /** Settings besides the usual ones. */
  env?: Record<string, string>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const ports = await Promise.all(Array.from({ length: options.desks ?? 1 }, () => freePort()));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const [database, cloud] = await Promise.all([
    options.database ?? createTestDatabase(),
    startSandbox({ deskUrl: urls[0], redeliveries: [200, 500, 1_000, 2_000, 4_000, 8_000], ...options.sandbox }),
  ]);
  const secretsKey = randomBytes(32);
  const queues = new Queues(database.db);
  await seedDesk({ db: database.db, queues, key: secretsKey, publicUrl: cloud.origin });
  const env = {
    ...settingsOf({ deskUrl: urls[0] ?? '', cloudUrl: cloud.url, databaseUrl: database.url, secretsKey }),
    ...options.env,
  };
  const start = (n: number) => startDesk({ env: { ...env, PORT: String(ports[n]) } });
  const desks = await Promise.all(ports.map((_, n) => start(n)));
  const people = (role: SandboxPerson['role']) => cloud.sandbox.world.people.filter((person) => person.role === role);
  const [customer] = people('customer');
  const [manager] = people('manager');
  const channel = SANDBOX.team.channels[1];
  if (!customer || !manager || !channel) throw new Error('The sandbox lost its people.');
  await cloud.control.install();

  return {
    ...cloud,
    database,
    desks,
    customer,
    manager,
    agents: people('agent'),
    channelId: channel.id,
    env,
    async ask(person, path, { body, method, desk = 0 } = {}) {
      const token = await cloud.control.token(person.id);
      const response = await fetch(`${desks[desk]?.url}/api${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patience()),
      });
      const text = await response.text();
      return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
    },
    async restart(n, signal = 'SIGKILL') {
      await desks[n]?.kill(signal);
      desks[n] = await start(n);
    },
    async settled() {
      let left: number | undefined;
      await eventually(
        async () => {
          const { rows } = await database.db.pool.query<{ left: number }>(
            'select (select count(*) from outbox)::int + (select coalesce(sum(pending), 0) from lane)::int as left',
          );
          left = rows[0]?.left;
          return left === 0;
        },
        { what: 'everything to be delivered', everyMs: 100, progress: () => left },
      );
    },
    heard: (person) => cloud.control.messages(person.chatId).filter((message) => message.from.kind === 'bot'),
    async stopAll() {
      await Promise.all(desks.map((desk) => desk.kill()));
      await cloud.stop();
      await database.drop();
    },
  };
}
