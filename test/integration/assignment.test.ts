/** Assignment as a whole: nobody has too much, nobody waits while somebody is free, and how long that takes. */
import type { Identity } from '../../src/domain/escalation';
import { changeAgent, sawAgent } from '../../src/store/agents';
import { createConnection } from '../../src/store/connections';
import { insertQueue, updateQueue } from '../../src/store/queues';
import { saveRoster, saveTeam } from '../../src/store/teams';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dice } from '../support/dice';
import type { Order } from '../support/simulatedDesk';
import { SimulatedDesk, moveTheClockOf } from '../support/simulatedDesks';
import { PromisedDesk, buildPerson } from '../support/timedDesk';

const SECOND = 1_000;

describe('three processes', () => {
  const PROCESSES = 3;
  const AGENTS = 9;
  const CAPACITY = 2;
  const ESCALATIONS = 45;
  const START = Date.parse('2026-12-01T08:00:00Z');
  const TENANT = 'tenant';
  let database: TestDatabase;
  let desks: SimulatedDesk[];
  let people: Identity[];
  let connectionId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    await moveTheClockOf(database, START);
    ({ people, connectionId } = await furnish());
    desks = await Promise.all(Array.from({ length: PROCESSES }, () => SimulatedDesk.start(database.url, START)));
  });
  afterAll(async () => {
    await Promise.all((desks ?? []).map((desk) => desk.kill()));
    await database.drop();
  });

  test('while agents become free, come, go and pass at once: nobody has too much, nobody waits while somebody is free', async () => {
    await atOnce(people.map((who) => ({ do: 'present', who, presence: 'available' })));
    const chats = Array.from({ length: ESCALATIONS }, (_, n) => `chat ${n}`);
    await atOnce(chats.map((chat) => ({ do: 'handOver', chat, connectionId })));
    const random = dice(11);
    for (let rounds = 0; ; rounds += 1) {
      await everybodyIsServed();
      const open = await openNow();
      if (open.length === 0) break;
      expect(rounds).toBeLessThan(ESCALATIONS);
      await atOnce(open.flatMap((row) => actOn(row, random)));
      await atOnce(people.map((who) => ({ do: 'present', who, presence: 'available' })));
    }
    const { rows } = await database.db.pool.query('select status, count(*)::int from escalation group by status');
    expect(rows).toEqual([{ status: 'resolved', count: ESCALATIONS }]);
  });

  /** Spread over the processes, everything at the same moment; then whatever became possible has been done. */
  async function atOnce(orders: Order[]): Promise<void> {
    await Promise.all(
      desks.map((desk, n) => desk.ask({ do: 'all', orders: orders.filter((_, o) => o % PROCESSES === n) })),
    );
    await Promise.all(desks.map((desk) => desk.ask({ do: 'settled' })));
  }

  interface OpenRow {
    id: string;
    owner: string | null;
    offered: string | null;
  }

  function actOn({ id, owner, offered }: OpenRow, random: () => number): Order[] {
    const whose = people.find((person) => person.id === (owner ?? offered));
    const chance = random();
    if (!whose) return [];
    if (owner) return chance < 0.6 ? [{ do: 'resolve', id, who: whose }] : [];
    if (chance < 0.7) return [{ do: 'claim', id, who: whose }];
    return chance < 0.8 ? [{ do: 'present', who: whose, presence: 'away' }] : [];
  }

  async function openNow(): Promise<OpenRow[]> {
    const { rows } = await database.db.pool.query<OpenRow>(
      `select id, assignee_id as owner, offered_to as offered from escalation where status in ('waiting', 'claimed')`,
    );
    return rows;
  }

  async function everybodyIsServed(): Promise<void> {
    const open = await openNow();
    const loads = people.map(({ id }) => open.filter(({ owner, offered }) => (owner ?? offered) === id).length);
    expect(Math.max(...loads)).toBeLessThanOrEqual(CAPACITY);
    const waitsForAnybody = open.filter(({ owner, offered }) => owner === null && offered === null).length;
    const free = loads.reduce((sum, load) => sum + CAPACITY - load, 0);
    expect(Math.min(waitsForAnybody, free)).toBe(0);
  }

  async function furnish(): Promise<{ people: Identity[]; connectionId: string }> {
    const { q } = database.db;
    const place = { teamId: 'team', channelId: '19:channel', channelName: 'Channel' };
    await saveTeam(q, {
      id: 'team',
      tenantId: TENANT,
      botAppId: 'bot',
      name: 'Team',
      serviceUrl: 'https://teams.example/',
    });
    const queueId = await insertQueue(q, { tenantId: TENANT, name: 'Queue', isDefault: true, ...place });
    await updateQueue(q, queueId, { serviceTargets: { assignment: 'automatic', offerSeconds: 45 } });
    const agents = Array.from({ length: AGENTS }, (_, n) => buildPerson(`agent-${n}`, false, [queueId]));
    const members = agents.map(({ id, name }) => ({ userId: id, teamsUserId: `29:${id}`, name, upn: null }));
    await saveRoster(q, 'team', members, [{ id: place.channelId, name: place.channelName }], new Date(START));
    for (const who of agents) {
      await sawAgent(q, { ...who, upn: null }, new Date(START));
      await changeAgent(q, who, { capacity: CAPACITY });
    }
    const connection = await createConnection(q, Buffer.alloc(32), TENANT, {
      name: 'Bot',
      kind: 'rest',
      appId: 'bot',
      state: 'live',
      queueId,
      signingSecret: 'secret',
    });
    return { people: agents, connectionId: connection.id };
  }
});

describe('from handoff to owner', () => {
  const CUSTOMERS = 120;
  const CAPACITY = 2;
  const NAMES = ['Adele', 'Bo', 'Cleo', 'Diego', 'Ema', 'Finn', 'Gita', 'Hugo', 'Iris', 'Jo'];
  /** Two of them come later. */
  const AT_FIRST = 8;
  const COME_AT = 240 * SECOND;
  /** How long it takes to press Accept. */
  const REACTION = 4 * SECOND;

  interface Customer {
    at: number;
    /** How long the owner has them. */
    takes: number;
  }

  test('nobody waits longer than with one line, every place in use and no time lost', async () => {
    const random = dice(2_026);
    const customers = Array.from({ length: CUSTOMERS }, () => ({
      at: Math.round(random() * 480) * SECOND,
      takes: (20 + Math.round(random() * 100)) * SECOND,
    })).sort((a, b) => a.at - b.at);
    const [most, least] = [p95(await waitsIn(customers)), p95(leastWaits(customers))];
    process.stdout.write(`assignment: from handoff to owner p95 ${most / SECOND} s, at least ${least / SECOND} s\n`);
    expect(least).toBeGreaterThan(REACTION);
    expect(most).toBeLessThanOrEqual(least * 1.02);
  });

  /** Whoever comes first gets the first place that is free. */
  function leastWaits(customers: readonly Customer[]): number[] {
    const free = NAMES.flatMap((_, n) => Array<number>(CAPACITY).fill(n < AT_FIRST ? 0 : COME_AT));
    return customers.map(({ at, takes }) => {
      const owned = Math.max(at, Math.min(...free)) + REACTION;
      free[free.indexOf(Math.min(...free))] = owned + takes;
      return owned - at;
    });
  }

  /** The same day in the desk, on two processes and its own clock, which only moves to where something happens. */
  async function waitsIn(customers: readonly Customer[]): Promise<number[]> {
    const desk = await PromisedDesk.start();
    const { q } = desk.one.db;
    await updateQueue(q, desk.queueId, { serviceTargets: { assignment: 'automatic', offerSeconds: 45 } });
    const agents = await desk.addAgents(NAMES, { capacity: CAPACITY });
    for (const late of agents.slice(AT_FIRST)) await desk.one.agents.present(late, { presence: 'away' });
    const waits: number[] = [];
    const offered = new Set<string>();
    const chats = new Map<string, number>();
    let at = 0;
    let next = 0;
    const process = () => ((next += 1) % 2 === 0 ? desk.one : desk.two);
    const plan: { at: number; act: () => Promise<unknown> }[] = [];
    const later = (when: number, act: () => Promise<unknown>) => plan.push({ at: when, act });

    customers.forEach((customer, n) =>
      later(customer.at, async () => chats.set(await desk.handOver(`chat ${n}`, process()), n)),
    );
    for (const late of agents.slice(AT_FIRST)) {
      later(COME_AT, () => process().agents.present(late, { presence: 'available' }));
    }
    while (plan.length > 0) {
      plan.sort((a, b) => a.at - b.at);
      const happens = plan.shift();
      if (!happens) break;
      desk.wait(happens.at - at);
      at = happens.at;
      await happens.act();
      await desk.settled();
      await desk.one.agents.stillThere(agents);
      for (const { id, who } of await newOffers()) later(at + REACTION, () => accept(id, who));
    }
    await desk.stop();
    return waits;

    async function newOffers(): Promise<{ id: string; who: Identity }[]> {
      const rows = await q
        .selectFrom('escalation')
        .select(['id', 'offered_to'])
        .where('status', '=', 'waiting')
        .where('offered_to', 'is not', null)
        .execute();
      return rows
        .filter(({ id }) => !offered.has(id))
        .flatMap(({ id, offered_to: to }) => {
          offered.add(id);
          return agents.flatMap((who) => (who.id === to ? [{ id, who }] : []));
        });
    }

    async function accept(id: string, who: Identity): Promise<void> {
      const by = process();
      expect(await by.escalations.claim(id, who)).toMatchObject({ ok: true });
      const customer = customers[chats.get(id) ?? -1];
      if (!customer) throw new Error(`nobody handed over ${id}`);
      waits.push(at - customer.at);
      later(at + customer.takes, () => process().escalations.resolve(id, who));
    }
  }

  function p95(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  }
});
