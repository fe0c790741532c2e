/**
 * A large company's layout: two desks, PgBouncer before the primary, a synchronous standby behind it. The primary is
 * killed while people talk. Docs: docs/scaling.md.
 */
import type { SandboxPerson } from '../../src/sandbox/state/contract';
import { createLog } from '../../src/base/log';
import { Db } from '../../src/store/postgres/db';
import { openDatabase } from '../../src/store/postgres/openDatabase';
import { sql } from 'kysely';
import { eventually } from '../support/eventually';
import { findPgBouncer, startPgBouncer } from '../support/pgBouncer';
import { type Replicated, startReplicated } from '../support/replicated';
import { type World, startWorld } from '../support/world';

const CUSTOMERS = 6;
const WORDS = 24;

const program = findPgBouncer();
const NEEDED = program ? `PgBouncer ${program.version}` : 'with PgBouncer, where PGBOUNCER names its program';
const where = program ? test : test.skip;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startPostgres() {
  if (!program) throw new Error(NEEDED);
  const pair = await startReplicated();
  ends.push(() => pair.stop());
  const { database, primary } = pair;
  await primary.ask('alter role desk set statement_timeout = 30000');
  const pooler = await startPgBouncer(program, { database, serverPort: primary.port });
  ends.push(() => pooler.stop());
  return { pair, pooler };
}

const at = ({ database, ...pair }: Replicated, which: 'primary' | 'standby') => `${pair[which].url}/${database}`;

where(`a pooler in front is told from PostgreSQL, and what it cannot do is said (${NEEDED})`, async () => {
  const { pair, pooler } = await startPostgres();
  const told: string[] = [];
  const silent = createLog('silent');
  const log = { ...silent, warn: (event: string) => void told.push(event) };
  const where = { dataDir: '', databaseReadUrl: null };
  const direct = at(pair, 'primary');

  const alone = await openDatabase({ ...where, databaseUrl: direct, databaseDirectUrl: null }, log);
  await alone.stop();
  expect(told).toEqual([]);
  const shared = openDatabase({ ...where, databaseUrl: pooler.url, databaseDirectUrl: null }, log);
  await expect(shared).rejects.toThrow(/Set DATABASE_DIRECT_URL/);
  const other = `${pair.primary.url}/postgres`;
  const two = openDatabase({ ...where, databaseUrl: pooler.url, databaseDirectUrl: other }, log);
  await expect(two).rejects.toThrow(/two different databases/);

  const both = await openDatabase({ ...where, databaseUrl: pooler.url, databaseDirectUrl: direct }, log);
  ends.push(() => both.stop());
  expect(told).toEqual(program?.keepsNames ? [] : ['database.pooler_forgets']);
  const heard: string[] = [];
  both.hints.on(({ kind }) => heard.push(kind));
  await both.db.transaction(async (tx) => tx.hint({ kind: 'outbox' }));
  await eventually(() => heard.includes('outbox'), { what: 'a hint past the pooler' });
});

where(`a table that changes under a pooler’s statements costs nobody an answer (${NEEDED})`, async () => {
  const { pooler } = await startPostgres();
  const db = new Db(pooler.url, { pooler: { keepsNames: program?.keepsNames ?? false } });
  ends.push(() => db.close());
  await sql`create table shelf (id int primary key)`.execute(db.q);
  await sql`insert into shelf values (1)`.execute(db.q);
  const looks = (n: number) => Promise.all(Array.from({ length: n }, () => one(db)));
  const one = (from: Db) =>
    from.transaction(async (tx) => (await sql`select * from shelf where id = ${1}`.execute(tx.q)).rows[0]);
  expect(await looks(10)).toEqual(Array(10).fill({ id: 1 }));
  expect(await looks(10)).toEqual(Array(10).fill({ id: 1 }));
  await sql`alter table shelf add column colour text default 'red'`.execute(db.q);
  expect(await looks(10)).toEqual(Array(10).fill({ id: 1, colour: 'red' }));
});

where(`the primary is killed while people talk: every acknowledged word is there once (${NEEDED})`, async () => {
  const { pair, pooler } = await startPostgres();
  await pair.synchronous();
  const db = new Db(at(pair, 'primary'));
  const { database, primary, standby } = pair;
  const world = await startWorld({
    desks: 2,
    database: { url: pooler.url, db, drop: () => db.close() },
    env: {
      DATABASE_DIRECT_URL: `postgres://desk@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/${database}`,
      DATABASE_READ_URL: at(pair, 'standby'),
    },
    sandbox: { redeliveries: Array.from({ length: 240 }, () => 500) },
  });
  ends.push(() => world.stopAll());

  const talks = await beginTalks(world);
  const progress = () => talks.map(({ answered }) => answered.length);
  const talking = talks.map((talk) => walk(world, talk, progress));
  const halfway = () => progress().reduce((sum, n) => sum + n, 0) >= (CUSTOMERS * WORDS) / 3;
  await eventually(halfway, { what: 'people to be talking', progress });
  const history = () => world.ask(world.manager, '/escalations?status=resolved,abandoned', { desk: 1 });
  expect((await history()).status).toBe(200);
  expect(await readsOf(world, 1)).toMatchObject({ standby: 1 });

  const killed = Date.now();
  await primary.end('SIGKILL');
  await Promise.all(world.desks.map((desk) => isReady(desk.url, false)));
  const noticed = Date.now();
  await pair.promote();
  await pooler.moveTo(standby.port);
  const promoted = Date.now();
  await Promise.all(world.desks.map((desk) => isReady(desk.url, true)));
  const back = Date.now();

  await Promise.all(talking);
  const after = new Db(at(pair, 'standby'));
  ends.push(() => after.close());
  const { pool } = after;
  let left: number | undefined;
  await eventually(
    async () => {
      const { rows } = await pool.query<{ left: number }>('select count(*)::int as left from outbox');
      left = rows[0]?.left;
      return left === 0;
    },
    { what: 'the outbox to be empty', everyMs: 250, progress: () => left },
  );
  let doubles = 0;
  for (const { customer, said, answered } of talks) {
    const spoken = async (author: string) => {
      const { rows } = await pool.query<{ text: string }>(
        `select m.text from message m join conversation c on c.id = m.conversation_id
         where c.external_id = $1 and m.author_kind = $2 order by m.seq`,
        [customer.chatId, author],
      );
      return rows.map(({ text }) => text);
    };
    expect(await spoken('agent')).toEqual(answered);
    expect(await spoken('customer')).toEqual(said);
    const heard = world.heard(customer).flatMap(({ text }) => /\bA-\d+\b/.exec(text)?.[0] ?? []);
    const once = heard.filter((word, n) => word !== heard[n - 1]);
    expect(once).toEqual(answered);
    doubles += heard.length - once.length;
  }
  expect((await history()).status).toBe(200);
  process.stdout.write(
    `failover: ${NEEDED}, ${CUSTOMERS * WORDS * 2} words, ${doubles} shown twice; not ready ${noticed - killed} ms after ` +
      `the kill, ready ${back - promoted} ms after the promotion\n`,
  );
});

interface Talk {
  customer: SandboxPerson;
  agent: SandboxPerson;
  escalation: string;
  said: string[];
  answered: string[];
}

async function beginTalks(world: World): Promise<Talk[]> {
  const { pool } = world.database.db;
  const customers = await world.control.addPeople({
    count: CUSTOMERS,
    role: 'customer',
    name: 'Customer',
    announce: false,
  });
  return Promise.all(
    customers.map(async (customer, n) => {
      const agent = world.agents[n % world.agents.length];
      if (!agent) throw new Error('The sandbox has no agents.');
      const asking = 'speak to agent';
      await world.control.chat(customer.id, { text: asking });
      const { id } = await eventually(
        async () => {
          const { rows } = await pool.query<{ id: string }>(
            `select e.id from escalation e join conversation c on c.id = e.conversation_id
             where c.external_id = $1 and e.status = 'waiting'`,
            [customer.chatId],
          );
          return rows[0];
        },
        { what: `${customer.name} to be handed over` },
      );
      await untilDone(world, agent, `/escalations/${id}/claim`, {}, n);
      return { customer, agent, escalation: id, said: [asking], answered: [] };
    }),
  );
}

async function walk(world: World, talk: Talk, progress: () => unknown): Promise<void> {
  const { customer, agent, escalation, said, answered } = talk;
  for (let n = 1; n <= WORDS; n += 1) {
    said.push(`C-${n}`);
    const body = { text: `A-${n}`, clientMessageId: `${escalation} ${n}` };
    await Promise.all([
      world.control.chat(customer.id, { text: `C-${n}` }),
      untilDone(world, agent, `/escalations/${escalation}/messages`, body, n, progress),
    ]);
    answered.push(`A-${n}`);
  }
}

/** Asks one desk after the other until it is acknowledged, as the tab does. */
async function untilDone(
  world: World,
  who: SandboxPerson,
  path: string,
  body: unknown,
  first: number,
  progress?: () => unknown,
): Promise<void> {
  let tries = first;
  await eventually(
    async () => {
      const { status, body: answer } = await world.ask(who, path, { body, desk: tries++ % 2 });
      if (status < 300) return true;
      throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    },
    { what: path, everyMs: 100, ...(progress && { progress }) },
  );
}

async function isReady(url: string, yes: boolean): Promise<void> {
  const ok = async () => (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) })).ok;
  await eventually(async () => (await ok()) === yes, {
    what: yes ? 'the desk to be ready' : 'the desk not to be ready',
  });
}

async function readsOf(world: World, desk: number): Promise<Record<string, number>> {
  const metrics = await (await fetch(`${world.desks[desk]?.url}/metrics`)).text();
  const counts = metrics.matchAll(/^handoff_standby_reads_total\{answered_by="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...counts].map(([, by = '', n]) => [by, Number(n)]));
}
