/** What managers take along: whole or broken off, read back by another program, written while it is read. */
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import type { OpenEscalation } from '../../src/domain/escalation';
import { EXPORT_LIMITS, ExportedEscalation } from '../../src/contract/api';
import { auditOf } from '../../src/store/audit';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { copied } from '../support/copied';
import { eventually } from '../support/eventually';

let desk: ApiDesk;
let adele: string;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const fetched = (path: string, who: string, signal?: AbortSignal): Promise<Response> =>
  fetch(`${desk.url}/api${path}`, { headers: { authorization: `Bearer ${who}` }, ...(signal && { signal }) });

const pathOf = (form: string, query: Record<string, string>) =>
  `/exports/escalations.${form}?${new URLSearchParams(query).toString()}`;

async function bytes(form: string, query: Record<string, string> = {}): Promise<Buffer> {
  const answer = await fetched(pathOf(form, query), megan);
  if (answer.status !== 200) throw new Error(await answer.text());
  return Buffer.from(await answer.arrayBuffer());
}

type Cells = Record<string, string>;
const csv = async (query: Record<string, string> = {}): Promise<Cells[]> =>
  parse<Cells>(await bytes('csv', query), {
    bom: true,
    columns: true,
    delimiter: query['separator'] === 'semicolon' ? ';' : ',',
    record_delimiter: '\r\n',
  });
const jsonl = async (query: Record<string, string> = {}): Promise<ExportedEscalation[]> =>
  (await bytes('jsonl', query))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => ExportedEscalation.parse(JSON.parse(line)));

let topics = 0;
/** Escalations that nothing else is like: found by the topic. */
async function opened(handoff: Partial<OpenEscalation>[]): Promise<{ q: string; ids: string[] }> {
  const q = `topic${++topics}x`;
  const ids: string[] = [];
  for (const one of handoff) ids.push(await desk.open({ handoff: { topic: `About ${q}`, ...one } }));
  return { q, ids };
}

const audited = async () =>
  (await auditOf(desk.db.q, { tenantId: TENANT, visibleTo: null, subjectId: 'history', before: null, limit: 50 }))
    .items;

describe('CSV', () => {
  it('is read back by another program, with every variable in a column', async () => {
    const words = 'He said "no; never",\r\n=1+1 for €5 – 日本';
    const { q } = await opened([
      {
        lastPhrase: words,
        language: 'de-AT',
        variables: [
          { name: 'orderNumber', value: '00123' },
          { name: 'balance', value: -12.5 },
        ],
      },
      {
        variables: [
          { name: 'vip', value: true },
          { name: '=evil()', value: '＝cmd()' },
        ],
      },
    ]);
    const rows = await csv({ q, zone: 'Europe/Berlin', order: 'oldest' });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      Customer: 'Robin Ortiz',
      Queue: 'support',
      Bot: 'Contoso Assistant',
      Status: 'waiting',
      Language: 'de-AT',
      'Last phrase': 'He said "no; never",\r\n\'=1+1 for €5 – 日本',
      'Variable: orderNumber': "'00123",
      'Variable: balance': '-12.5',
      'Variable: vip': '',
      Test: 'false',
    });
    expect(rows[1]).toMatchObject({ 'Variable: vip': 'true', 'Variable: =evil()': "'＝cmd()" });
    const [row] = rows;
    const utc = new Date(`${row?.['Opened (UTC)']?.replace(' ', 'T')}Z`).getTime();
    const berlin = new Date(`${row?.['Opened (Europe/Berlin)']?.replace(' ', 'T')}Z`).getTime();
    expect([3_600_000, 7_200_000]).toContain(berlin - utc);
  });

  it('begins with the mark Excel knows UTF-8 by, and ends lines as Excel does', async () => {
    const { q } = await opened([{}]);
    const answer = await fetched(pathOf('csv', { q }), megan);
    const content = Buffer.from(await answer.arrayBuffer());
    expect(content.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(content.toString('utf8').split('\r\n')).toHaveLength(3);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="?escalations-\d{4}-\d\d-\d\d\.csv/,
    );
    expect(answer.headers.get('handoff-rows')).toBe('1');
  });

  it('has semicolons and decimal commas for the languages that want them', async () => {
    const { q } = await opened([{ variables: [{ name: 'balance', value: -12.5 }] }]);
    expect(await csv({ q, separator: 'semicolon' })).toMatchObject([{ 'Variable: balance': '-12,5' }]);
  });

  it('has what the customer answered, and defuses what they added', async () => {
    const { q, ids } = await opened([{}, {}]);
    await desk.db.q
      .insertInto('survey')
      .values((eb) => ({
        escalation_id: ids[0] ?? '',
        source: 'desk',
        tenant_id: 'tenant',
        customer_id: 'robin',
        queue_id: eb
          .selectFrom('escalation')
          .select('queue_id')
          .where('id', '=', ids[0] ?? ''),
        asked_at: new Date(),
        scale: 'thumbs',
        rating: 2,
        grade: 5,
        comment: '=1+1',
        answered_at: new Date(),
      }))
      .execute();
    expect(await csv({ q, order: 'oldest' })).toMatchObject([
      { 'Rating (of five)': '5', 'Comment on the rating': "'=1+1", 'Rating of the bot (of five)': '' },
      { 'Rating (of five)': '', 'Comment on the rating': '' },
    ]);
  });

  it('has the columns that were chosen, each once and in their order', async () => {
    const { q } = await opened([{ variables: [{ name: 'order', value: 1 }] }]);
    const [row] = await csv({ q, columns: 'customer,number,opened,number' });
    expect(Object.keys(row ?? {})).toEqual(['Number', 'Customer', 'Opened (UTC)']);
  });

  it('puts variables beyond the most frequent together, and loses none', async () => {
    const many = (from: number) =>
      Array.from({ length: 100 }, (_, n) => ({ name: `captured ${from + n}`, value: from + n }));
    const { q } = await opened([{ variables: many(0) }, { variables: many(100) }, { variables: many(200) }]);
    const rows = await csv({ q, order: 'oldest' });
    const own = Object.keys(rows[0] ?? {}).filter((name) => name.startsWith('Variable: '));
    expect(own).toHaveLength(EXPORT_LIMITS.variables);
    const values = rows.flatMap((row) => [
      ...own.map((name) => row[name]).filter(Boolean),
      ...Object.values(JSON.parse(row['Other variables'] || '{}') as Record<string, number>).map(String),
    ]);
    expect(new Set(values).size).toBe(300);
  });

  it('of nothing is the headings alone', async () => {
    expect(await csv({ variable: 'nobodyHasThis' })).toEqual([]);
    expect((await bytes('csv', { variable: 'nobodyHasThis' })).toString('utf8')).toMatch(
      /^\ufeff"Number","Status",.*\r\n$/,
    );
  });
});

test('JSON lines say the same to programs, nothing altered, with who had it and how it went', async () => {
  const { q, ids } = await opened([{ lastPhrase: '=1+1', variables: [{ name: 'order', value: '=2' }] }]);
  const [id = ''] = ids;
  const verb = async (name: string, body: unknown = {}) => {
    const { status } = await desk.ask(adele, `/escalations/${id}/${name}`, { body });
    expect(status).toBeLessThan(300);
  };
  await verb('claim');
  await verb('messages', { text: 'Hello.', clientMessageId: 'exports-1' });
  await verb('resolve', { outcome: 'Sent again', summary: 'Lost in the post' });
  expect(await jsonl({ q })).toMatchObject([
    {
      id,
      status: 'resolved',
      lastPhrase: '=1+1',
      variables: [{ name: 'order', value: '=2' }],
      owner: { id: 'adele', name: 'Adele Vance' },
      owners: [{ id: 'adele', name: 'Adele Vance' }],
      outcome: 'Sent again',
      summary: 'Lost in the post',
      waited: 0,
      firstResponse: expect.any(Number) as number,
      handled: expect.any(Number) as number,
      onHold: null,
      resolution: expect.any(Number) as number,
    },
  ]);
});

test('what the list shows under a filter is what is exported under it, in its order', async () => {
  const { q } = await opened([{ language: 'fr' }, { language: 'de' }, { language: 'de-CH' }, { language: 'de' }]);
  const filters: Record<string, string>[] = [
    { q },
    { q, language: 'de' },
    { q, order: 'oldest' },
    { language: 'de', order: 'newest' },
    { status: 'waiting' },
    { queue: desk.world.support, assignee: 'adele' },
    { from: '2006-11-26T00:00:00Z', to: '2026-11-26T00:00:00Z' },
    {},
  ];
  for (const filter of filters) {
    const list: string[] = [];
    let cursor = '';
    do {
      const query = new URLSearchParams({ ...filter, limit: '100', ...(cursor && { cursor }) });
      const { body } = await desk.ask(megan, `/escalations?${query.toString()}`);
      list.push(...(body as { items: { id: string }[] }).items.map(({ id }) => id));
      cursor = (body as { next: string | null }).next ?? '';
    } while (cursor !== '');
    expect((await jsonl(filter)).map(({ id }) => id)).toEqual(list);
    expect((await csv(filter)).map((row) => row['ID'])).toEqual(list);
  }
});

test('lists are for managers', async () => {
  for (const form of ['csv', 'jsonl']) expect((await fetched(pathOf(form, {}), adele)).status).toBe(403);
});

test.each([
  ['zone', 'Mars/Base'],
  ['columns', 'number,secret'],
  ['separator', 'tab'],
  ['order', 'waited'],
  ['from', 'yesterday'],
  ['value', 'without a variable'],
  ['q', '"'],
])('a %s that cannot be is refused before anything is sent', async (name, value) => {
  const answer = await fetched(pathOf('csv', { [name]: value }), megan);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
});

test('who exported what, and how many, is in the audit', async () => {
  const { q } = await opened([{}, {}]);
  await bytes('csv', { q, language: 'de' });
  await bytes('jsonl', { q });
  const said = (await audited()).slice(0, 4).map(({ actorName, verb, summary }) => [actorName, verb, summary]);
  expect(said).toEqual([
    ['Megan Bowen', 'exported', 'The export is complete: 2 chats.'],
    ['Megan Bowen', 'export', `Began to export 2 chats as JSON lines; filter: q = “${q}”.`],
    ['Megan Bowen', 'exported', 'The export is complete: 0 chats.'],
    ['Megan Bowen', 'export', `Began to export 0 chats as CSV; filter: language = “de”, q = “${q}”.`],
  ]);
});

test('the audit says by which filter in names, and not in ids', async () => {
  const { q } = await opened([{}]);
  await desk.ask(megan, '/me');
  await bytes('jsonl', { q, queue: desk.world.support, assignee: 'megan' });
  const [, begun] = await audited();
  const { name } = await desk.db.q
    .selectFrom('queue')
    .select('name')
    .where('id', '=', desk.world.support)
    .executeTakeFirstOrThrow();
  expect(begun?.summary).toContain(`queue = “${name}”, assignee = “Megan Bowen”`);
});

describe('of very many', () => {
  const TOTAL = 3_000;
  beforeAll(async () => {
    const { conversation, escalation } = await copied(desk, TOTAL);
    expect([conversation, escalation]).toEqual([TOTAL, TOTAL]);
  });

  it('no row comes twice and none is missed while rows change', async () => {
    const answer = await fetched(pathOf('jsonl', { test: 'only' }), megan);
    const reader = answer.body?.getReader();
    if (!reader) throw new Error('There is no answer.');
    const chunks = [(await reader.read()).value];
    await desk.db.q
      .updateTable('escalation')
      .set({ status: 'abandoned', ended_at: new Date() })
      .where('test', '=', true)
      .execute();
    await desk.open();
    for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value);
    const lines = Buffer.concat(chunks.map((chunk) => chunk ?? new Uint8Array()))
      .toString('utf8')
      .trim()
      .split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect([ids.length, new Set(ids).size]).toEqual([TOTAL, TOTAL]);
  });

  it('what is captured for the first time while it is written is in it', async () => {
    const answer = await fetched(pathOf('csv', { test: 'only' }), megan);
    const reader = answer.body?.getReader();
    const chunks = [(await reader?.read())?.value];
    const captured = JSON.stringify([{ name: 'new to everybody', value: 'kept' }]);
    await sql`update escalation set variables = ${captured}::jsonb
      where id in (select id from escalation where test order by opened_at limit 3)`.execute(desk.db.q);
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) chunks.push(part.value);
    const file = Buffer.concat(chunks.map((chunk) => chunk ?? new Uint8Array())).toString('utf8');
    const rows = parse<Record<string, string>>(file, { bom: true, columns: true });
    expect(rows.map((row) => row['Other variables']).filter(Boolean)).toEqual(
      Array.from({ length: 3 }, () => '{"new to everybody":"kept"}'),
    );
  });

  it('whoever cancels ends the reading, and can export again', async () => {
    for (let n = 0; n <= EXPORT_LIMITS.perPerson; n += 1) {
      const stop = new AbortController();
      const answer = await fetched(pathOf('jsonl', { test: 'only' }), megan, stop.signal);
      await answer.body?.getReader().read();
      stop.abort();
      await eventually(async () => (await audited())[0]?.verb !== 'export');
    }
    expect((await jsonl({ test: 'only' })).length).toBe(TOTAL);
  });

  it('only so many are under way at once', async () => {
    const stop = new AbortController();
    const paths = Array.from({ length: EXPORT_LIMITS.perPerson }, () => pathOf('jsonl', { test: 'only' }));
    // Nobody reads them, so they wait.
    const open = await Promise.all(paths.map((path) => fetched(path, megan, stop.signal)));
    expect(open.map(({ status }) => status)).toEqual(paths.map(() => 200));
    const refused = await fetched(pathOf('csv', {}), megan);
    expect([refused.status, await refused.json()]).toMatchObject([429, { code: 'too_many_requests' }]);
    stop.abort();
    await eventually(async () => (await fetched(pathOf('csv', { q: 'none' }), megan)).status === 200);
  });

  it('a sign-in that ends midway breaks it off, and half of it is not taken for all', async () => {
    const until = Math.floor(Date.now() / 1_000) + 10;
    const soon = await desk.token({
      oid: 'megan',
      name: 'Megan Bowen',
      roles: ['Manager'],
      exp: until,
    });
    const answer = await fetched(pathOf('jsonl', { test: 'only' }), soon);
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    await reader?.read();
    await eventually(() => Date.now() > until * 1_000);
    const rest = async () => {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read());
    };
    await expect(rest()).rejects.toThrow();
    await eventually(async () => (await audited())[0]?.verb === 'brokenOff');
  });

  it('what is erased while it is written is in none of its later rows, and all others are', async () => {
    const answer = await fetched(pathOf('jsonl', { test: 'only' }), megan);
    const reader = answer.body?.getReader();
    const chunks = [(await reader?.read())?.value];
    const oldest = sql`select id from escalation where test order by opened_at limit`;
    await sql`delete from escalation where id in (${oldest} 100)`.execute(desk.db.q);
    await sql`update escalation set agent_message = null where id in (${oldest} 100)`.execute(desk.db.q);
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) chunks.push(part.value);
    const rows = Buffer.concat(chunks.map((chunk) => chunk ?? new Uint8Array()))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportedEscalation);
    expect([rows.length, new Set(rows.map(({ id }) => id)).size]).toEqual([TOTAL - 100, TOTAL - 100]);
    expect(rows.slice(-100).filter(({ agentMessage }) => agentMessage !== null)).toEqual([]);
    expect(rows.slice(0, -100).filter(({ agentMessage }) => agentMessage === null)).toEqual([]);
  });
});
