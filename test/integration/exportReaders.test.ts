/** Whoever takes an export sets the pace: nothing is read ahead of them, and whoever stops or goes holds nothing. */
import { channel } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express from 'express';
import { closing, sendStream } from '../../src/api/sendStream';
import { CutOff } from '../../src/base/cutOff';
import type { Log } from '../../src/base/log';
import { auditOf } from '../../src/store/audit';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { copied } from '../support/copied';
import { eventually } from '../support/eventually';

const MB = 1024 * 1024;
/** 14 KB a row: many times what the system keeps for a connection. */
const ROWS = 5_000;
/** What the system may keep of one connection at both ends, and pages of a megabyte beside it. */
const MOST_AHEAD = 24 * MB;
const MOST_BUFFERED = 4 * MB;

const said: [string, unknown][] = [];
const nothing = () => undefined;
const log: Log = {
  fatal: nothing,
  error: (event, fields) => void said.push([event, fields]),
  warn: nothing,
  info: (event, fields) => void said.push([event, fields]),
  debug: nothing,
};

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startApiDesk({ log });
  await copied(desk, ROWS);
});
afterAll(() => desk.stop());

const managers = new Map<string, string>();
async function managerToken(oid: string): Promise<string> {
  const token = managers.get(oid) ?? (await desk.token({ oid, name: oid, roles: ['Manager'] }));
  managers.set(oid, token);
  return token;
}

interface Taking {
  /** The reader's end, and the desk's. */
  near: Socket;
  far: Socket;
  response: ServerResponse;
  /** Of everything that came. */
  tail: () => string;
}

const PATH = '/api/exports/escalations.jsonl?test=only';

async function taking(oid: string): Promise<Taking> {
  const near = asking(await managerToken(oid));
  let tail = '';
  near.on('data', (bytes) => (tail = (tail + bytes.toString('latin1')).slice(-64)));
  const began = new Promise<Pick<Taking, 'far' | 'response'>>((resolve) => {
    const onStart = (message: unknown) => {
      const { request, response, socket } = message as {
        request: IncomingMessage;
        response: ServerResponse;
        socket: Socket;
      };
      if (socket.remotePort !== near.localPort || request.url !== PATH) return;
      channel('http.server.request.start').unsubscribe(onStart);
      resolve({ response, far: socket });
    };
    channel('http.server.request.start').subscribe(onStart);
  });
  return { near, tail: () => tail, ...(await began) };
}

function asking(token: string): Socket {
  const near = connect(Number(new URL(desk.url).port), '127.0.0.1');
  near.on('error', nothing);
  near.write(`GET ${PATH} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return near;
}

/** Has some of it, and then no longer reads. */
async function stopped(oid: string): Promise<Taking> {
  const one = await taking(oid);
  await new Promise((resolve) => one.near.once('data', resolve));
  one.near.pause();
  let before = -1;
  // All that is taken for the reader has been taken.
  await eventually(
    () => {
      const now = one.far.bytesWritten;
      const isStill = one.response.writableNeedDrain && now === before;
      before = now;
      return isStill;
    },
    { everyMs: 250, progress: () => String(one.far.bytesWritten) },
  );
  return one;
}

const closings = async () => {
  const { items } = await auditOf(desk.db.q, {
    tenantId: TENANT,
    visibleTo: null,
    kind: 'export',
    before: null,
    limit: 500,
  });
  return items;
};
const lastOf = async (oid: string) => (await closings()).find(({ actorId }) => actorId === oid);
const lastWords = (oid: string) => ({
  async are(pattern: RegExp) {
    await eventually(async () => pattern.test((await lastOf(oid))?.summary ?? ''));
  },
});

async function holding(): Promise<{ taken: number; waiting: number; transactions: number }> {
  const { pool } = desk.db;
  const { rows } = await pool.query<{ many: number }>(
    `select count(*)::int as many from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'`,
  );
  return {
    taken: pool.totalCount - pool.idleCount,
    waiting: pool.waitingCount,
    transactions: rows[0]?.many ?? -1,
  };
}

test('whoever stops reading is not read ahead of, holds no connection of the database, and slows nobody', async () => {
  const people = ['olga', 'pia', 'quentin'];
  const all = await Promise.all(people.flatMap((oid) => [stopped(oid), stopped(oid)]));
  for (const { near, far, response } of all) {
    expect(far.bytesWritten - near.bytesRead).toBeLessThan(MOST_AHEAD);
    expect(response.writableLength).toBeLessThan(MOST_BUFFERED);
  }
  await eventually(async () => (await holding()).taken === 0);
  expect(await holding()).toEqual({ taken: 0, waiting: 0, transactions: 0 });
  const megan = await managerToken('megan');
  expect((await desk.ask(megan, '/escalations?limit=5')).status).toBe(200);

  // Those who go on reading get all of it.
  const [first] = all;
  first?.near.resume();
  await eventually(() => first?.tail().endsWith('\r\n0\r\n\r\n') === true, {
    progress: () => String(first?.near.bytesRead),
  });
  await lastWords('olga').are(new RegExp(`complete: ${ROWS} chats`));

  // Those who go leave nothing behind, in whatever state it was.
  for (const { near } of all) near.destroy();
  for (const oid of people) await lastWords(oid).are(/broken off after \d+ chats?: whoever asked for it cancelled/);
  await eventually(() => all.every(({ far }) => far.destroyed));
  expect((await desk.ask(megan, '/escalations?limit=5')).status).toBe(200);
});

test('whoever takes nothing of it for too long is cut off, which the audit and the log say', async () => {
  const one = await stopped('rosa');
  const ended = new Promise((resolve) => one.near.once('close', resolve));
  // The same timer, sooner.
  one.far.setTimeout(50);
  await lastWords('rosa').are(/broken off after \d+ chats?: nothing of it was taken for a minute\.$/);
  one.near.resume();
  await ended;
  expect(one.tail().endsWith('\r\n0\r\n\r\n')).toBe(false);
  expect(said).toContainEqual(['exports.cut_off', { reason: 'notTaken', count: expect.any(Number) as number }]);
  expect(said.filter(([event]) => event === 'api.request_failed')).toEqual([]);
});

test.each<[string, string, Taken]>([
  [
    'a queue they manage',
    'tilda',
    {
      given: () => managing('tilda', ['support', 'billing']),
      taken: () => managing('tilda', ['billing']),
    },
  ],
  [
    'figures of agents',
    'ugo',
    {
      given: () => figuresShownTo('managers'),
      taken: () => figuresShownTo('themselves'),
    },
  ],
])('whoever has %s taken away meanwhile gets nothing more', async (_, oid, { given, taken }) => {
  await desk.ask(await managerToken(oid), '/me');
  await given();
  const one = await stopped(oid);
  const at = Date.now();
  await taken();
  // It is asked once a second.
  await eventually(() => Date.now() > at + 1_000);
  const ended = new Promise((resolve) => one.near.once('close', resolve));
  one.near.resume();
  await lastWords(oid).are(/broken off after \d+ chats?: what they may see had changed\.$/);
  await ended;
  expect(one.tail().endsWith('\r\n0\r\n\r\n')).toBe(false);
});

interface Taken {
  given: () => Promise<void>;
  taken: () => Promise<void>;
}

async function managing(oid: string, queues: ('support' | 'billing')[]): Promise<void> {
  const body = { queueIds: queues.map((name) => desk.world[name]) };
  const answer = await desk.ask(await managerToken('megan'), `/managers/${oid}`, { method: 'PATCH', body });
  expect(answer.status).toBe(200);
}

async function figuresShownTo(shownTo: string): Promise<void> {
  const answer = await desk.ask(await managerToken('megan'), '/agent-figures', { method: 'PATCH', body: { shownTo } });
  expect(answer.status).toBe(200);
}

test('whoever goes before the first byte leaves no export open, neither in the audit nor among those under way', async () => {
  const token = await managerToken('sven');
  for (let n = 0; n < 8; n += 1) {
    const near = asking(token);
    await new Promise<void>((resolve) => near.once('ready', () => setImmediate(() => resolve(void near.destroy()))));
  }
  await eventually(async () => {
    const one = await taking('sven');
    const line = await new Promise<string>((resolve) => one.near.once('data', (bytes) => resolve(bytes.toString())));
    one.near.destroy();
    return line.startsWith('HTTP/1.1 200');
  });
  await eventually(async () => {
    const verbs = (await closings()).filter(({ actorId }) => actorId === 'sven').map(({ verb }) => verb);
    const begun = verbs.filter((verb) => verb === 'export').length;
    return begun > 0 && begun === verbs.length - begun;
  });
});

test('whoever takes a little now and then is ended in time, too', async () => {
  const errors: unknown[] = [];
  let isOver = false;
  const app = express();
  app.get('/', async (_req, res) => {
    const endless = (function* () {
      try {
        for (;;) yield Buffer.alloc(MB);
      } finally {
        isOver = true;
      }
    })();
    const ends = { at: new Date(Date.now() + 300), why: 'tooLong' } as const;
    await sendStream(res, { status: 200, stream: { headers: {}, bytes: endless, ends } }, closing(res)).catch(
      (error: unknown) => errors.push(error),
    );
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
  near.on('error', nothing);
  near.on('data', () => {
    near.pause();
    setTimeout(() => near.resume(), 20);
  });
  near.write('GET / HTTP/1.1\r\nHost: desk\r\n\r\n');
  await new Promise((resolve) => near.once('close', resolve));
  await eventually(() => isOver && errors.length === 1);
  expect(errors).toEqual([new CutOff('tooLong')]);
  await new Promise((resolve) => server.close(resolve));
});
