/** Whose turn it is and what each agent has not read, as lists and single escalations say it. */
import { randomUUID } from 'node:crypto';
import type { Escalation } from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  const person = (oid: string, options: object = {}) => desk.token({ oid, name: oid, ...options });
  [adele, diego, megan] = await Promise.all([
    person('adele'),
    person('diego'),
    person('megan', { roles: ['Manager'] }),
  ]);
});
afterAll(async () => desk.stop());

const verb = (who: string, id: string, name: string, body: object = {}) =>
  desk.ask(who, `/escalations/${id}/${name}`, { body });
const seen = async (who: string, id: string) => (await desk.ask(who, `/escalations/${id}`)).body as Escalation;
const read = (who: string, id: string, upTo: number) =>
  desk.ask(who, `/escalations/${id}/read`, { method: 'PUT', body: { upTo } });
const markUnread = (who: string, id: string) => desk.ask(who, `/escalations/${id}/read`, { method: 'DELETE' });
const says = (who: string, id: string, how: 'messages' | 'notes' = 'messages') =>
  verb(who, id, how, { text: 'Hello', clientMessageId: randomUUID() });
const claimed = async () => {
  const id = await desk.open();
  await verb(adele, id, 'claim');
  return id;
};
const list = async (who: string, query: string) =>
  (await desk.ask(who, `/escalations?${query}`)).body as { items: Escalation[]; next: string | null };

describe('whose turn it is', () => {
  it('is the owner’s from the claim on, and again with the customer’s first word after an answer', async () => {
    const id = await desk.open();
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince: null });
    await verb(adele, id, 'claim');
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince: expect.any(String) });
    expect(await seen(megan, id)).toMatchObject({ ownerWaitsSince: null, customerAskedAt: null });
    await says(adele, id);
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince: null, ownerWaitsSince: expect.any(String) });
    const { ownerWaitsSince } = await seen(adele, id);
    await says(diego, id, 'notes');
    expect(await seen(megan, id)).toMatchObject({ ownerWaitsSince });
    await desk.customerWrites(id);
    expect(await seen(adele, id)).toMatchObject({ ownerWaitsSince: null });
    const { customerWaitsSince } = await seen(adele, id);
    expect(customerWaitsSince).not.toBeNull();
    await desk.customerWrites(id);
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince });
  });

  it('notes, advice and joins change nothing of it', async () => {
    const id = await claimed();
    await says(adele, id);
    await says(diego, id, 'notes');
    await verb(adele, id, 'consult', { agentId: 'diego' });
    await verb(megan, id, 'join');
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince: null, unread: 0 });
    await desk.customerWrites(id);
    const { customerWaitsSince } = await seen(adele, id);
    await says(diego, id, 'notes');
    await verb(megan, id, 'leave');
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince, unread: 1 });
  });

  it('is nobody’s once it has ended', async () => {
    const id = await claimed();
    await desk.customerWrites(id);
    await verb(adele, id, 'resolve');
    expect(await seen(adele, id)).toMatchObject({ customerWaitsSince: null, unread: 0 });
  });

  it('orders lists, page by page', async () => {
    const ids = [await claimed(), await claimed(), await claimed()];
    for (const id of ids) await says(adele, id);
    await desk.customerWrites(ids[2]!);
    await desk.customerWrites(ids[0]!);
    const mine = new Set(ids);
    const order: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await list(adele, `assignee=me&status=claimed&order=unanswered&limit=1&cursor=${next}`);
      order.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(new Set(order).size).toBe(order.length);
    expect(order.filter((id) => mine.has(id))).toEqual([ids[2], ids[0], ids[1]]);
  });
});

describe('what somebody has not read', () => {
  it('is counted for the owner, wherever they look, until they have read it', async () => {
    const id = await desk.open();
    await desk.customerWrites(id, 'Is anybody there?');
    const won = (await verb(adele, id, 'claim')).body as Escalation;
    expect(won).toMatchObject({ unread: 1 });
    await desk.customerWrites(id);
    const { lastSeq, unread } = await seen(adele, id);
    expect(unread).toBe(2);
    expect(await seen(diego, id)).toMatchObject({ unread: 0 });
    expect((await list(adele, 'assignee=me&unread=me')).items.map((item) => item.id)).toContain(id);
    expect((await read(adele, id, lastSeq)).status).toBe(204);
    expect(await seen(adele, id)).toMatchObject({ unread: 0 });
    expect((await list(adele, 'assignee=me&unread=me')).items.map((item) => item.id)).not.toContain(id);
    // A tab that is behind takes nothing back.
    await read(adele, id, 1);
    expect(await seen(adele, id)).toMatchObject({ unread: 0 });
  });

  it('is each reader’s own', async () => {
    const id = await claimed();
    await verb(adele, id, 'consult', { agentId: 'diego' });
    await desk.customerWrites(id);
    await read(adele, id, (await seen(adele, id)).lastSeq);
    expect(await seen(adele, id)).toMatchObject({ unread: 0 });
    expect(await seen(diego, id)).toMatchObject({ unread: 1 });
  });

  it('can be marked again', async () => {
    const id = await claimed();
    await desk.customerWrites(id);
    await desk.customerWrites(id);
    await read(adele, id, 10_000);
    expect(await seen(adele, id)).toMatchObject({ unread: 0 });
    await desk.customerWrites(id);
    expect(await seen(adele, id)).toMatchObject({ unread: 1 });
    await read(adele, id, 10_000);
    expect((await markUnread(adele, id)).status).toBe(204);
    expect(await seen(adele, id)).toMatchObject({ unread: 1 });
  });

  it('is kept for nobody who has no part in it', async () => {
    const id = await claimed();
    await desk.customerWrites(id);
    expect((await read(diego, id, 10)).status).toBe(204);
    expect((await markUnread(diego, id)).status).toBe(204);
    const marks = await desk.db.q.selectFrom('escalation_read').selectAll().where('escalation_id', '=', id).execute();
    expect(marks).toEqual([]);
  });

  it('is asked of signed-in people who may see it, in numbers', async () => {
    const id = await claimed();
    const path = `/escalations/${id}/read`;
    expect((await desk.ask(null, path, { method: 'PUT', body: { upTo: 1 } })).status).toBe(401);
    expect((await desk.ask(adele, path, { method: 'PUT', body: { upTo: 'x' } })).status).toBe(400);
    expect((await desk.ask(adele, path, { method: 'PUT', body: { upTo: -1 } })).status).toBe(400);
    const lee = await desk.token({ oid: 'lee', name: 'lee' });
    expect((await desk.ask(lee, path, { method: 'PUT', body: { upTo: 1 } })).status).toBe(404);
    expect((await desk.ask(lee, path, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('what a row says besides', () => {
  it('words that did not arrive, until others do', async () => {
    const id = await claimed();
    const { id: messageId } = (await says(adele, id)).body as { id: string };
    const settle = (message: string, delivery: 'failed' | 'delivered') =>
      desk.db.q.updateTable('message').set({ delivery }).where('id', '=', message).execute();
    await settle(messageId, 'failed');
    expect(await seen(adele, id)).toMatchObject({ undelivered: true });
    await desk.customerWrites(id);
    expect(await seen(adele, id)).toMatchObject({ undelivered: true });
    const { id: later } = (await says(adele, id)).body as { id: string };
    await settle(later, 'delivered');
    expect(await seen(adele, id)).toMatchObject({ undelivered: false });
  });
});
