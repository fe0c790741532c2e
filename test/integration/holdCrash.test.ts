/** Three desks on one PostgreSQL, killed between asking a customer to wait, the end of that time, and going on. */
import type { SandboxPerson } from '../../src/sandbox/state/contract';
import { dice } from '../support/dice';
import { eventually } from '../support/eventually';
import { type World, startWorld } from '../support/world';

const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 100_000);
const WORDS = 'Back in a moment';
const EVERYBODY = [0, 1, 2];

interface Held {
  id: string;
  customer: SandboxPerson;
  agent: SandboxPerson;
  /** What the agent had been told before; customers of other tests may have the same name. */
  toldBefore: number;
}

let world: World;
const begun: Held[] = [];
const random = dice(SEED);
beforeAll(async () => {
  world = await startWorld({
    desks: EVERYBODY.length,
    sandbox: { redeliveries: Array.from({ length: 400 }, () => 500) },
  });
});
afterAll(() => world.stopAll());
beforeEach(() => world.control.setFaults({ throttle: 0, only: null }));
const endAll = async () => {
  for (const one of begun.splice(0)) await until200(() => end(one));
};
afterEach(endAll);

/** A chat of each agent, claimed and told of. */
async function claimed(count: number): Promise<Held[]> {
  const customers = await world.control.addPeople({ count, role: 'customer', name: `Held`, announce: false });
  const chats = customers.map(async (customer, n): Promise<Held> => {
    const agent = world.agents[n];
    if (!agent) throw new Error('The sandbox has too few agents.');
    await world.control.chat(customer.id, { text: 'speak to agent' });
    const id = await eventually(() => openOf(customer), { what: `${customer.name} to be handed over` });
    expect(await world.ask(agent, `/escalations/${id}/claim`, { body: {} })).toMatchObject({ status: 200 });
    return { id, customer, agent, toldBefore: toldOf(agent, customer) };
  });
  const held = await Promise.all(chats);
  begun.push(...held);
  await world.settled();
  return held;
}

async function openOf({ chatId }: SandboxPerson): Promise<string | undefined> {
  const { rows } = await world.database.db.pool.query<{ id: string }>(
    `select e.id from escalation e join conversation c on c.id = e.conversation_id
     where c.external_id = $1 and e.status = 'waiting' and e.card_state = 'posted'`,
    [chatId],
  );
  return rows[0]?.id;
}

const hold = ({ id, agent }: Held, until: Date, desk: number) =>
  world.ask(agent, `/escalations/${id}/hold`, {
    body: { until: until.toISOString(), text: WORDS, clientMessageId: `hold ${id}` },
    desk,
  });
const end = ({ id, agent }: Held) => world.ask(agent, `/escalations/${id}/resolve`, { body: {}, desk: 1 });
/** On hold for so long from when it was taken: a machine may be too busy to ask in time. */
async function holdFor(one: Held, seconds: number): Promise<Date> {
  for (;;) {
    const over = inSeconds(seconds);
    const { status } = await hold(one, over, 0);
    if (status === 200) return over;
    expect(status).toBe(400);
  }
}
const goOn = ({ id, agent }: Held, desk: number) => world.ask(agent, `/escalations/${id}/continue`, { body: {}, desk });

/** What was asked of a desk that died meanwhile is asked of another, as the tab does. */
async function until200(ask: () => Promise<{ status: number }>): Promise<void> {
  await eventually(async () => (await ask()).status === 200, { what: 'a desk to take it' });
}

const kill = (desks: number[]) => Promise.all(desks.map(async (desk) => world.desks[desk]?.kill()));
const restart = (desks: number[]) => Promise.all(desks.map(async (desk) => world.restart(desk)));
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);
const passed = (moment: Date) => eventually(() => Date.now() > moment.getTime(), { what: 'the time to be over' });

/** Of the hold: a card may have met the silence until it was given up. */
async function storyOf({ id }: Held): Promise<string[]> {
  const { rows } = await world.database.db.pool.query<{ type: string }>(
    `select type from escalation_event where escalation_id = $1 and type not in ('card_posted', 'card_failed', 'offered')
     order by version`,
    [id],
  );
  return rows.map(({ type }) => type);
}

const ranOut = (held: Held) =>
  eventually(async () => (await storyOf(held)).includes('hold_ran_out'), { what: 'the hold to run out' });

const toldOf = (agent: SandboxPerson, { name }: SandboxPerson): number =>
  world.heard(agent).filter(({ text }) => text.includes(name)).length;

/** The owner is told by a timer, some moments after the story says so. */
const cued = (id: string) =>
  eventually(
    async () => {
      const due = 'select from escalation where id = $1 and cue_at <= now()';
      return (await world.database.db.pool.query(due, [id])).rowCount === 0;
    },
    { what: 'the owner to be told' },
  );

/** How often each was told what it is told. */
async function told({ id, customer, agent, toldBefore }: Held) {
  await cued(id);
  await world.settled();
  const { rows } = await world.database.db.pool.query<{ activity_id: string }>(
    'select activity_id from card where escalation_id = $1',
    [id],
  );
  const thread = new Set(rows.map((row) => row.activity_id));
  const channel = world.control.messages(world.channelId);
  return {
    customer: world.heard(customer).filter(({ text }) => text.includes(WORDS)).length,
    thread: channel.filter(({ text, threadId }) => thread.has(threadId ?? '') && /has run out/.test(text)).length,
    agent: toldOf(agent, customer) - toldBefore,
  };
}

const RUN_OUT = ['opened', 'claimed', 'put_on_hold', 'hold_ran_out'];
const ONCE = { customer: 1, thread: 1, agent: 1 };
/** Teams takes nothing, so that what a dying desk had begun to send is not shown twice by chance. */
const silence = (on: boolean) => world.control.setFaults({ throttle: on ? 1 : 0, only: null });

/** Three on hold, and silence before the first of them is over: a busy machine may need longer ones. */
async function holdInSilence(): Promise<{ held: Held[]; over: Date }> {
  for (let seconds = 3; ; seconds *= 2) {
    const held = await claimed(3);
    const overs: Date[] = [];
    for (const one of held) overs.push(await holdFor(one, seconds));
    await world.settled();
    silence(true);
    const times = overs.map((over) => over.getTime());
    if (Date.now() < Math.min(...times)) return { held, over: new Date(Math.max(...times)) };
    silence(false);
    await endAll();
    await world.settled();
  }
}

describe('put on hold, and killed before the customer has read it', () => {
  test('the other desks tell them, once', async () => {
    const [held] = (await claimed(1)) as [Held];
    silence(true);
    expect(await hold(held, inSeconds(3_600), 0)).toMatchObject({ status: 200 });
    await kill([0]);
    silence(false);
    expect(await told(held)).toEqual({ customer: 1, thread: 0, agent: 0 });
    expect(await storyOf(held)).toEqual(['opened', 'claimed', 'put_on_hold']);
    await restart([0]);
  });

  test('asked again it was done, or is done now, and never twice', async () => {
    const [held] = (await claimed(1)) as [Held];
    const over = inSeconds(3_600);
    silence(true);
    const asking = hold(held, over, 0).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, random() * 40));
    await kill([0]);
    await asking;
    await until200(() => hold(held, over, 1));
    await Promise.all([hold(held, over, 1), hold(held, over, 2)]);
    silence(false);
    expect(await told(held)).toEqual({ customer: 1, thread: 0, agent: 0 });
    expect(await storyOf(held)).toEqual(['opened', 'claimed', 'put_on_hold']);
    await restart([0]);
  });
});

describe('the time is over', () => {
  test('while every desk is dead: whoever comes back says so, once', async () => {
    const { held, over } = await holdInSilence();
    await kill(EVERYBODY);
    silence(false);
    await passed(over);
    await restart(EVERYBODY);
    for (const one of held) {
      await ranOut(one);
      expect(await storyOf(one)).toEqual(RUN_OUT);
      expect(await told(one)).toEqual(ONCE);
    }
  });

  test.each([1, 2])('and desks are killed around that moment: once, all the same (%i)', async () => {
    const { held, over } = await holdInSilence();
    await passed(new Date(over.getTime() - 200));
    for (const desk of EVERYBODY) {
      await new Promise((resolve) => setTimeout(resolve, random() * 700));
      await kill([desk]);
    }
    await restart(EVERYBODY);
    await Promise.all(held.map(ranOut));
    silence(false);
    for (const one of held) {
      expect(await storyOf(one)).toEqual(RUN_OUT);
      expect(await told(one)).toEqual(ONCE);
    }
  });
});

test('they go on, and the desk is killed while it takes that: it is done once, and nobody is reminded any more', async () => {
  const [held] = (await claimed(1)) as [Held];
  await holdFor(held, 2);
  await world.settled();
  // The reminder has not reached anybody yet.
  silence(true);
  await ranOut(held);
  const going = goOn(held, 0).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, random() * 40));
  await kill([0]);
  await going;
  await until200(() => goOn(held, 1));
  await Promise.all([goOn(held, 1), goOn(held, 2)]);
  silence(false);
  expect(await storyOf(held)).toEqual([...RUN_OUT, 'continued']);
  expect(await told(held)).toMatchObject({ customer: 1, thread: 0 });
  await restart([0]);
});
