/** A long transcript read from any place, words found in it, the customer's earlier escalations, and who else looks. */
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { type Escalation, Escalation as EscalationSchema, MessagesPage, Viewing } from '../../src/contract/api';
import { eventually } from '../support/eventually';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

const LENGTH = 1_000;
/** After whatever was said when it was opened. */
const BEGAN = Date.now() + 60_000;

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;
let long: string;
/** Where the first of the many messages stands. */
let from: number;

beforeAll(async () => {
  desk = await startApiDesk();
  const person = (oid: string, options: object = {}) => desk.token({ oid, name: oid, ...options });
  [adele, diego, lee, megan] = await Promise.all([
    person('adele'),
    person('diego'),
    person('lee'),
    person('megan', { roles: ['Manager'] }),
  ]);
  long = await desk.open();
  await verb(adele, long, 'claim');
  from = ((await seen(adele, long)).lastSeq ?? 0) + 1;
  await desk.db.pool.query(
    `with e as (select id, conversation_id from escalation where id = $1)
     insert into message (conversation_id, escalation_id, seq, author_kind, author_id, author_name, text, sent_at)
     select e.conversation_id, e.id, $2 + n, 'customer', 'customer', 'Robin Ortiz',
       'Message ' || n || case when n % 100 = 0 then ' about 100%_sure' else '' end, $3::timestamptz + n * interval '1 minute'
     from e, generate_series(0, $4 - 1) n`,
    [long, from, new Date(BEGAN), LENGTH],
  );
  await desk.db.pool.query(
    `update conversation set last_seq = last_seq + $2, last_customer_seq = last_seq + $2
     where id = (select conversation_id from escalation where id = $1)`,
    [long, LENGTH],
  );
});
afterAll(async () => desk.stop());

const verb = (who: string, id: string, name: string, body: object = {}) =>
  desk.ask(who, `/escalations/${id}/${name}`, { body });
const seen = async (who: string, id: string) => (await desk.ask(who, `/escalations/${id}`)).body as Escalation;
const page = async (who: string, query: string) => {
  const { status, body } = await desk.ask(who, `/escalations/${long}/messages?${query}`);
  expect({ status, body: MessagesPage.parse(body) }).toEqual({ status: 200, body });
  return body as MessagesPage;
};
const seqs = ({ items }: MessagesPage) => items.map(({ seq }) => seq);
const found = async (who: string, q: string, id = long) =>
  (await desk.ask(who, `/escalations/${id}/messages/search?q=${encodeURIComponent(q)}`)).body as {
    seqs: number[];
    isCut: boolean;
  };

describe('a long transcript', () => {
  it('says where it begins and ends on every page', async () => {
    expect(await page(adele, 'limit=1')).toMatchObject({ first: 1, last: from + LENGTH - 1, around: null });
  });

  it.each([
    ['the middle', 500, 10, 495, 504],
    ['the start', 1, 10, 1, 10],
    ['beyond the end', 2_000_000, 10, LENGTH - 5, null],
  ])('is read around a place: %s', async (_, around, limit, first, last) => {
    const read = await page(adele, `around=${around}&limit=${limit}`);
    const end = from + LENGTH - 1;
    expect(seqs(read)[0]).toBe(last === null ? end - 5 : first);
    expect(seqs(read).at(-1)).toBe(last ?? end);
    expect(read.around).toBe(Math.min(around, end));
  });

  it('is read around a day', async () => {
    const at = new Date(BEGAN + 300 * 60_000 - 1_000).toISOString();
    const read = await page(adele, `at=${encodeURIComponent(at)}&limit=20`);
    expect(read.around).toBe(from + 300);
    expect(seqs(read)).toContain(from + 300);
    const late = await page(adele, `at=${new Date(BEGAN + 365 * 86_400_000).toISOString()}`);
    expect(late.around).toBe(from + LENGTH - 1);
  });

  it('refuses a place or a time that is none', async () => {
    for (const query of ['around=0', 'around=x', 'at=yesterday', 'around=99999999999']) {
      expect(await desk.ask(adele, `/escalations/${long}/messages?${query}`)).toMatchObject({ status: 400 });
    }
  });

  it('says how far the asker has read, to whoever has a part in it', async () => {
    expect(await page(adele, 'limit=1')).toMatchObject({ readUpTo: null });
    await desk.ask(adele, `/escalations/${long}/read`, { method: 'PUT', body: { upTo: 42 } });
    expect(await page(adele, 'limit=1')).toMatchObject({ readUpTo: 42 });
    expect(await page(diego, 'limit=1')).toMatchObject({ readUpTo: null });
  });
});

describe('words in a transcript', () => {
  it('are found wherever they are, in order, whatever their case', async () => {
    const { seqs: places } = await found(adele, 'ABOUT 100%_sure');
    expect(places).toEqual(Array.from({ length: 10 }, (_, n) => from + n * 100));
    // Signs of SQL are signs.
    expect((await found(adele, '1__')).seqs).toEqual([]);
  });

  it('are the newest 500 when there are more', async () => {
    const { seqs: places, isCut } = await found(adele, 'message');
    expect(isCut).toBe(true);
    expect(places).toHaveLength(500);
    expect(places.at(-1)).toBe(from + LENGTH - 1);
  });

  it('of a whisper are found by those who may read it, and nobody else', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    await verb(megan, id, 'notes', { text: 'Offer a refund', clientMessageId: randomUUID(), whisper: true });
    expect((await found(adele, 'refund', id)).seqs).toHaveLength(1);
    expect((await found(megan, 'refund', id)).seqs).toHaveLength(1);
    expect((await found(diego, 'refund', id)).seqs).toEqual([]);
  });

  it('are nobody’s business who may not see the chat', async () => {
    expect(await desk.ask(lee, `/escalations/${long}/messages/search?q=message`)).toMatchObject({ status: 404 });
    expect(await desk.ask(adele, `/escalations/${long}/messages/search?q=`)).toMatchObject({ status: 400 });
  });
});

describe('the customer’s earlier escalations', () => {
  /** One of this customer, in a chat of its own. */
  async function openedBy(customerId: string, connectionId = desk.world.connectionId): Promise<string> {
    const id = await desk.open({ connectionId });
    await desk.db.pool.query(
      'update conversation set customer_id = $1 where id = (select conversation_id from escalation where id = $2)',
      [customerId, id],
    );
    return id;
  }
  const earlier = async (who: string, id: string) =>
    ((await desk.ask(who, `/escalations/${id}/earlier`)).body.items as Escalation[]).map((one) => {
      expect(EscalationSchema.parse(one)).toEqual(one);
      return one.id;
    });

  it('are read, the newest first, by those who may see them', async () => {
    const customer = randomUUID();
    const first = await openedBy(customer);
    const billing = await openedBy(customer, desk.world.billingConnectionId);
    const now = await openedBy(customer);
    expect(await earlier(megan, now)).toEqual([billing, first]);
    expect(await earlier(adele, now)).toEqual([first]);
    expect(await earlier(adele, first)).toEqual([]);
    expect(await desk.ask(lee, `/escalations/${now}/earlier`)).toMatchObject({ status: 404 });
  });

  it('are those with the same bot, where the bot has ids of its own: another bot’s “42” is somebody else', async () => {
    const first = await openedBy('42');
    await openedBy('42', desk.world.billingConnectionId);
    const now = await openedBy('42');
    expect(await earlier(megan, now)).toEqual([first]);
  });
});

test('who else has a chat open is told to those who look at it, until they leave', async () => {
  const id = await desk.open();
  const path = `/escalations/${id}/viewers`;
  const look = async (who: string) => Viewing.parse((await desk.ask(who, path, { body: {} })).body).items;
  const heard = await streamOf(adele);
  expect(await look(adele)).toEqual([]);
  await look(diego);
  await eventually(() => heard().includes(`event: viewers\ndata: {"escalationId":"${id}"}`));
  expect(await look(adele)).toEqual([{ id: 'diego', name: 'diego' }]);
  expect((await seen(megan, id)).viewers.map((one) => one.id).sort()).toEqual(['adele', 'diego']);
  const { items } = (await desk.ask(adele, '/escalations?status=waiting')).body as { items: Escalation[] };
  expect(items.find((one) => one.id === id)?.viewers).toEqual([{ id: 'diego', name: 'diego' }]);
  expect(await desk.ask(diego, path, { method: 'DELETE' })).toMatchObject({ status: 204 });
  await eventually(async () => (await look(adele)).length === 0);
  expect(await desk.ask(lee, path, { body: {} })).toMatchObject({ status: 404 });
});

/** What a stream has said so far. */
async function streamOf(token: string): Promise<() => string> {
  let text = '';
  await new Promise<void>((resolve, reject) => {
    get(`${desk.url}/api/stream`, { headers: { authorization: `Bearer ${token}` }, agent: false }, (answer) => {
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.includes('event: hello')) resolve();
      });
      answer.on('error', () => undefined);
    }).on('error', reject);
  });
  return () => text;
}
