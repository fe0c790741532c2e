/** A Bot Framework bot with customers of its own hands over: two processes, real tokens both ways. */
import { createConnection } from '../../src/store/connections';
import { SANDBOX } from '../../src/sandbox/world';
import { eventually } from '../support/eventually';
import { type Parent, startParent } from '../support/parent';
import { type World, startWorld } from '../support/world';

let world: World;
let parent: Parent;
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
}, 60_000);
afterEach(async () => {
  await parent.stop();
  await world.stopAll();
}, 30_000);

async function start(o: { freshIds?: boolean } = {}): Promise<void> {
  parent = await startParent(world, { deskUrl: world.env['PUBLIC_URL'] ?? '', ...o });
  connectionId = await connect(parent.appId);
}

const adele = () => world.agents[0] as World['customer'];
const ask = (path: string, body?: unknown) => world.ask(adele(), path, body === undefined ? {} : { body });

/** The waiting escalation of the parent's connection. */
async function escalation(): Promise<{ id: string; number: number }> {
  return eventually(async () => {
    const { body } = await ask(`/escalations?connection=${connectionId}&status=waiting`);
    return body.items?.[0] as { id: string; number: number } | undefined;
  });
}

const sees = (words: string) => eventually(() => parent.seen.some((line) => line.includes(words)), { what: words });

async function transcript(
  id: string,
): Promise<{ author: { kind: string; name: string }; text: string; delivery: { state: string } | null }[]> {
  return (await ask(`/escalations/${id}/messages?limit=100`)).body.items;
}

const hears = (id: string, words: string) =>
  eventually(async () => (await transcript(id)).some(({ text }) => text === words), { what: words });

async function drained(): Promise<void> {
  await eventually(async () => (await world.database.db.pool.query('select 1 from outbox')).rowCount === 0, {
    timeoutMs: 30_000,
    what: 'the outbox to be empty',
  });
}

test.each([
  ['one skill conversation a handoff', false],
  ['a new skill conversation every turn', true],
])(
  'handed over, answered, resolved and given back, with %s',
  async (_, freshIds) => {
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
        { name: 'parcel', value: 'P-77' },
        { name: 'weight', value: 2.5 },
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
  },
  60_000,
);
