import { randomUUID } from 'node:crypto';
import * as contract from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const verb = (who: string, id: string, name: string, body: unknown = {}) =>
  desk.ask(who, `/escalations/${id}/${name}`, { body });
const say = (who: string, id: string, text: string) =>
  desk.ask(who, `/escalations/${id}/messages`, { body: { text, clientMessageId: randomUUID() } });
const note = (who: string, id: string, options: object) =>
  desk.ask(who, `/escalations/${id}/notes`, { body: { clientMessageId: randomUUID(), ...options } });
const transcript = async (who: string, id: string) =>
  (await desk.ask(who, `/escalations/${id}/messages`)).body.items as contract.Message[];
const told = async (id: string) => (await transcript(megan, id)).filter(({ author }) => author.kind === 'system');

async function claimed(): Promise<string> {
  const id = await desk.open();
  await verb(adele, id, 'claim');
  return id;
}

describe('a consult', () => {
  it('lets a colleague of another team read and write notes, never to the customer', async () => {
    const id = await claimed();
    expect(await desk.ask(lee, `/escalations/${id}`)).toMatchObject({ status: 404 });
    const asked = await verb(adele, id, 'consult', { agentId: 'lee', note: 'Is this a billing matter?' });
    expect(asked).toMatchObject({ status: 200, body: { colleagues: [{ id: 'lee', role: 'consulted' }] } });
    expect(contract.Escalation.parse(asked.body)).toEqual(asked.body);
    expect(await desk.ask(lee, `/escalations/${id}`)).toMatchObject({
      status: 200,
      body: { assignee: { id: 'adele' }, can: { note: true, reply: false, resolve: false, leave: true } },
    });
    expect(await note(lee, id, { text: 'It is' })).toMatchObject({ status: 201 });
    expect(await say(lee, id, 'Hello')).toMatchObject({ status: 403, body: { code: 'not_yours' } });
    expect((await desk.ask(lee, '/escalations?colleague=me')).body.items).toHaveLength(1);
    expect((await told(id)).map(({ text }) => text)).not.toContainEqual(expect.stringContaining('Lee'));
    expect(await verb(lee, id, 'leave')).toMatchObject({ status: 200 });
    expect(await desk.ask(lee, `/escalations/${id}`)).toMatchObject({ status: 404 });
  });

  it('is the owner’s to ask for', async () => {
    const id = await claimed();
    expect(await verb(diego, id, 'consult', { agentId: 'lee' })).toMatchObject({ status: 403 });
    expect(await verb(adele, id, 'consult', { agentId: 'nobody' })).toMatchObject({ status: 400 });
  });
});

describe('a manager', () => {
  it('joins, is announced, writes, and leaves', async () => {
    const id = await claimed();
    expect(await say(megan, id, 'Hello')).toMatchObject({ status: 403 });
    expect(await verb(diego, id, 'join')).toMatchObject({ status: 403, body: { code: 'managers_only' } });
    expect(await verb(megan, id, 'join')).toMatchObject({ status: 200, body: { can: { reply: true, join: false } } });
    expect(await say(megan, id, 'Hello, I am here too')).toMatchObject({ status: 201 });
    await verb(megan, id, 'leave');
    expect(await say(megan, id, 'Still there')).toMatchObject({ status: 403 });
    expect((await told(id)).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Megan Bowen has joined the chat.', 'Megan Bowen has left the chat.']),
    );
  });

  it('whispers to the owner alone', async () => {
    const id = await claimed();
    expect(await note(diego, id, { text: 'psst', whisper: true })).toMatchObject({ status: 403 });
    const whispered = await note(megan, id, { text: 'Offer a refund', whisper: true });
    expect(whispered).toMatchObject({ status: 201, body: { note: true, whisperTo: { id: 'adele' }, delivery: null } });
    const heard = (who: string) => transcript(who, id).then((all) => all.at(-1)?.text);
    expect(await heard(adele)).toBe('Offer a refund');
    expect(await heard(megan)).toBe('Offer a refund');
    expect(await heard(diego)).toBe('(for Adele Vance only)');
  });

  it('gives a waiting escalation to somebody', async () => {
    const id = await desk.open();
    expect(await verb(adele, id, 'transfer', { agentId: 'diego' })).toMatchObject({ status: 409 });
    expect(await verb(megan, id, 'transfer', { agentId: 'diego' })).toMatchObject({
      status: 200,
      body: { status: 'claimed', assignee: { id: 'diego' } },
    });
  });
});

describe('the end of a shift', () => {
  it('hands everything on with a note, and the old owner can still read', async () => {
    const ids = [await claimed(), await claimed()];
    const mine = (await desk.ask(adele, '/escalations?status=claimed&assignee=me')).body.items.length as number;
    const handed = await desk.ask(adele, '/agents/me/hand-on', { body: { agentId: 'diego', note: 'My shift ends' } });
    expect(handed.status).toBe(200);
    expect(contract.HandedOn.parse(handed.body).items.filter(({ ok }) => ok)).toHaveLength(mine);
    for (const id of ids) {
      expect(await desk.ask(adele, `/escalations/${id}`)).toMatchObject({
        status: 200,
        body: { assignee: { id: 'diego' }, can: { reply: false } },
      });
      expect((await transcript(diego, id)).map(({ text }) => text)).toContain('My shift ends');
    }
    expect(await desk.ask(adele, '/agents/diego/hand-on', { body: {} })).toMatchObject({ status: 403 });
    const back = await desk.ask(megan, '/agents/diego/hand-on', { body: {} });
    expect(contract.HandedOn.parse(back.body).items.every(({ ok }) => ok)).toBe(true);
    expect(await desk.ask(diego, `/escalations/${ids[0]}`)).toMatchObject({ body: { status: 'waiting' } });
  });
});

test('a manager sees the moment: what waits, what is late, how the day went', async () => {
  const before = contract.DeskNow.parse((await desk.ask(megan, '/now')).body);
  const of = (live: contract.DeskNow) => live.queues.find(({ queue }) => queue.id === desk.world.support);
  const [waiting, late, taken] = [await desk.open(), await desk.open(), await claimed()];
  await desk.db.q
    .insertInto('escalation_event')
    .values({
      escalation_id: late,
      version: 2,
      type: 'overdue',
      actor_kind: 'system',
      actor_name: 'Handoff Desk',
      summary: 'Nobody has claimed the chat in 5 min',
    })
    .execute();
  await desk.db.q.updateTable('escalation').set({ alarm: 'onCall', version: 2 }).where('id', '=', late).execute();
  const after = contract.DeskNow.parse((await desk.ask(megan, '/now')).body);
  const [was, is] = [of(before), of(after)];
  if (!was || !is) throw new Error('the queue is missing');
  expect(is).toMatchObject({
    waiting: was.waiting + 2,
    late: was.late + 1,
    claimed: was.claimed + 1,
    openedToday: (was.openedToday ?? 0) + 3,
    answeredInTime: (was.answeredInTime ?? 0) + 1,
  });
  expect(is.longestWait).toBeGreaterThanOrEqual(0);
  const idle = after.queues.find(({ waiting: many }) => many === 0);
  expect(idle).toMatchObject({ longestWait: null });
  expect(after.agents.map(({ id }) => id)).toEqual(expect.arrayContaining(['adele', 'diego', 'lee']));
  expect(await desk.ask(adele, '/now')).toMatchObject({ status: 403 });
  expect([waiting, taken]).toHaveLength(2);
});
