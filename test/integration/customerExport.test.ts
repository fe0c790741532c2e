/** Everything the desk keeps of one customer leaves it as one archive: all of it, of nobody else, written while it is read. */
import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { ExportedEscalation, ExportedFile, ExportedMessage } from '../../src/contract/api';
import { auditOf } from '../../src/store/audit';
import { PostgresFileStore } from '../../src/store/fileStore';
import { eventually } from '../support/eventually';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const fetched = (who: string, id: string, query: Record<string, string> = {}) =>
  fetch(`${desk.url}/api/escalations/${id}/customer.zip?${new URLSearchParams(query).toString()}`, {
    headers: { authorization: `Bearer ${who}` },
  });

type Archive = Record<string, Uint8Array>;
async function archive(id: string, query: Record<string, string> = {}): Promise<Archive> {
  const answer = await fetched(megan, id, query);
  if (answer.status !== 200) throw new Error(await answer.text());
  return unzipSync(new Uint8Array(await answer.arrayBuffer()));
}
const text = (of: Archive, name: string): string => strFromU8(of[name] ?? new Uint8Array());
const linesOf = (of: Archive, name: string): unknown[] =>
  text(of, name)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
const messagesIn = (of: Archive) => linesOf(of, 'messages.jsonl').map((line) => ExportedMessage.parse(line));
const requestsIn = (of: Archive) => linesOf(of, 'requests.jsonl').map((line) => ExportedEscalation.parse(line));

const verb = async (who: string, id: string, name: string, body: object = {}) => {
  const { status } = await desk.ask(who, `/escalations/${id}/${name}`, { body });
  expect(status).toBeLessThan(300);
};
/** The customer of these is one. */
async function ofOneCustomer(ids: readonly string[], customerId: string): Promise<void> {
  await desk.db.pool.query(
    `update conversation set customer_id = $2
     where id in (select conversation_id from escalation where id = any($1::uuid[]))`,
    [ids, customerId],
  );
}
/** A file a customer sent. */
async function sent(id: string, name: string, bytes: Buffer): Promise<string> {
  const fileId = randomUUID();
  await desk.customerWrites(id, `See ${name}`);
  await desk.db.pool.query(
    `insert into file (id, tenant_id, conversation_id, message_id, owner_kind, name, content_type, size, state)
     select $1, $2, m.conversation_id, m.id, 'customer', $3, 'application/pdf', $4, 'ready'
     from message m join escalation e on e.conversation_id = m.conversation_id where e.id = $5 order by m.seq desc limit 1`,
    [fileId, TENANT, name, bytes.length, id],
  );
  const kept = (async function* () {
    yield bytes;
  })();
  await new PostgresFileStore(desk.db).put(fileId, kept);
  return fileId;
}

test('has every chat with every bot, requests, messages, transcripts and files of the customer, and of nobody else', async () => {
  const customer = randomUUID();
  const first = await desk.open({
    handoff: { variables: [{ name: 'order', value: 'KX-1' }], lastPhrase: '</script>' },
  });
  const second = await desk.open({ connectionId: desk.world.billingConnectionId });
  await desk.open();
  await ofOneCustomer([first, second], customer);
  await verb(adele, first, 'claim');
  await verb(adele, first, 'messages', { text: 'Hello Robin', clientMessageId: 'hello' });
  await verb(adele, first, 'notes', { text: 'A regular', clientMessageId: 'note' });
  const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, n) => n % 253));
  const fileId = await sent(first, '../../bill.pdf', bytes);
  await verb(adele, first, 'resolve', { outcome: 'Refunded', summary: 'Lost in the post' });

  const all = await archive(second);
  expect(linesOf(all, 'chats.jsonl')).toHaveLength(2);
  const requests = requestsIn(all);
  expect(requests.map(({ id }) => id)).toEqual([first, second]);
  expect(requests[0]).toMatchObject({ summary: 'Lost in the post', variables: [{ name: 'order', value: 'KX-1' }] });
  const said = messagesIn(all).map((message) => message.text);
  for (const words of ['Hello Robin', 'A regular', 'See ../../bill.pdf']) expect(said).toContain(words);
  expect(linesOf(all, 'events.jsonl').length).toBeGreaterThanOrEqual(3);
  const pages = requests.map(({ number }) => text(all, `transcripts/${number}.html`));
  expect(pages[0]).toContain('A regular');
  expect(pages.every((page) => page.endsWith('</html>\n'))).toBe(true);
  const files = linesOf(all, 'files.jsonl').map((line) => ExportedFile.parse(line));
  expect(files).toMatchObject([{ fileId, name: '../../bill.pdf', size: bytes.length, reason: null }]);
  const path = files[0]?.path ?? '';
  expect(path).toMatch(/^files\/[0-9a-f]{8}-[^/\\]+$/);
  expect(Buffer.from(all[path] ?? []).equals(bytes)).toBe(true);
  expect(Object.keys(all).at(-1)).toBe('about.txt');
  expect(text(all, 'about.txt')).toContain('2 requests for a person');
});

test('without notes it has nothing that colleagues wrote for each other', async () => {
  const id = await desk.open();
  await ofOneCustomer([id], randomUUID());
  await verb(adele, id, 'claim');
  await verb(adele, id, 'notes', { text: 'A regular', clientMessageId: 'note-2' });
  await verb(adele, id, 'resolve', { outcome: 'Done', summary: 'Lost in the post' });
  const all = await archive(id, { notes: 'without' });
  const everything = Object.values(all)
    .map((bytes) => strFromU8(bytes))
    .join('\n');
  for (const inside of ['A regular', 'Lost in the post']) expect(everything).not.toContain(inside);
  expect(Object.keys(all)).not.toContain('events.jsonl');
});

test('an id that is a bot’s own means somebody else to another bot', async () => {
  const here = await desk.open();
  const elsewhere = await desk.open({ connectionId: desk.world.billingConnectionId });
  await ofOneCustomer([here, elsewhere], '42');
  expect(requestsIn(await archive(here)).map(({ id }) => id)).toEqual([here]);
  expect(requestsIn(await archive(elsewhere)).map(({ id }) => id)).toEqual([elsewhere]);
});

test('everything is for managers of the whole desk: one of some queues might not see all of it', async () => {
  const olga = await desk.token({ oid: 'olga', name: 'Olga', preferred_username: 'o@x.example', roles: ['Manager'] });
  await desk.ask(olga, '/me');
  const body = { queueIds: [desk.world.support] };
  expect((await desk.ask(megan, '/managers/olga', { method: 'PATCH', body })).status).toBe(200);
  expect((await fetched(olga, await desk.open())).status).toBe(403);
});

test('is for managers, and the audit keeps whose it was', async () => {
  const customer = randomUUID();
  const id = await desk.open();
  await ofOneCustomer([id], customer);
  expect((await fetched(adele, id)).status).toBe(403);
  expect((await fetched(megan, randomUUID())).status).toBe(404);
  await archive(id);
  const { items } = await auditOf(desk.db.q, {
    tenantId: TENANT,
    subjectId: customer,
    before: null,
    limit: 10,
    visibleTo: null,
  });
  expect(items.map(({ verb: what, summary }) => [what, summary])).toEqual([
    ['exported', 'The export of everything about Robin Ortiz is complete.'],
    ['export', 'Began to export everything about Robin Ortiz, with notes.'],
  ]);
});

test('one that is broken off is no archive, and the audit says so', async () => {
  const customer = randomUUID();
  const id = await desk.open();
  await ofOneCustomer([id], customer);
  // Nothing packs these, so that no buffer takes all of it.
  await desk.db.pool.query(
    `with e as (select id, conversation_id, from_seq from escalation where id = $1), c as (
       update conversation set last_seq = 20000 where id = (select conversation_id from e))
     insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text)
     select e.conversation_id, e.id, n, 'customer', 'Robin',
       (select string_agg(md5(random()::text || n || k), '') from generate_series(1, 60) k)
     from e, generate_series(e.from_seq + 100, 20000) n`,
    [id],
  );
  const stop = new AbortController();
  const answer = await fetch(`${desk.url}/api/escalations/${id}/customer.zip`, {
    headers: { authorization: `Bearer ${megan}` },
    signal: stop.signal,
  });
  await answer.body?.getReader().read();
  stop.abort();
  const verbs = async () =>
    (
      await auditOf(desk.db.q, { tenantId: TENANT, subjectId: customer, before: null, limit: 10, visibleTo: null })
    ).items.map((row) => row.verb);
  await eventually(async () => (await verbs())[0] === 'brokenOff');
  expect(messagesIn(await archive(id)).length).toBeGreaterThan(19_000);
});
