/** Authors of bots whose chats the desk does not see report how many there were: taken whole or not at all, and corrected. */
import { Figures } from '../../src/escalation/figures';
import { type RestBot, startRestBot } from '../support/restBot';
import { type RestDesk, SECRET, startRestDesk } from '../support/restDesk';

let desk: RestDesk;
let bot: RestBot;

beforeAll(async () => {
  desk = await startRestDesk();
  await desk.connect('parcels');
  await desk.connect('other');
  bot = await startRestBot({ desk: () => desk.url, appId: 'parcels', secret: SECRET });
});
afterAll(async () => {
  await bot.stop();
  await desk.stop();
});
beforeEach(() => desk.db.pool.query('delete from bot_hour'));

const HOUR_MS = 3_600_000;
const hour = (ago: number) => new Date((Math.floor(Date.now() / HOUR_MS) - ago) * HOUR_MS).toISOString();
const report = (...hours: unknown[]) => bot.ask('/api/handoffs/conversations', { hours });
const reported = async (from = hour(900), to = hour(-1)) => {
  const { status, body } = await bot.ask(`/api/handoffs/conversations?from=${from}&to=${to}`);
  expect(status).toBe(200);
  return body.hours as object[];
};

test('what is reported is answered as the desk has it, and can be read again', async () => {
  const { status, body } = await report(
    { hour: hour(1), resolved: 80, gaveUp: 15 },
    { hour: hour(2), resolved: 70, gaveUp: 20, unknown: 3 },
  );
  expect(status).toBe(200);
  const kept = [
    { hour: hour(2), chats: 93, escalated: 0, resolved: 70, gaveUp: 20, unknown: 3 },
    { hour: hour(1), chats: 95, escalated: 0, resolved: 80, gaveUp: 15, unknown: 0 },
  ];
  expect(body).toEqual({ hours: kept });
  expect(await reported()).toEqual(kept);
  expect(await reported(hour(1), hour(0))).toEqual(kept.slice(1));
});

test('handoffs are counted by the desk itself, and not by the report', async () => {
  const { body: handoff } = await bot.ask('/api/handoffs', {
    conversationId: 'chat-1',
    customer: { id: 'robin' },
    callbackUrl: bot.callbackUrl,
  });
  await desk.db.pool.query('update escalation set opened_at = $1 where id = $2', [hour(3), handoff.id]);
  while (await new Figures(desk.db).keepFacts({ waits: true })) continue;
  const { body } = await report({ hour: hour(3), resolved: 9 });
  expect(body.hours).toEqual([{ hour: hour(3), chats: 10, escalated: 1, resolved: 9, gaveUp: 0, unknown: 0 }]);
});

test('an hour reported again is what was reported last, and can be taken back', async () => {
  const first = { hour: hour(1), resolved: 80, gaveUp: 15 };
  await report(first);
  await report(first);
  await report({ hour: hour(1), gaveUp: 7 });
  expect(await reported()).toMatchObject([{ resolved: 0, gaveUp: 7, chats: 7 }]);
  await report({ hour: hour(1), known: false });
  expect(await reported()).toEqual([]);
});

test('an hour without chats is known once it is reported', async () => {
  await report({ hour: hour(1) });
  expect(await reported()).toMatchObject([{ chats: 0 }]);
});

test.each<[string, unknown, string, RegExp]>([
  ['no hours', [], 'hours', /one hour at least/],
  ['more than six weeks', Array.from({ length: 1_009 }, (_, n) => ({ hour: hour(n + 1) })), 'hours', /1008 hours/],
  ['half an hour', [{ hour: '2026-11-26T14:30:00Z' }], 'hours.0.hour', /beginning of an hour of UTC/],
  ['no time', [{ hour: 'yesterday' }], 'hours.0.hour', /2026-11-26T14:00:00Z/],
  ['a time without a zone', [{ hour: '2026-11-26T14:00:00' }], 'hours.0.hour', /2026-11-26T14:00:00Z/],
  ['an hour that has not begun', [{ hour: hour(-2) }], 'hours.0', /not begun/],
  ['an hour of long ago', [{ hour: '2019-01-01T00:00:00Z' }], 'hours.0', /two years/],
  ['an hour twice', [{ hour: hour(1) }, { hour: hour(1), resolved: 1 }], 'hours.1', /twice/],
  ['a negative count', [{ hour: hour(1), resolved: -1 }], 'hours.0.resolved', /./],
  ['half a chat', [{ hour: hour(1), gaveUp: 1.5 }], 'hours.0.gaveUp', /whole number/],
  ['a text for a count', [{ hour: hour(1), gaveUp: '3' }], 'hours.0.gaveUp', /./],
  ['more than there are people', [{ hour: hour(1), unknown: 1e12 }], 'hours.0.unknown', /At most 10000000/],
  ['counts of what is not known', [{ hour: hour(1), known: false, resolved: 1 }], 'hours.0', /no counts/],
])('%s is refused by name, and nothing of the report is taken', async (_, hours, path, message) => {
  const all =
    Array.isArray(hours) && hours.length === 1 ? [...(hours as unknown[]), { hour: hour(5), resolved: 5 }] : hours;
  const { status, body } = await bot.ask('/api/handoffs/conversations', { hours: all });
  expect([status, body.code]).toEqual([400, 'bad_request']);
  expect(body.errors[0]).toMatchObject({ path, message: expect.stringMatching(message) });
  expect(await reported()).toEqual([]);
});

test('what is asked for must be hours, the first before the last', async () => {
  for (const query of ['', '?from=2026-01-01', `?from=${hour(1)}&to=${hour(1)}`, `?from=${hour(1)}&to=${hour(2)}`]) {
    expect((await bot.ask(`/api/handoffs/conversations${query}`)).status).toBe(400);
  }
});

test('reports are of the bot that signed them, and nobody else’s', async () => {
  await report({ hour: hour(1), resolved: 5 });
  const other = await startRestBot({ desk: () => desk.url, appId: 'other', secret: SECRET });
  const { body } = await other.ask(`/api/handoffs/conversations?from=${hour(9)}&to=${hour(0)}`);
  await other.stop();
  expect(body.hours).toEqual([]);
  const forged = await bot.ask(
    '/api/handoffs/conversations',
    { hours: [{ hour: hour(1) }] },
    { signature: 't=1,v1=00' },
  );
  expect(forged.status).toBe(401);
});
