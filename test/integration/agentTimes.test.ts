/** Time in state over a generated year, counted once more minute by minute by other code. */
import type { AgentStateKind, AgentTimesQuery } from '../../src/contract/api';
import { agentTimes } from '../../src/escalation/agentTimes';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dice } from '../support/dice';

const TENANT = 'times';
const AGENTS = ['adele', 'diego', 'lee'];
const STATES: AgentStateKind[] = ['available', 'busy', 'away', 'offline'];
const MINUTE_MS = 60_000;
const SLOT_MS = 15 * MINUTE_MS;
const BEGIN = Date.parse('2025-01-01T00:00:00Z');
const MINUTES = 366 * 24 * 60;
const LATER = new Date('2026-06-01T00:00:00Z');

interface Change {
  agent: string;
  minute: number;
  state: AgentStateKind;
  by: string | null;
}

let database: TestDatabase;
let changes: Change[];

beforeAll(async () => {
  database = await createTestDatabase();
  changes = thrown(13);
  const { pool } = database.db;
  await pool.query(
    `insert into agent (tenant_id, id, name, state) select $1, id, initcap(id), 'offline' from unnest($2::text[]) id`,
    [TENANT, AGENTS],
  );
  await pool.query(
    `insert into agent_state (tenant_id, agent_id, at, state, by_name)
     select $1, agent, to_timestamp(at), state, by
     from json_to_recordset($2::json) as c (n int, agent text, at float8, state text, by text) order by n`,
    [TENANT, JSON.stringify(changes.map((one, n) => ({ ...one, n, at: (BEGIN + one.minute * MINUTE_MS) / 1_000 })))],
  );
});
afterAll(() => database.drop());

/** From minutes to days apart; now and then two at once, of which the second holds. */
function thrown(seed: number): Change[] {
  const next = dice(seed);
  const upTo = (n: number) => Math.floor(next() * n);
  return AGENTS.flatMap((agent, n) => {
    const own: Change[] = [];
    // One of them began in spring.
    for (let minute = n * 60 * 24 * 50 + upTo(600); minute < MINUTES;) {
      own.push({ agent, minute, state: STATES[upTo(4)] ?? 'away', by: next() < 0.1 ? 'Megan Bowen' : null });
      const gap = next();
      if (gap > 0.02) minute += 1 + upTo(gap < 0.9 ? 240 : gap < 0.98 ? 1_500 : 6_000);
    }
    return own;
  });
}

/** In which minute is which day, as the platform's own calendar has it. */
function isWithin({ from, to, zone }: AgentTimesQuery): (minute: number) => boolean {
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const known = new Map<number, boolean>();
  return (minute) => {
    const slot = Math.floor((BEGIN + minute * MINUTE_MS) / SLOT_MS);
    const found = known.get(slot);
    if (found !== undefined) return found;
    const day = calendar.format(slot * SLOT_MS);
    known.set(slot, from <= day && day <= to);
    return from <= day && day <= to;
  };
}

function counted(query: AgentTimesQuery, now: Date): Record<string, Record<AgentStateKind, number>> {
  const within = isWithin(query);
  const last = Math.min(MINUTES + 60 * 24 * 100, Math.floor((now.getTime() - BEGIN) / MINUTE_MS));
  return Object.fromEntries(
    AGENTS.map((agent) => {
      const seconds = { available: 0, busy: 0, away: 0, offline: 0 };
      const own = changes.filter((one) => one.agent === agent);
      let state: AgentStateKind | null = null;
      for (let minute = 0, place = 0; minute < last; minute += 1) {
        for (; (own[place]?.minute ?? Infinity) <= minute; place += 1) state = own[place]?.state ?? null;
        if (state && within(minute)) seconds[state] += 60;
      }
      return [agent, seconds];
    }),
  );
}

async function told(query: AgentTimesQuery, now: Date) {
  const { agents } = await agentTimes(database.db, TENANT, query, now);
  return agents;
}

const day = (date: string, zone: string): [string, AgentTimesQuery] => [
  `${date} in ${zone}`,
  { from: date, to: date, zone },
];

test.each<[string, AgentTimesQuery]>([
  ['a month', { from: '2025-06-01', to: '2025-06-30', zone: 'Europe/Berlin' }],
  ['a quarter', { from: '2025-10-01', to: '2025-12-31', zone: 'Europe/Berlin' }],
  ['days in which one of them began', { from: '2025-02-10', to: '2025-04-20', zone: 'America/New_York' }],
  ['a week half an hour off', { from: '2025-08-04', to: '2025-08-10', zone: 'Asia/Kolkata' }],
  ['a week with a change of half an hour in it', { from: '2025-04-01', to: '2025-04-07', zone: 'Australia/Lord_Howe' }],
  ['days before anything is known', { from: '2024-12-01', to: '2024-12-20', zone: 'Europe/Berlin' }],
  ['days behind the last change', { from: '2025-12-25', to: '2026-02-10', zone: 'Europe/Berlin' }],
  day('2025-03-30', 'Europe/Berlin'),
  day('2025-10-26', 'Europe/Berlin'),
  day('2025-11-02', 'America/New_York'),
  day('2025-07-15', 'Pacific/Chatham'),
])('%s is what was counted', async (_, query) => {
  const expected = counted(query, LATER);
  const agents = await told(query, LATER);
  for (const agent of AGENTS) {
    const one = agents.find(({ id }) => id === agent);
    const { available = 0, busy = 0, away = 0, offline = 0, worked = 0 } = one ?? {};
    const was = expected[agent];
    expect({ agent, available, busy, away, offline }).toEqual({ agent, ...was });
    expect(worked).toBe((was?.available ?? 0) + (was?.busy ?? 0));
    const within = isWithin(query);
    expect(one?.setByManagers ?? 0).toBe(
      changes.filter(({ by, minute, agent: whose }) => by !== null && whose === agent && within(minute)).length,
    );
    if (!one || one.spans.length === 0) continue;
    const told = one.spans.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
    expect(told / 1_000).toBe(available + busy + away + offline);
  }
});

test('a day that goes on is counted up to now, and the twelve months are the year', async () => {
  const now = new Date('2025-09-17T13:20:00Z');
  const today = { from: '2025-09-17', to: '2025-09-17', zone: 'Europe/Berlin' };
  const [adele] = (await told(today, now)).filter(({ id }) => id === 'adele');
  expect(adele).toMatchObject(counted(today, now)['adele'] ?? {});
  const sums = { available: 0, busy: 0, away: 0, offline: 0 };
  for (let month = 1; month <= 12; month += 1) {
    const from = `2025-${String(month).padStart(2, '0')}-01`;
    const to = new Date(Date.UTC(2025, month, 0)).toISOString().slice(0, 10);
    const [one] = (await told({ from, to, zone: 'Europe/Berlin' }, LATER)).filter(({ id }) => id === 'adele');
    for (const state of STATES) sums[state] += one?.[state] ?? 0;
  }
  expect(sums).toEqual(counted({ from: '2025-01-01', to: '2025-12-31', zone: 'Europe/Berlin' }, LATER)['adele']);
});
