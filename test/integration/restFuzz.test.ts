import fc from 'fast-check';
import { anyJson } from '../support/anyJson';
import { type RestBot, startRestBot } from '../support/restBot';
import { type RestDesk, SECRET, startRestDesk } from '../support/restDesk';

/** Each is a request and the rows counted twice; more of them find more. */
const RUNS = 60;

let desk: RestDesk;
let bot: RestBot;
let known: string;

beforeAll(async () => {
  desk = await startRestDesk();
  await desk.connect('parcels', { callbackUrl: 'http://127.0.0.1:9/' });
  bot = await startRestBot({ desk: () => desk.url, appId: 'parcels', secret: SECRET });
  const { body } = await bot.ask('/api/handoffs', { conversationId: 'known', customer: { id: 'u' } });
  known = body.id;
});
afterAll(async () => {
  await bot.stop();
  await desk.stop();
});

const { name, json } = anyJson([
  '__proto__',
  'constructor',
  'id',
  'text',
  'type',
  'reason',
  'attachments',
  'url',
  'sentAt',
]);
const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary: right }, json);

const handoff = fc.record(
  {
    conversationId: mostly(fc.string({ minLength: 1, maxLength: 8 })),
    customer: mostly(
      fc.record({ id: fc.constantFrom('a', 'b'), name: fc.string({ unit: 'binary' }), locale: mostly(fc.string()) }),
    ),
    transcript: mostly(fc.array(fc.record({ author: json, text: json, attachments: json, sentAt: json }))),
    variables: mostly(fc.dictionary(name, json)),
    topic: mostly(fc.string({ unit: 'binary' })),
  },
  { requiredKeys: ['conversationId', 'customer'] },
);
const words = fc.record({
  id: mostly(fc.string({ unit: 'binary', minLength: 1 })),
  text: mostly(fc.string({ unit: 'binary', minLength: 1 })),
  attachments: mostly(fc.array(fc.record({ contentType: fc.constant('image/png'), url: fc.webUrl(), content: json }))),
});

/** Refused or taken, never broken; what is refused leaves nothing behind. */
async function survives(path: string, content: Buffer, headers: Record<string, string> = {}): Promise<number> {
  const before = await desk.rows();
  const { status, body } = await bot.ask(path, content, { headers });
  expect([status, body]).toEqual([expect.any(Number), expect.any(Object)]);
  if (status >= 300) {
    expect(status).toBeLessThan(500);
    expect(body).toMatchObject({ status, code: expect.any(String) });
    const after = await desk.rows();
    expect({ ...after, outbox: 0 }).toEqual({ ...before, outbox: 0 });
  }
  return status;
}

const asJson = (value: unknown) => Buffer.from(JSON.stringify(value));

test('any handoff is taken whole or refused whole', async () => {
  // Most of it must get past the first field, or nothing is tried.
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 4, arbitrary: handoff }, json),
      fc.string({ maxLength: 300 }),
      async (body, key) => {
        const headers: Record<string, string> = /^[\x20-\x7e]+$/.test(key) ? { 'idempotency-key': key } : {};
        taken += (await survives('/api/handoffs', asJson(body), headers)) < 300 ? 1 : 0;
      },
    ),
    { numRuns: RUNS },
  );
  expect(taken).toBeGreaterThan(10);
});

test('any words of a customer are taken once or refused', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: words }, json), async (body) => {
      taken += (await survives(`/api/handoffs/${known}/messages`, asJson(body))) < 300 ? 1 : 0;
    }),
    { numRuns: RUNS },
  );
  expect(taken).toBeGreaterThan(10);
});

test('any bytes to any path do no harm', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', `/${known}/messages`, '/x/messages', `/${known}`),
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      async (path, bytes) => void (await survives(`/api/handoffs${path}`, Buffer.from(bytes))),
    ),
    { numRuns: RUNS / 2 },
  );
  await fc.assert(
    // Clients resolve dots themselves, and leave what is the bots'.
    fc.asyncProperty(
      fc.webPath().filter((path) => !/\.|%2e/i.test(path)),
      fc.webQueryParameters(),
      async (path, query) => {
        const { status } = await bot.ask(`/api/handoffs/${path}?${query}`.replace('/handoffs//', '/handoffs/x'));
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: RUNS / 2 },
  );
});

test('any headers do no harm', async () => {
  const header = fc.string({ maxLength: 400 }).filter((text) => /^[\x21-\x7e]+$/.test(text));
  await fc.assert(
    fc.asyncProperty(header, header, async (signature, connection) => {
      const headers = { 'handoff-connection': connection };
      const { status } = await bot.ask('/api/handoffs', {}, { signature, headers });
      expect([401, 429]).toContain(status);
    }),
    { numRuns: RUNS / 2 },
  );
  const { status } = await bot.ask(`/api/handoffs/${known}`);
  expect(status).toBe(200);
});
