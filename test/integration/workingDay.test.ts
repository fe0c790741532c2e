/**
 * A working day in minutes: two processes, a clock that jumps, twenty agents, a customer every 14 seconds, one kill.
 * Some seventy minutes of it, so that the rate table counts a whole one; the whole day with `DAY_HOURS=8`.
 */
import type { Identity } from '../../src/domain/escalation';
import { changeAgent, sawAgent } from '../../src/store/agents';
import { createConnection } from '../../src/store/connections';
import { insertQueue, updateQueue } from '../../src/store/queues';
import { saveRoster, saveTeam } from '../../src/store/teams';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dice } from '../support/dice';
import { SimulatedDesk, moveTheClockOf } from '../support/simulatedDesks';

const TENANT = 'tenant';
const START = Date.parse('2026-12-01T08:00:00Z');
const TICK_MS = 15_000;
const HOURS = Number(process.env.DAY_HOURS ?? 1.2);
const ESCALATIONS = 250 * HOURS;
const AGENTS = 20;
const QUEUES = 5;
const CAPACITY = 4;
const TARGET_S = 60;
const SEED = Number(process.env.DAY_SEED ?? 4_711);

/** What Teams takes of a bot in one channel. */
const RATE_TABLE = [
  [1_000, 7],
  [2_000, 8],
  [30_000, 60],
  [3_600_000, 1_800],
] as const;

interface OpenRow {
  id: string;
  chat: string;
  queue_id: string;
  status: 'waiting' | 'claimed';
  assignee_id: string | null;
  offered_to: string | null;
}

let database: TestDatabase;
let desks: SimulatedDesk[];
let at = START;
let orders = 0;
const random = dice(SEED);

beforeAll(async () => {
  database = await createTestDatabase();
  await moveTheClockOf(database, START);
});
afterAll(async () => {
  await Promise.all((desks ?? []).map((desk) => desk.kill()));
  await database.drop();
});

test(`${ESCALATIONS} escalations, ${AGENTS} agents, ${QUEUES} queues: everybody is served or told why not`, async () => {
  const { queues, people, connectionId } = await furnish();
  desks = await Promise.all([SimulatedDesk.start(database.url, at), SimulatedDesk.start(database.url, at)]);
  await Promise.all(people.map((who) => any().ask({ do: 'present', who, presence: 'available' })));
  const arrivals = arrivalTimes();
  const plans = new Map<string, Plan>();
  const end = START + HOURS * 3_600_000;
  let came = 0;
  for (let killed = false; ; at += TICK_MS) {
    await database.db.pool.query('update clock.at set t = to_timestamp($1::float8 / 1000)', [at]);
    if (!killed && at >= START + (HOURS / 2) * 3_600_000) {
      killed = true;
      // In the middle of whatever it is doing.
      const dying = desks[1]?.ask({ do: 'tick', at }).catch(() => undefined);
      await desks[1]?.kill();
      await dying;
      desks[1] = await SimulatedDesk.start(database.url, at);
    }
    await Promise.all(desks.map((desk) => desk.ask({ do: 'tick', at })));
    const acts: Promise<unknown>[] = [];
    for (; came < arrivals.length && (arrivals[came] ?? 0) <= at; came += 1) {
      const connection = connectionId[came % QUEUES] ?? '';
      acts.push(any().ask({ do: 'handOver', chat: `${came}`, connectionId: connection }));
    }
    const open = await openNow();
    acts.push(...peopleAct(open, people, queues, plans, connectionId));
    await Promise.all(acts);
    if (at % 60_000 === 0) await sayThere();
    await nobodyHasTooMuch();
    if (at > end && open.length === 0 && came === arrivals.length) break;
    if (at > end + 3 * 3_600_000) throw new Error(`${open.length} escalations were left over.`);
  }
  // The last cards are brought to their end.
  for (let n = 0; n < 60; n += 1) {
    at += TICK_MS;
    await database.db.pool.query('update clock.at set t = to_timestamp($1::float8 / 1000)', [at]);
    await Promise.all(desks.map((desk) => desk.ask({ do: 'tick', at })));
  }
  await judge();
});

/** What an owner means to do with an escalation. */
interface Plan {
  owner: string;
  words: number;
  next: number;
  isForgotten: boolean;
}

function peopleAct(
  open: OpenRow[],
  people: Identity[],
  queues: string[],
  plans: Map<string, Plan>,
  connectionIds: string[],
): Promise<unknown>[] {
  const acts: Promise<unknown>[] = [];
  const load = new Map<string, number>();
  for (const { assignee_id: id } of open) if (id) load.set(id, (load.get(id) ?? 0) + 1);
  const byId = new Map(people.map((who) => [who.id, who]));
  const automatic = new Set(queues.slice(3));
  for (const row of open) {
    const owner = row.assignee_id ? byId.get(row.assignee_id) : undefined;
    if (row.status === 'claimed' && owner) {
      acts.push(...ownerActs(row, owner, plans, connectionIds));
      continue;
    }
    plans.delete(row.id);
    const offered = row.offered_to ? byId.get(row.offered_to) : undefined;
    if (offered) {
      const dice = random();
      if (dice < 0.4) acts.push(any().ask({ do: 'claim', id: row.id, who: offered }));
      else if (dice < 0.45) acts.push(any().ask({ do: 'pass', id: row.id, who: offered }));
      continue;
    }
    if (automatic.has(row.queue_id) && random() > 0.02) continue;
    // Several may press Claim at the same moment, on either process.
    const free = people.filter(
      (who) => who.queueIds.includes(row.queue_id) && (load.get(who.id) ?? 0) < CAPACITY && random() < 0.12,
    );
    for (const who of free.slice(0, 3)) acts.push(any().ask({ do: 'claim', id: row.id, who }));
  }
  return acts;
}

function ownerActs(
  row: OpenRow,
  owner: Identity,
  plans: Map<string, Plan>,
  connectionIds: string[],
): Promise<unknown>[] {
  let plan = plans.get(row.id);
  if (plan?.owner !== owner.id) {
    plan = {
      owner: owner.id,
      words: 1 + Math.floor(random() * 3),
      next: at + pause(20, 90),
      isForgotten: random() < 0.03,
    };
    plans.set(row.id, plan);
  }
  if (plan.isForgotten || at < plan.next) return [];
  plan.next = at + pause(40, 160);
  plan.words -= 1;
  if (plan.words < 0) return [any().ask({ do: 'resolve', id: row.id, who: owner })];
  const key = `${row.id} ${plan.words} ${at}`;
  const acts = [any().ask({ do: 'reply', id: row.id, who: owner, key }).catch(lostRace)];
  if (random() < 0.7) {
    const connectionId = connectionIds[Number(row.chat) % QUEUES] ?? '';
    acts.push(any().ask({ do: 'customerWrites', chat: row.chat, connectionId, key: `customer ${key}` }));
  }
  return acts;
}

/** Taken back by the sweep in the same moment. */
function lostRace(error: unknown): void {
  if (!/belongs to|claimed this yet/.test(String(error))) throw error;
}

async function judge(): Promise<void> {
  const { pool } = database.db;
  const ends = await pool.query<{ status: string; assigned: boolean; reason: boolean; n: number }>(
    `select status, assignee_id is not null as assigned, outcome is not null as reason, count(*)::int as n
     from escalation group by 1, 2, 3`,
  );
  expect(ends.rows.reduce((sum, { n }) => sum + n, 0)).toBe(ESCALATIONS);
  for (const row of ends.rows) expect(row.assigned || row.reason).toBe(true);
  expect(new Set(ends.rows.map(({ status }) => status))).toEqual(expect.not.arrayContaining(['waiting', 'claimed']));

  const late = await pool.query<{ wait: number; overdue: number | null; alarms: number }>(
    `select extract(epoch from coalesce(c.at, e.ended_at) - e.opened_at)::float8 as wait,
       extract(epoch from min(o.at) - e.opened_at)::float8 as overdue, count(o.id)::int as alarms
     from escalation e
     left join lateral (select min(at) as at from escalation_event where escalation_id = e.id and type in ('claimed', 'transferred')) c on true
     left join escalation_event o on o.escalation_id = e.id and o.type = 'overdue' and o.at <= coalesce(c.at, 'infinity')
     group by e.id, c.at`,
  );
  const slack = TICK_MS / 1_000;
  for (const { wait, overdue, alarms } of late.rows) {
    // Not a moment early, not a round late, and each alarm once.
    if (wait < TARGET_S) expect(alarms).toBe(0);
    if (wait > TARGET_S + slack) expect(overdue).toBeLessThanOrEqual(TARGET_S + slack);
    if (overdue !== null) expect(overdue).toBeGreaterThanOrEqual(TARGET_S);
    expect(alarms).toBeLessThanOrEqual(2);
  }
  const twice = await pool.query(
    'select 1 from escalation_event group by escalation_id, type, at, summary having count(*) > 1',
  );
  expect(twice.rows).toEqual([]);
  const unwarned = await pool.query(
    `select 1 from escalation_event r where r.type = 'released' and r.actor_kind = 'system' and not exists (
       select 1 from escalation_event w where w.escalation_id = r.escalation_id and w.type = 'warned' and w.version = r.version - 1)`,
  );
  expect(unwarned.rows).toEqual([]);

  const sent = await pool.query<{ channel: string; what: string; at: Date }>(
    'select channel, what, at from clock.sent order by at, id',
  );
  const broken = brokenWindows(sent.rows);
  expect(broken).toEqual([]);
  const left = await pool.query<{ n: number }>('select count(*)::int as n from outbox');
  expect(left.rows[0]?.n).toBe(0);

  const cards = await pool.query<{ first: number }>(
    `select extract(epoch from min(s.at) - e.opened_at)::float8 as first from escalation e
     join card c on c.escalation_id = e.id join clock.sent s on 'm' || s.id = c.activity_id group by e.id, e.opened_at`,
  );
  const firsts = cards.rows.map(({ first }) => first);
  expect(cards.rows).toHaveLength(ESCALATIONS);
  const events = await pool.query<{ type: string; n: number }>(
    'select type, count(*)::int as n from escalation_event group by 1',
  );
  const count = (type: string) => events.rows.find((row) => row.type === type)?.n ?? 0;
  const waits = late.rows.map(({ wait }) => wait);
  const inTime = late.rows.filter(({ overdue }) => overdue === null).length / ESCALATIONS;
  process.stdout.write(
    `working day: seed ${SEED}, ${sent.rows.length} sends; to the first card p50 ${p(firsts, 0.5)} s, p95 ${p(firsts, 0.95)} s; ` +
      `to claim p50 ${p(waits, 0.5)} s, p95 ${p(waits, 0.95)} s; ` +
      `service level ${(inTime * 100).toFixed(1)} %; ${count('overdue')} alarms, ${count('warned')} reminders, ` +
      `${count('released')} taken back, ${count('offered')} offers, ${count('passed')} passed\n`,
  );
}

function brokenWindows(sent: { channel: string; at: Date }[]): string[] {
  const channels = new Map<string, number[]>();
  for (const { channel, at: when } of sent) channels.set(channel, [...(channels.get(channel) ?? []), when.getTime()]);
  return [...channels].flatMap(([channel, times]) =>
    RATE_TABLE.flatMap(([window, most]) =>
      times.some((time, n) => n >= most && time - (times[n - most] ?? 0) < window)
        ? [`${channel}: ${most} in ${window} ms`]
        : [],
    ),
  );
}

async function nobodyHasTooMuch(): Promise<void> {
  const { rows } = await database.db.pool.query(
    `select assignee_id, count(*) from escalation where status = 'claimed' group by 1 having count(*) > ${CAPACITY}`,
  );
  expect(rows).toEqual([]);
}

async function sayThere(): Promise<void> {
  await database.db.pool.query('update agent set presence_at = clock.now()');
}

async function openNow(): Promise<OpenRow[]> {
  const { rows } = await database.db.pool.query<OpenRow>(
    `select e.id, c.external_id as chat, e.queue_id, e.status, e.assignee_id, e.offered_to
     from escalation e join conversation c on c.id = e.conversation_id
     where e.status in ('waiting', 'claimed') order by e.opened_at`,
  );
  return rows;
}

async function furnish(): Promise<{ queues: string[]; people: Identity[]; connectionId: string[] }> {
  const { q } = database.db;
  const queues: string[] = [];
  const people = Array.from({ length: AGENTS }, (_, n): Identity & { queueIds: string[] } => ({
    id: `agent-${n}`,
    name: `Agent ${n}`,
    tenantId: TENANT,
    manager: false,
    queueIds: [],
  }));
  const connectionId: string[] = [];
  for (let n = 0; n < QUEUES; n += 1) {
    const team = `team-${n}`;
    const place = { teamId: team, channelId: `19:channel-${n}`, channelName: `Channel ${n}` };
    await saveTeam(q, {
      id: team,
      tenantId: TENANT,
      botAppId: 'bot',
      name: team,
      serviceUrl: 'https://teams.example/',
    });
    const id = await insertQueue(q, { tenantId: TENANT, name: `Queue ${n}`, isDefault: n === 0, ...place });
    await updateQueue(q, id, {
      serviceTargets: {
        targetSeconds: TARGET_S,
        silentOwnerMinutes: 5,
        silentCustomerMinutes: 20,
        assignment: n >= 3 ? 'automatic' : 'claim',
        offerSeconds: 40,
      },
    });
    queues.push(id);
    const mates = people.filter((_, who) => who % QUEUES === n || (who + 1) % QUEUES === n);
    for (const mate of mates) mate.queueIds.push(id);
    const members = mates.map((mate) => ({
      userId: mate.id,
      teamsUserId: `29:${mate.id}`,
      name: mate.name,
      upn: null,
    }));
    await saveRoster(q, team, members, [{ id: place.channelId, name: place.channelName }], new Date(at));
    const connection = await createConnection(q, Buffer.alloc(32), TENANT, {
      name: `Bot ${n}`,
      kind: 'rest',
      appId: `bot-${n}`,
      state: 'live',
      queueId: id,
      signingSecret: 'secret',
    });
    connectionId.push(connection.id);
  }
  for (const who of people) {
    await sawAgent(q, { ...who, upn: null }, new Date(at));
    await changeAgent(q, who, { capacity: CAPACITY });
  }
  return { queues, people, connectionId };
}

/** Three rushes on top of an even stream. */
function arrivalTimes(): number[] {
  const span = HOURS * 3_600_000;
  const rushes = [0.2, 0.5, 0.75];
  return Array.from({ length: ESCALATIONS }, (_, n) => {
    const rush = n % 4 === 0 ? rushes[n % 3] : undefined;
    return START + (rush === undefined ? random() * span : (rush + random() * 0.02) * span);
  }).sort((a, b) => a - b);
}

const any = (): SimulatedDesk => {
  const desk = desks[(orders += 1) % desks.length];
  if (!desk) throw new Error('no desk');
  return desk;
};

const pause = (from: number, to: number): number => (from + random() * (to - from)) * 1_000;

function p(values: number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
}
