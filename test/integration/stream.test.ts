import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { Queues } from '../../src/escalation/queues';
import { eventually } from '../support/eventually';
import { type ApiDesk, FOREIGN, startApiDesk } from '../support/apiDesk';
import { ownTime } from '../support/ownTime';

interface Heard {
  name: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read events loosely
  data: any;
}

interface Ear {
  events: Heard[];
  text: string;
  ended: boolean;
  answer: IncomingMessage;
  close(): void;
}

const BILLING = '19:billing@thread.tacv2';
const ZOE = { userId: 'zoe', teamsUserId: '29:zoe', name: 'Zoe', upn: null };

let desk: ApiDesk;
const open = new Set<ClientRequest>();

beforeAll(async () => {
  desk = await startApiDesk();
});
afterEach(() => {
  for (const request of open) request.destroy();
  open.clear();
});
afterAll(async () => desk.stop());

/** Opens a stream and waits for its hello, after which nothing is missed. */
async function listen(token: string): Promise<Ear> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = get(
      `${desk.url}/api/stream`,
      { headers: { authorization: `Bearer ${token}` }, agent: false },
      resolve,
    );
    request.on('error', reject);
    open.add(request);
  });
  const ear: Ear = { events: [], text: '', ended: false, answer, close: () => answer.destroy() };
  let unread = '';
  answer.setEncoding('utf8').on('data', (part: string) => {
    ear.text += part;
    unread += part;
    const whole = unread.lastIndexOf('\n\n') + 2;
    if (whole < 2) return;
    for (const [, name = '', data = ''] of unread.slice(0, whole).matchAll(/event: (\w+)\ndata: (.*)\n\n/g)) {
      ear.events.push({ name, data: JSON.parse(data) as unknown });
    }
    unread = unread.slice(whole);
  });
  answer.on('close', () => (ear.ended = true)).on('error', () => (ear.ended = true));
  if (answer.statusCode === 200) await eventually(() => ear.events.some(({ name }) => name === 'hello'));
  return ear;
}

/** What the desk does when it has read who is on a team. */
const staffBilling = (members: (typeof ZOE)[]) =>
  desk.db.transaction((tx) => new Queues(desk.db).rosterRead(tx, BILLING, members, [{ id: BILLING, name: 'General' }]));

const person = (oid: string, options: object = {}) => desk.token({ oid, name: oid, ...options });
const manager = () => person('megan', { roles: ['Manager'] });
const of = (ear: Ear, name: string) => ear.events.filter((event) => event.name === name).map(({ data }) => data);
const lastOf = (ear: Ear) => of(ear, 'you').at(-1) as { queueIds: string[] };
const idsOf = (ear: Ear) => of(ear, 'escalation').map(({ id }) => id as string);

describe('the stream', () => {
  it('begins with hello and may not be buffered or kept', async () => {
    const ear = await listen(await person('adele'));
    expect(ear.text).toMatch(/^retry: \d+\nevent: hello\ndata: /);
    expect(ear.answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': expect.stringContaining('no-store'),
      'x-accel-buffering': 'no',
    });
  });

  it('tells members of the queue and managers, and nobody else', async () => {
    const [adele, lee, robin, megan] = await Promise.all([
      listen(await person('adele')),
      listen(await person('lee')),
      listen(await person('robin')),
      listen(await manager()),
    ]);
    const id = await desk.open();
    const billing = await desk.open({ connectionId: desk.world.billingConnectionId });
    await eventually(() => idsOf(megan).includes(id) && idsOf(megan).includes(billing));
    await eventually(() => idsOf(adele).includes(id) && idsOf(lee).includes(billing));
    expect(idsOf(adele)).not.toContain(billing);
    expect(idsOf(lee)).not.toContain(id);
    expect(of(robin, 'escalation')).toEqual([]);
    expect(of(adele, 'escalation')[0]).toEqual({
      id,
      version: 1,
      status: 'waiting',
      queueId: desk.world.support,
      assigneeId: null,
      isOffered: false,
      hasPart: false,
    });
    await eventually(() => of(adele, 'queue').some(({ id: queueId }) => queueId === desk.world.support));
    expect(of(adele, 'queue')).toContainEqual({ id: desk.world.support, figures: true });
  });

  it('tells of words, and carries none of them', async () => {
    const id = await desk.open();
    const token = await person('adele');
    await desk.ask(token, `/escalations/${id}/claim`, { method: 'POST' });
    const ear = await listen(token);
    const body = { text: 'a secret answer', clientMessageId: 'c1' };
    const { seq } = (await desk.ask(token, `/escalations/${id}/messages`, { body })).body;
    await eventually(() => of(ear, 'message').length > 0);
    expect(of(ear, 'message')).toContainEqual({ escalationId: id, seq });
    expect(ear.text).not.toContain('secret');
  });

  it('tells a person’s own tabs what they have read elsewhere, and nobody else', async () => {
    const id = await desk.open();
    const token = await person('adele');
    await desk.ask(token, `/escalations/${id}/claim`, { method: 'POST' });
    const [ear, diego] = await Promise.all([listen(token), listen(await person('diego'))]);
    await desk.customerWrites(id);
    await desk.ask(token, `/escalations/${id}/read`, { method: 'PUT', body: { upTo: 1_000 } });
    await eventually(() => of(ear, 'read').length > 0);
    expect(of(ear, 'read')).toEqual([{ escalationId: id }]);
    await eventually(() => of(diego, 'message').some(({ escalationId }) => escalationId === id));
    expect(of(diego, 'read')).toEqual([]);
  });

  it('follows an escalation to an owner outside its queue', async () => {
    const id = await desk.open();
    const lee = await listen(await person('lee'));
    await desk.db.transaction(async (tx) =>
      tx.hint({
        kind: 'escalation',
        id,
        version: 7,
        status: 'waiting',
        queueId: desk.world.support,
        assigneeId: 'lee',
        offeredTo: 'lee',
      }),
    );
    await eventually(() => of(lee, 'escalation').some((hint) => hint.id === id && hint.version === 7));
    expect(of(lee, 'escalation').at(-1)).toMatchObject({ isOffered: true, hasPart: false });
  });

  it('crosses no tenant', async () => {
    const elsewhere = await desk.token({ tid: FOREIGN, iss: `${desk.entra.authority}/${FOREIGN}/v2.0` });
    expect((await listen(elsewhere)).answer.statusCode).toBe(403);
  });

  it('ends with the token it was opened with', async () => {
    const soon = Math.floor(Date.now() / 1_000) + 2;
    const lasting = await listen(await person('adele'));
    const ear = await listen(await person('adele', { exp: soon }));
    await eventually(() => ear.ended, { what: 'the stream to end' });
    expect(Date.now()).toBeGreaterThanOrEqual(soon * 1_000);
    expect(lasting.ended).toBe(false);
  });

  it('gives a person 20 at once, and a place again when one closes', async () => {
    const token = await person('diego');
    const ears = await Promise.all(Array.from({ length: 20 }, () => listen(token)));
    expect((await listen(token)).answer.statusCode).toBe(429);
    ears[0]?.close();
    await eventually(async () => (await listen(token)).answer.statusCode === 200);
  });

  it('cuts a reader who does not read, and nobody else', async () => {
    const token = await person('adele');
    const fast = await listen(token);
    const slow = await listen(token);
    slow.answer.pause();
    slow.answer.socket.pause();
    const before = await streamsOpen();
    const hint = { kind: 'typing' as const, queueId: desk.world.support, assigneeId: null };
    // More than any kernel buffers for a reader who has stopped.
    const words = 'x'.repeat(7_000);
    await eventually(
      async () => {
        for (let n = 0; n < 100; n++) {
          await desk.db.transaction(async (tx) => tx.hint({ ...hint, escalationId: `${n}-${words}` }));
        }
        return (await streamsOpen()) < before;
      },
      { what: 'the slow reader to be cut' },
    );
    expect(fast.ended).toBe(false);
  });

  it('cuts nobody who reads when much happens at once', async () => {
    const token = await manager();
    const ears = await Promise.all([listen(token), listen(token)]);
    const hint = { kind: 'typing' as const, queueId: desk.world.support, assigneeId: null };
    // Committed together, they arrive together.
    await desk.db.transaction(async (tx) => {
      for (let n = 0; n < 4_000; n++) tx.hint({ ...hint, escalationId: `burst-${n}-${'x'.repeat(100)}` });
    });
    for (const ear of ears) {
      await eventually(
        () => ear.ended || of(ear, 'typing').some(({ escalationId }) => String(escalationId).startsWith('burst-3999-')),
      );
      expect(ear.ended).toBe(false);
    }
  });

  it('lets in who joins a team, and tells them so', async () => {
    const zoe = await listen(await person('zoe'));
    expect(of(zoe, 'you')).toEqual([{ queueIds: [] }]);
    await staffBilling([ZOE]);
    await eventually(() => of(zoe, 'you').length === 2);
    expect(of(zoe, 'you')[1]).toEqual({ queueIds: [desk.world.billing] });
    expect(of(zoe, 'queue')).toContainEqual({ id: desk.world.billing });
    const id = await desk.open({ connectionId: desk.world.billingConnectionId });
    await eventually(() => idsOf(zoe).includes(id));
  });

  it('tells a team’s people of a queue that is made for it, and of one that is removed', async () => {
    await staffBilling([ZOE]);
    const zoe = await listen(await person('zoe'));
    const queue = { name: 'Sales', teamId: BILLING, channelId: BILLING };
    const made = await desk.ask(await manager(), '/queues', { body: queue });
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    await eventually(() => lastOf(zoe).queueIds.includes(id), { what: 'the new queue to be hers' });
    expect((await desk.ask(await manager(), `/queues/${id}`, { method: 'DELETE' })).status).toBe(204);
    await eventually(() => !lastOf(zoe).queueIds.includes(id), { what: 'the removed queue to be hers no more' });
  });

  it('tells everybody in a queue at once that it offers its work from now on', async () => {
    await staffBilling([ZOE]);
    const token = await person('zoe');
    const ear = await listen(token);
    const mine = async () => {
      const { queues } = (await desk.ask(token, '/me')).body as { queues: { id: string; offers: boolean }[] };
      return queues.find(({ id }) => id === desk.world.billing);
    };
    const queue = await mine();
    expect(queue).toMatchObject({ offers: false });
    const megan = await manager();
    const change = (serviceTargets: object) =>
      desk.ask(megan, `/queues/${queue?.id}`, { method: 'PATCH', body: { serviceTargets } });
    await change({ silentOwnerMinutes: 5 });
    expect(of(ear, 'me')).toEqual([]);
    expect(await change({ assignment: 'automatic' })).toMatchObject({ status: 200 });
    await eventually(() => of(ear, 'me').length > 0);
    expect(await mine()).toMatchObject({ offers: true });
    await change({ assignment: 'claim', silentOwnerMinutes: null });
  });

  it('shows a team that is left to whoever left it no more', async () => {
    await staffBilling([ZOE]);
    const zoe = await listen(await person('zoe'));
    await eventually(() => lastOf(zoe).queueIds.length === 1);
    await staffBilling([]);
    await eventually(() => lastOf(zoe).queueIds.length === 0);
    const manages = await listen(await manager());
    const id = await desk.open({ connectionId: desk.world.billingConnectionId });
    await eventually(() => idsOf(manages).includes(id));
    expect(idsOf(zoe)).not.toContain(id);
  });

  it('says a word of life at least every 20 seconds', async () => {
    const ear = await listen(await person('robin'));
    const time = ownTime(1_000);
    await eventually(() => /^: /m.test(ear.text), { everyMs: 200, what: 'a comment line' });
    time.stop();
    expect(time.ms()).toBeLessThan(20_000);
  });
});

it('asks everybody to look again after hints may have been lost', async () => {
  const ear = await listen(await person('adele'));
  await desk.db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'handoff-desk hints' and datname = current_database()`,
  );
  await eventually(() => of(ear, 'hello').length === 2, { what: 'a second hello' });
});

it('ends all streams when the desk stops', async () => {
  const other = await startApiDesk();
  const token = await other.token();
  const answer = await fetch(`${other.url}/api/stream`, { headers: { authorization: `Bearer ${token}` } });
  const read = answer.text();
  await other.stop();
  await expect(read).resolves.toContain('event: hello');
});

async function streamsOpen(): Promise<number> {
  const metrics = await (await fetch(`${desk.url}/metrics`)).text();
  return Number(/^handoff_open_streams (\d+)$/m.exec(metrics)?.[1]);
}
