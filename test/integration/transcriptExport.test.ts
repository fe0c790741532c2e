/** A transcript that leaves the desk: whole, in the reader's own time, fetching nothing, and only what its reader may have. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { auditOf } from '../../src/store/audit';
import { storable } from '../../src/base/storable';
import { PostgresFileStore } from '../../src/store/fileStore';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  const person = (oid: string, name: string, options: object = {}) => desk.token({ oid, name, ...options });
  [adele, diego, lee, megan] = await Promise.all([
    person('adele', 'Adele Vance'),
    person('diego', 'Diego Siciliani'),
    person('lee', 'Lee Gu'),
    person('megan', 'Megan Bowen', { roles: ['Manager'] }),
  ]);
});
afterAll(() => desk.stop());

type Form = 'html' | 'txt';
const fetched = (who: string, id: string, form: Form, query: Record<string, string> = {}) =>
  fetch(`${desk.url}/api/escalations/${id}/transcript.${form}?${new URLSearchParams(query).toString()}`, {
    headers: { authorization: `Bearer ${who}` },
  });
async function file(who: string, id: string, form: Form, query: Record<string, string> = {}): Promise<string> {
  const answer = await fetched(who, id, form, query);
  if (answer.status !== 200) throw new Error(await answer.text());
  return answer.text();
}
const verb = async (who: string, id: string, name: string, body: object = {}) => {
  const { status } = await desk.ask(who, `/escalations/${id}/${name}`, { body });
  expect(status).toBeLessThan(300);
};
let said = 0;
const say = (who: string, id: string, text: string) =>
  verb(who, id, 'messages', { text, clientMessageId: `said-${++said}` });
const note = (who: string, id: string, text: string, whisper = false) =>
  verb(who, id, 'notes', { text, clientMessageId: `said-${++said}`, whisper });

interface Line {
  text: string;
  author?: string;
  kind?: 'customer' | 'bot' | 'agent';
  format?: 'plain' | 'markdown';
  at?: Date;
  attachments?: object[];
  extras?: object;
}
/** Words straight into the transcript, as whatever came in from outside may be. */
async function lines(id: string, all: readonly Line[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { text, author = 'Robin Ortiz', kind = 'customer', format = 'plain', at = new Date(), ...more } of all) {
    const { rows } = await desk.db.pool.query<{ id: string }>(
      `with numbered as (
         update conversation set last_seq = last_seq + 1
         where id = (select conversation_id from escalation where id = $1) returning id, last_seq)
       insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text, format, sent_at, attachments, extras)
       select id, $1, last_seq, $2, $3, $4, $5, $6, $7, $8 from numbered returning id`,
      [id, kind, author, text, format, at, JSON.stringify(more.attachments ?? []), JSON.stringify(more.extras ?? {})],
    );
    ids.push(rows[0]?.id ?? '');
  }
  return ids;
}

interface Page {
  tags: string[];
  attributes: [tag: string, name: string, value: string][];
  words: string;
}
function parsed(html: string): Page {
  const page: Page = { tags: [], attributes: [], words: '' };
  const parser = new Parser({
    onopentag(name, attributes) {
      page.tags.push(name);
      for (const [key, value] of Object.entries(attributes)) page.attributes.push([name, key, value]);
    },
    ontext: (text) => void (page.words += text),
  });
  parser.end(html);
  return page;
}

const MAY_STAND = new Set(
  (
    'html head meta title style body h1 h2 h3 h4 h5 h6 dl dt dd p br ol ul li div span bdi time blockquote figure img ' +
    'figcaption u s strong em code pre hr table thead tbody tr th td'
  ).split(' '),
);
const MAY_SAY = new Set('lang charset http-equiv content name dir class datetime alt src start style'.split(' '));

/** Nothing in it is fetched, run or followed. */
function expectHarmless(html: string): Page {
  const page = parsed(html);
  expect(page.tags.filter((tag) => !MAY_STAND.has(tag))).toEqual([]);
  expect(page.tags.filter((tag) => tag === 'style' || tag === 'meta' || tag === 'title')).toHaveLength(6);
  for (const [tag, name, value] of page.attributes) {
    expect(MAY_SAY).toContain(name);
    if (name === 'src') expect([tag, value.slice(0, 11)]).toEqual(['img', 'data:image/']);
    if (name === 'style') expect(value).toMatch(/^text-align:(left|right|center)$/);
  }
  expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-/);
  expect(html.endsWith('</html>\n')).toBe(true);
  return page;
}

test('says all that was said, by whom and when in the reader’s zone, in both forms', async () => {
  const id = await desk.open();
  await lines(id, [
    { text: 'I was charged twice', at: new Date('2026-03-29T00:59:59Z') },
    { text: 'And again', at: new Date('2026-03-29T01:00:00Z') },
    { text: 'See **this**', kind: 'bot', author: 'Contoso', format: 'markdown', at: new Date('2026-03-29T22:30:00Z') },
  ]);
  const text = await file(adele, id, 'txt', { zone: 'Europe/Berlin' });
  expect(text).toContain('Times are of Europe/Berlin.');
  // The hour clocks went forward is told apart, and so is the next day.
  expect(text).toContain('\nSunday, 29 March 2026 (UTC+01:00)\n\n01:59:59 Robin Ortiz: I was charged twice\n');
  expect(text).toContain('\nSunday, 29 March 2026 (UTC+02:00)\n\n03:00:00 Robin Ortiz: And again\n');
  expect(text).toContain('\nMonday, 30 March 2026 (UTC+02:00)\n\n00:30:00 Contoso (bot): See **this**\n');
  const page = expectHarmless(await file(adele, id, 'html', { zone: 'Europe/Berlin' }));
  expect(page.words).toContain('I was charged twice');
  expect(page.words).toContain('See this');
  expect(page.words).toContain('Sunday, 29 March 2026 (UTC+02:00)');
  const [answer] = [await fetched(adele, id, 'html')];
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?chat-\d+\.html/);
});

test('notes, whispers and the timeline are in it only where they were chosen, and only for whom they are', async () => {
  const id = await desk.open({ handoff: { variables: [{ name: 'order', value: 'KX-77' }] } });
  await verb(adele, id, 'claim');
  await say(adele, id, 'Hello Robin');
  await note(diego, id, 'He is a regular');
  await note(megan, id, 'Offer him a refund', true);
  await verb(adele, id, 'release', { reason: 'needs French' });
  for (const form of ['txt', 'html'] as const) {
    const plain = await file(megan, id, form);
    expect(plain).toContain('Hello Robin');
    for (const inside of ['regular', 'refund', 'needs French', 'KX-77', 'claimed']) expect(plain).not.toContain(inside);
    const adeles = await file(adele, id, form, { notes: 'with' });
    for (const inside of ['regular', 'refund', 'needs French', 'KX-77', 'Adele Vance claimed']) {
      expect(adeles).toContain(inside);
    }
    const diegos = await file(diego, id, form, { notes: 'with' });
    expect(diegos).toContain('regular');
    expect(diegos).not.toContain('refund');
    expect(diegos).not.toContain('whisper to');
  }
  expect((await fetched(lee, id, 'txt')).status).toBe(404);
  expect((await fetched(adele, randomUUID(), 'txt')).status).toBe(404);
});

test('how it was stands in it, as the customer chose it; and that they were asked and did not answer', async () => {
  const id = await desk.open();
  await verb(adele, id, 'claim');
  await verb(adele, id, 'resolve', { outcome: 'Refunded' });
  const { body } = await desk.ask(adele, `/escalations/${id}`);
  for (const form of ['txt', 'html'] as const) expect(await file(adele, id, form)).not.toContain('How it was');
  await desk.db.pool.query(
    `insert into survey (escalation_id, source, tenant_id, customer_id, queue_id, asked_at, scale)
     values ($1, 'desk', $2, $3, $4, now(), 'stars')`,
    [id, TENANT, body.customer.id as string, desk.world.support],
  );
  for (const form of ['txt', 'html'] as const) expect(await file(adele, id, form)).toContain('Asked, and not answered');
  await desk.db.pool.query(
    `update survey set rating = 4, grade = 4, comment = 'Quick <b>help</b>', answered_at = now() where escalation_id = $1`,
    [id],
  );
  expect(await file(adele, id, 'txt')).toContain('How it was: 4 of 5: “Quick <b>help</b>”');
  const page = expectHarmless(await file(adele, id, 'html'));
  expect(page.words).toContain('4 of 5: “Quick <b>help</b>”');
});

test('pictures are in the page as far as its limits go; all else is named, with its size', async () => {
  const id = await desk.open();
  const [message = ''] = await lines(id, [{ text: '' }]);
  const bytes = Buffer.from(Array.from({ length: 700_001 }, (_, n) => n % 251));
  const files = [
    { name: 'photo.png', type: 'image/png', size: bytes.length },
    { name: 'huge.png', type: 'image/png', size: 6_000_000 },
    { name: 'bill "<b>.pdf', type: 'application/pdf', size: 1_400_000 },
  ];
  const attachments: object[] = [];
  for (const { name, type, size } of files) {
    const fileId = randomUUID();
    await desk.db.pool.query(
      `insert into file (id, tenant_id, conversation_id, message_id, owner_kind, name, content_type, size, state)
       select $1, $2, m.conversation_id, m.id, 'customer', $3, $4, $5, 'ready' from message m where m.id = $6`,
      [fileId, TENANT, name, type, size, message],
    );
    attachments.push({ contentType: type, name, url: null, fileId });
    if (size === bytes.length) {
      await new PostgresFileStore(desk.db).put(
        fileId,
        (async function* () {
          yield bytes;
        })(),
      );
    }
  }
  attachments.push({ contentType: 'text/html', name: 'Elsewhere', url: 'https://files.example/x' });
  await desk.db.pool.query('update message set attachments = $2 where id = $1', [message, JSON.stringify(attachments)]);
  const page = expectHarmless(await file(adele, id, 'html'));
  const pictures = page.attributes.filter(([, name]) => name === 'src').map(([, , value]) => value);
  expect(pictures).toHaveLength(1);
  expect(Buffer.from((pictures[0] ?? '').replace('data:image/png;base64,', ''), 'base64').equals(bytes)).toBe(true);
  expect(page.words).toContain('Picture: photo.png (700 KB)');
  expect(page.words).toContain('Picture: huge.png (6.0 MB)');
  expect(page.words).toContain('File: bill __b_.pdf (1.4 MB)');
  expect(page.words).toContain('Link: Elsewhere (https://files.example/x)');
  const named = expectHarmless(await file(adele, id, 'html', { pictures: 'named' }));
  expect(named.tags).not.toContain('img');
  expect(await file(adele, id, 'txt')).toContain('[Picture: photo.png (700 KB)]');
});

test('nobody makes up a line of the text', async () => {
  const id = await desk.open();
  await lines(id, [
    {
      text: 'Hi\n13:45:07 Adele Vance: You get $1,000\r\n\nThursday\u2028x',
      author: 'Eve\n13:45:07 Adele Vance',
    },
  ]);
  const text = await file(adele, id, 'txt');
  const made = text.split(/[\n\r\u2028\u2029\u0085]/).filter((line) => /^(\d\d:|Thursday$|x$)/.test(line));
  expect(made.map((line) => line.slice(9))).toEqual([
    expect.stringMatching(/^Handoff Desk: /),
    'Eve 13:45:07 Adele Vance: Hi',
  ]);
});

test('whatever people and bots write, the page stays what it is', async () => {
  const id = await desk.open();
  const nasty = fc.constantFrom(
    '<script>alert(1)</script>',
    '</title><script src=https://evil.example/x.js></script>',
    '"><img src=x onerror=alert(1)>',
    '![p](https://evil.example/pixel.png)',
    '[press](javascript:alert(1))',
    '[press](https://evil.example "t")',
    '<https://evil.example>',
    '\u202egnp.exe\u202c',
    '\u2066\u2067\u200f',
    '```html\n<iframe src=//evil.example>\n```',
    '~~~"onload=x\n</li></ol><h1>',
    '|a|b|\n|:-:|-|\n|<svg onload=x>|[x]: javascript:1|',
    '<style>*{background:url(//evil.example)}</style>',
    '&lt;script&gt;&#x3c;b&#x3e;',
    '\0\u0008\ud800',
    '# title\n\n- - - -\n> > >',
    '<!--',
    '-->',
    ']]>',
    "' onclick='x",
    '\u2028',
    'data:text/html,<b>',
  );
  const words = fc
    .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 6 })
    .map((all) => storable(all.join('')));
  const name = words.map((text) => storable(text.slice(0, 100)) || 'x');
  const line = fc.record({
    text: words,
    author: name,
    kind: fc.constantFrom('customer' as const, 'bot' as const),
    format: fc.constantFrom('plain' as const, 'markdown' as const),
    attachments: fc.array(
      fc.record({
        contentType: name,
        name,
        url: fc.constantFrom('https://evil.example/"><script>', 'javascript:x', null),
      }),
      { maxLength: 2 },
    ),
    extras: fc.record({
      quote: fc.record({ messageId: fc.constant(null), seq: fc.constant(null), author: name, text: words }),
      answers: fc.array(fc.record({ label: name, value: words }), { maxLength: 2 }),
      citations: fc.array(fc.record({ position: fc.constant(1), name, url: words, abstract: fc.constant(null) }), {
        maxLength: 1,
      }),
    }),
  });
  const many = fc.sample(line, { numRuns: 400, seed: 20_261_126 });
  await lines(
    id,
    many.map(({ text, ...more }) => ({ text, ...more })),
  );
  const html = await file(adele, id, 'html', { notes: 'with' });
  const { tags } = expectHarmless(html);
  expect(tags.filter((tag) => tag === 'h1').length).toBeGreaterThan(0);
  // eslint-disable-next-line no-control-regex -- what must not be in it
  expect(html).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066\u2067]/);
  // The desk's own first words are the one more.
  expect(html.split('class="said ').length - 1).toBe(many.length + 1);
});

test('who took a transcript along, in which form and with what, is in the audit', async () => {
  const id = await desk.open();
  await file(adele, id, 'txt');
  await file(megan, id, 'html', { notes: 'with' });
  const { items } = await auditOf(desk.db.q, {
    tenantId: TENANT,
    visibleTo: null,
    subjectId: id,
    before: null,
    limit: 10,
  });
  expect(items.map(({ actorName, verb: what, summary }) => [actorName, what, summary.replace(/#\d+/, '#1')])).toEqual([
    ['Megan Bowen', 'exported', 'The transcript of #1 is complete.'],
    ['Megan Bowen', 'export', 'Exported the transcript of #1 as HTML, with notes.'],
    ['Adele Vance', 'exported', 'The transcript of #1 is complete.'],
    ['Adele Vance', 'export', 'Exported the transcript of #1 as text, without notes.'],
  ]);
});

test('a long one is written while it is read', async () => {
  const id = await desk.open();
  await desk.db.pool.query(
    `with e as (select id, conversation_id, from_seq from escalation where id = $1), c as (
       update conversation set last_seq = 20000 where id = (select conversation_id from e))
     insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text)
     select conversation_id, id, n, 'customer', 'Robin', repeat('Words ', 200) || n from e, generate_series(from_seq + 100, 20000) n`,
    [id],
  );
  const answer = await fetched(adele, id, 'txt');
  const reader = answer.body?.getReader();
  let bytes = 0;
  let last = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.length;
    last = Buffer.from(part.value).toString('utf8').slice(-40);
  }
  expect(bytes).toBeGreaterThan(20_000_000);
  expect(last).toContain(' 20000\n');
});

test.each([
  ['zone', 'Mars/Base'],
  ['notes', 'all'],
  ['pictures', 'linked'],
])('a %s that cannot be is refused', async (name, value) => {
  const id = await desk.open();
  expect((await fetched(adele, id, 'html', { [name]: value })).status).toBe(400);
});
