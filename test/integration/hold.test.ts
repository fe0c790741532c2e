/** On hold: two processes on one database, timers, races, and who is told what. */
import type { HoldBody } from '../../src/contract/api';
import { presentEscalation } from '../../src/api/present';
import { decideCue } from '../../src/domain/turns';
import { lockCues, unreadChats } from '../../src/store/escalation/cues';
import { Cues } from '../../src/escalation/cues';
import { updateQueue } from '../../src/store/queues';
import { messagesOf } from '../../src/store/transcript';
import { dice } from '../support/dice';
import { PromisedDesk, buildPerson } from '../support/timedDesk';

const megan = buildPerson('Megan', true);
let desk: PromisedDesk;

beforeEach(async () => {
  desk = await PromisedDesk.start();
});
afterEach(() => desk.stop());

const asks = (minutes: number, clientMessageId = 'm1'): HoldBody => ({
  minutes,
  text: `Back in ${minutes} minutes`,
  clientMessageId,
});

async function claimed(chat = 'chat'): Promise<string> {
  const id = await desk.handOver(chat);
  await desk.one.escalations.claim(id, megan);
  return id;
}

async function said(id: string): Promise<string[]> {
  const { items } = await messagesOf(desk.one.db.q, await desk.find(id), { after: 0, limit: 100 });
  return items.flatMap(({ author, text }) => (author.kind === 'agent' ? text : []));
}

const shown = async (id: string) => presentEscalation(await desk.find(id), megan, desk.now);

test('the customer is told once, in the owner’s name, however often it is asked', async () => {
  const id = await claimed();
  const both = await Promise.all([desk.one, desk.two, desk.one].map(({ holds }) => holds.hold(id, megan, asks(10))));
  expect(both.every(({ ok }) => ok)).toBe(true);
  expect(await said(id)).toEqual(['Back in 10 minutes']);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'put_on_hold']);
  const until = new Date(desk.now.getTime() + 600_000).toISOString();
  expect(await shown(id)).toMatchObject({
    onHold: { until, by: { name: 'Megan' } },
    customerWaitsSince: null,
    ownerWaitsSince: null,
    can: { hold: true, continue: true },
  });
  const words = await desk.one.db.q.selectFrom('outbox').select('payload').where('kind', '=', 'callback').execute();
  expect(JSON.stringify(words)).toContain('messageId');
});

test('on hold nobody is silent: it is not ended, the owner is not reminded, and it does not go back', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, {
    serviceTargets: { silentCustomerMinutes: 5, silentCustomerEnds: 'abandon', silentOwnerMinutes: 5 },
  });
  const id = await claimed();
  await desk.one.holds.hold(id, megan, asks(60));
  await desk.pass(20);
  await desk.customerWrites();
  expect(await shown(id)).toMatchObject({
    customerWaitsSince: desk.now.toISOString(),
    onHold: { by: { id: 'megan' } },
  });
  await desk.pass(39);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'put_on_hold']);
  expect(await shown(id)).toMatchObject({ goesBackAt: null, customerAskedAt: null });
});

test('a hold that runs out reminds its owner, once, and from then on the owner is silent', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { silentOwnerMinutes: 5, targetSeconds: null } });
  const id = await claimed();
  await desk.one.holds.hold(id, megan, asks(10));
  const until = new Date(desk.now.getTime() + 600_000);
  await desk.pass(13);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'put_on_hold', 'hold_ran_out']);
  expect(await shown(id)).toMatchObject({
    onHold: { until: until.toISOString() },
    customerWaitsSince: until.toISOString(),
  });
  const alerts = await desk.one.db.q.selectFrom('outbox').select('payload').where('kind', '=', 'alert').execute();
  expect(alerts).toEqual([{ payload: expect.objectContaining({ to: 'owner' }) }]);
  // In a chat of their own, too, though the customer has written nothing.
  const [cue] = await lockCues(desk.one.db.q, desk.now, 10);
  expect(cue).toMatchObject({ isDue: true, isUnread: false, holdRanOut: true });
  expect(cue && decideCue({ ...cue, lookingUntil: null }, desk.now).tell).toBe(true);
  expect(await unreadChats(desk.one.db.q, 'tenant', 'megan', 5)).toMatchObject([{ id }]);
  await desk.pass(12);
  expect((await desk.story(id)).slice(4)).toEqual(['warned', 'released']);
  expect(await shown(id)).toMatchObject({ onHold: null, status: 'waiting' });
});

test('the owner is told once that it ran out, and of what the customer writes then as ever', async () => {
  const id = await claimed();
  await desk.one.holds.hold(id, megan, asks(10));
  const cues = [desk.one, desk.two].map(({ db }) => new Cues(db));
  const told = async () => {
    for (const one of cues) await one.keep(desk.now);
    return (await desk.one.db.q.selectFrom('outbox').select('id').where('kind', '=', 'cue').execute()).length;
  };
  await desk.pass(11);
  expect(await told()).toBe(1);
  await desk.pass(1);
  expect(await told()).toBe(1);
  await desk.customerWrites();
  await desk.pass(1);
  expect(await told()).toBe(2);
  await desk.customerWrites();
  await desk.pass(1);
  expect(await told()).toBe(2);
});

test('put off in time it does not run out; since when it is on hold stays', async () => {
  const id = await claimed();
  await desk.one.holds.hold(id, megan, asks(10));
  const since = desk.now.toISOString();
  await desk.pass(9);
  await desk.two.holds.hold(id, megan, asks(10, 'm2'));
  await desk.pass(9);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'put_on_hold', 'put_on_hold']);
  expect((await shown(id)).onHold).toMatchObject({ since });
});

test('a word to the customer takes it off hold; a note, a whisper and the customer’s words do not', async () => {
  const id = await claimed();
  await desk.one.holds.hold(id, megan, asks(10));
  await desk.one.replies.note(id, megan, { text: 'Looking into it', clientMessageId: 'n' });
  await desk.customerWrites();
  expect((await shown(id)).onHold).not.toBeNull();
  await desk.two.replies.reply(id, megan, { text: 'Here it is', clientMessageId: 'r' });
  await desk.two.replies.reply(id, megan, { text: 'Here it is', clientMessageId: 'r' });
  expect(await shown(id)).toMatchObject({ onHold: null, customerWaitsSince: null });
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'put_on_hold', 'continued']);
  // Asked for once more by a tab that had not heard of it: it was done.
  expect(await desk.one.holds.hold(id, megan, asks(10))).toMatchObject({ ok: true });
  expect((await shown(id)).onHold).toBeNull();
  await desk.pass(30);
  expect(await desk.story(id)).not.toContain('hold_ran_out');
});

test('whoever continues owes the customer a word', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { silentOwnerMinutes: 5 } });
  const id = await claimed();
  await desk.one.holds.hold(id, megan, asks(60));
  await desk.pass(2);
  await Promise.all([desk.one, desk.two].map(({ holds }) => holds.continue(id, megan)));
  expect(await shown(id)).toMatchObject({ onHold: null, customerWaitsSince: desk.now.toISOString() });
  await desk.pass(6);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'put_on_hold', 'continued', 'warned']);
});

test.each([
  ['to a moment that has passed', { until: '2020-01-01T00:00:00Z' }],
  ['for longer than a week', { minutes: 10_081 }],
])('it is not put on hold %s', async (_, when) => {
  const id = await claimed();
  const hold = desk.one.holds.hold(id, megan, { text: 'Wait', clientMessageId: 'm', ...when });
  await expect(hold).rejects.toMatchObject({ code: 'bad_request' });
  expect(await said(id)).toEqual([]);
});

test('in whatever order two processes hold, continue, hand over and end, the story and the chat agree', async () => {
  const random = dice(13);
  for (let round = 0; round < 12; round += 1) {
    const id = await claimed(`chat ${round}`);
    const other = await desk.addQueue(`Other ${round}`);
    const moves = [
      ({ holds }: PromisedDesk['one']) => holds.hold(id, megan, asks(10, `a${round}`)),
      ({ holds }: PromisedDesk['one']) => holds.hold(id, megan, asks(20, `b${round}`)),
      ({ holds }: PromisedDesk['one']) => holds.continue(id, megan),
      ({ escalations }: PromisedDesk['one']) => escalations.transfer(id, megan, { queueId: other }),
      ({ escalations }: PromisedDesk['one']) => escalations.release(id, megan),
      ({ escalations }: PromisedDesk['one']) => escalations.claim(id, megan),
      ({ escalations }: PromisedDesk['one']) => escalations.resolve(id, megan),
      ({ replies }: PromisedDesk['one']) =>
        replies.reply(id, megan, { text: 'Hello', clientMessageId: `r${round}` }).catch(() => null),
    ].sort(() => random() - 0.5);
    await Promise.all(moves.map((move, n) => move(n % 2 === 0 ? desk.one : desk.two)));
    const { onHoldSince, onHoldUntil, status } = await desk.find(id);
    const story = await desk.story(id);
    const last = story.findLast((type) => type !== 'card_posted');
    expect(onHoldSince === null).toBe(onHoldUntil === null);
    expect(onHoldSince !== null).toBe(status === 'claimed' && last === 'put_on_hold');
    // What was asked of the customer is in the transcript as often as in the story.
    const told = (await said(id)).filter((text) => text.startsWith('Back in'));
    expect(told).toHaveLength(story.filter((type) => type === 'put_on_hold').length);
  }
});
