/** A Bot Framework bot with customers of its own hands over: two processes, real tokens both ways. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from '../../src/store/connections';
import { SANDBOX } from '../../src/config/world';
import { eventually } from '../support/eventually';
import { type Parent, startParent } from '../support/parent';
import { freePort } from '../support/ports';
import { run } from '../support/program';
import { example } from '../support/docs';
import { type World, startWorld } from '../support/world';

let world: World;
let parent: Parent;
let other: Parent | null = null;
let connectionId: string;

async function connect(appId: string): Promise<string> {
  const { id } = await createConnection(world.database.db.q, Buffer.alloc(32), SANDBOX.tenantId, {
    name: `Parcel bot ${appId.slice(0, 4)}`,
    kind: 'botFramework',
    appId,
    state: 'live',
  });
  return id;
}

beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await parent.stop();
  await other?.stop();
  other = null;
  await world.stopAll();
});

async function start(options: { freshIds?: boolean } = {}): Promise<void> {
  parent = await startParent(world, { deskUrl: world.env['PUBLIC_URL'] ?? '', ...options });
  connectionId = await connect(parent.appId);
}

const adele = () => world.agents[0] as World['customer'];
const ask = (path: string, body?: unknown, method?: string) =>
  world.ask(adele(), path, { ...(body !== undefined && { body }), ...(method && { method }) });

/** The waiting escalation of the parent's connection. */
async function escalation(): Promise<{ id: string; number: number }> {
  return eventually(async () => {
    const { body } = await ask(`/escalations?connection=${connectionId}&status=waiting`);
    return body.items?.[0] as { id: string; number: number } | undefined;
  });
}

const sees = (words: string, by = parent) =>
  eventually(() => by.seen.some((line) => line.includes(words)), { what: words });

/** The customer asks for a person, and Adele claims. */
async function claimed(by = parent): Promise<string> {
  await by.say('a person, please');
  const { id } = await escalation();
  expect((await ask(`/escalations/${id}/claim`, {})).status).toBe(200);
  await sees('has joined the chat.', by);
  return id;
}

async function transcript(
  id: string,
): Promise<
  { seq: number; author: { kind: string; name: string }; text: string; delivery: { state: string } | null }[]
> {
  return (await ask(`/escalations/${id}/messages?limit=100`)).body.items;
}

const hears = (id: string, words: string) =>
  eventually(async () => (await transcript(id)).some(({ text }) => text === words), { what: words });

async function drained(): Promise<void> {
  await eventually(async () => (await world.database.db.pool.query('select 1 from outbox')).rowCount === 0, {
    what: 'the outbox to be empty',
  });
}

test.each([
  ['one skill conversation a handoff', false],
  ['a new skill conversation every turn', true],
])('handed over, answered, resolved and given back, with %s', async (_, freshIds) => {
  await start({ freshIds });
  await parent.say('where is my parcel');
  await sees('The parcel bot has read');
  await parent.say('a person, please');
  const { id, number } = await escalation();
  await sees('You are being transferred to a person');
  const { body: opened } = await ask(`/escalations/${id}`);
  expect(opened).toMatchObject({
    topic: 'Parcels',
    agentMessage: 'Twice asked',
    customer: { name: 'Robin Ortiz' },
    connection: { kind: 'botFramework' },
    variables: expect.arrayContaining([
      { name: 'parcel', value: 'P-77', technical: false },
      { name: 'weight', value: 2.5, technical: false },
    ]),
  });
  expect((await transcript(id)).map(({ author, text }) => `${author.kind}: ${text}`)).toEqual(
    expect.arrayContaining(['customer: where is my parcel', expect.stringContaining('bot: The parcel bot has read')]),
  );
  await eventually(
    () => world.control.messages(world.channelId).some((message) => JSON.stringify(message).includes(`#${number}`)),
    {
      what: 'the card',
    },
  );

  expect((await ask(`/escalations/${id}/claim`, {})).status).toBe(200);
  await sees(`${adele().name} has joined the chat.`);
  await ask(`/escalations/${id}/typing`, {});
  await sees('…');
  await ask(`/escalations/${id}/messages`, { text: 'It is in Leeds.', clientMessageId: 'm1' });
  await sees('It is in Leeds.');
  await parent.say('why Leeds?');
  await hears(id, 'why Leeds?');
  await ask(`/escalations/${id}/messages`, { text: 'A wrong label.', clientMessageId: 'm2' });
  await sees('A wrong label.');
  const { seq } = (await transcript(id)).at(-1) ?? { seq: 0 };
  await ask(`/escalations/${id}/messages/${seq}`, { text: 'Two wrong labels.' }, 'PATCH');
  await sees('changed: Two wrong labels.');
  await ask(`/escalations/${id}/messages/${seq}`, {}, 'DELETE');
  await sees('taken back');

  expect((await ask(`/escalations/${id}/resolve`, { outcome: 'Relabelled' })).status).toBe(200);
  await sees('You are back with the parcel bot.');
  await drained();
  expect(parent.told('event').map(({ name, value }) => [name, value.state])).toEqual([
    ['handoff.status', 'accepted'],
    ['handoff.status', 'completed'],
  ]);
  expect(parent.told('event')[0]?.['callerId']).toBe(`urn:botframework:aadappid:${SANDBOX.bot.appId}`);
  expect(parent.told('end')).toEqual([
    {
      kind: 'end',
      code: 'completedSuccessfully',
      value: { escalationId: id, number, status: 'resolved', resolution: 'Relabelled', agent: adele().name },
    },
  ]);
  expect(parent.told().at(-1)?.kind).toBe('end');
  expect(parent.told('fault')).toEqual([]);
  const mine = (await transcript(id)).filter(({ author }) => author.kind === 'agent');
  expect(mine.map(({ delivery }) => delivery?.state)).toEqual(['delivered', 'delivered']);

  // The bot answers again, and the next handoff continues the same customer's story.
  await parent.say('thanks');
  await sees('The parcel bot has read “thanks”');
  await parent.say('a person, please');
  const again = await escalation();
  expect((await ask(`/escalations/${again.id}`)).body.previousId).toBe(id);
});

test('a desk that is killed in the middle still answers, and ends it once', async () => {
  await start();
  const id = await claimed();
  await Promise.all([
    ask(`/escalations/${id}/messages`, { text: 'First, your number.', clientMessageId: 'm1' }).catch(() => null),
    world.restart(0),
  ]);
  await ask(`/escalations/${id}/messages`, { text: 'First, your number.', clientMessageId: 'm1' });
  await ask(`/escalations/${id}/messages`, { text: 'Then, your street.', clientMessageId: 'm2' });
  await sees('Then, your street.');
  await parent.say('P-77, Mill Lane');
  await hears(id, 'P-77, Mill Lane');
  await Promise.all([ask(`/escalations/${id}/resolve`, { outcome: 'Found' }).catch(() => null), world.restart(0)]);
  // Whichever came first: the claim holds, and the end is said.
  await ask(`/escalations/${id}/resolve`, { outcome: 'Found' });
  await sees('You are back with the parcel bot.');
  await drained();
  const spoken = parent.seen.filter((line) => line.startsWith('First') || line.startsWith('Then'));
  expect([...new Set(spoken)]).toEqual(['First, your number.', 'Then, your street.']);
  expect(parent.told('end')).toHaveLength(1);
  expect(parent.told('event').at(-1)).toMatchObject({ value: { state: 'completed' } });
});

test('a parent that is down hears it all later and in order; another one is not held up', async () => {
  await start();
  const mine = await claimed();
  const first = parent;
  const second = await startParent(world, { deskUrl: world.env['PUBLIC_URL'] ?? '' });
  other = second;
  connectionId = await connect(second.appId);
  const theirs = await claimed(second);

  await first.kill();
  for (const text of ['one', 'two', 'three']) {
    await ask(`/escalations/${mine}/messages`, { text: `Number ${text}`, clientMessageId: text });
  }
  await ask(`/escalations/${mine}/resolve`, { outcome: 'Done' });
  await ask(`/escalations/${theirs}/messages`, { text: 'Hello there', clientMessageId: 'hello' });
  await sees('Hello there', second);
  expect(first.told('end')).toEqual([]);

  await first.start();
  await sees('You are back with the parcel bot.', first);
  expect(first.seen.filter((line) => line.startsWith('Number'))).toEqual(['Number one', 'Number two', 'Number three']);
  expect(first.told('end')).toHaveLength(1);
  await drained();
});

test('the bot of the page on skills runs as it is printed there', async () => {
  await start();
  const folder = mkdtempSync(join(tmpdir(), 'parent-bot-'));
  const program = join(folder, 'parent.mjs');
  writeFileSync(program, example('connect-bot-framework.md', 'js', 'parent.mjs'));
  const { PATH = '' } = process.env;
  const bot = run(process.execPath, [program], {
    PATH,
    DESK: world.env['PUBLIC_URL'],
    ENTRA: `${world.url}/entra/${SANDBOX.tenantId}`,
    PORT: String(await freePort()),
  });
  const says = (words: RegExp) =>
    eventually(() => words.test(bot.output())).catch(() => {
      throw new Error(`The bot said: ${bot.output()}`);
    });
  try {
    await says(/^200 handoff.initiate/m);
    const { body } = await ask('/escalations?status=waiting');
    const { id } = body.items.find((one: { topic: string }) => one.topic === 'Parcels') as { id: string };
    await ask(`/escalations/${id}/claim`, {});
    await says(/^handoff.status .*"accepted"/m);
    await ask(`/escalations/${id}/messages`, { text: 'It is at your door', clientMessageId: 'm1' });
    await says(/^message It is at your door$/m);
    bot.process.stdin?.write('so it is\n');
    await hears(id, 'so it is');
    await ask(`/escalations/${id}/resolve`, { outcome: 'Delivered' });
    await says(/^endOfConversation .*"resolution":"Delivered"/m);
  } finally {
    bot.process.kill();
    await bot.ended;
    rmSync(folder, { recursive: true });
  }
});
