/** Chats with bots: counted on their way, and over a generated year reckoned once more by other code. */
import { sql } from 'kysely';
import type { BotFigures, BotFiguresQuery } from '../../src/contract/botFigures';
import type { OpenEscalation } from '../../src/domain/escalation';
import type { CustomerMessage } from '../../src/domain/message';
import { BotChats } from '../../src/escalation/botChats';
import { BotFigureReading } from '../../src/escalation/botFigures';
import { Escalations } from '../../src/escalation/escalations';
import { Figures } from '../../src/escalation/figures';
import { Inbox } from '../../src/arrival/inbox';
import type { BotActivity } from '../../src/arrival/botArrival';
import { passAllDeferred } from '../../src/arrival/deferred';
import { createConnection } from '../../src/store/connections';
import { allOf, inScope } from '../../src/store/escalation/scope';
import { endOf, startOf } from '../../src/domain/figures/periods';
import { channels } from '../support/channels';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type FigureYear, writeFigureYear, ZONE } from '../support/figureYear';
import { type BotYear, reckonBots, writeBotYear } from '../support/botYear';

let database: TestDatabase;
const readingOn = ({ db }: TestDatabase, figures: Figures, now = () => new Date()) =>
  new BotFigureReading(db, { figures, botChats: new BotChats(db), counted: channels.counted, now });

describe('over a year', () => {
  let year: FigureYear;
  let bots: BotYear;
  let reading: BotFigureReading;
  let figures: Figures;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { db } = database;
    year = await writeFigureYear(db, 1_500);
    bots = await writeBotYear(db, year, 300);
    await sql`create table kept_outcome as select * from bot_outcome`.execute(db.q);
    await sql`update figure_state set chats_since = '2020-01-01'`.execute(db.q);
    figures = new Figures(db, undefined, channels.counted);
    reading = readingOn(database, figures, () => new Date('2026-03-01T00:00:00Z'));
    const chats = new BotChats(db);
    while (await chats.keep()) continue;
    while (await figures.keepFacts({ waits: true })) continue;
  });
  afterAll(() => database.drop());

  const WHOLE = { from: '2025-02-01', to: '2026-01-31', zone: ZONE };
  const read = (query: BotFiguresQuery) => reading.read(year.tenantId, query);
  const countsOf = ({ escalated, resolved, gaveUp, unknown }: BotFigures) => ({ escalated, resolved, gaveUp, unknown });

  test.each([
    ['the year', WHOLE],
    ['a week with a change of the clocks', { from: '2025-03-24', to: '2025-03-30', zone: ZONE }],
    ['a quarter', { from: '2025-07-01', to: '2025-09-30', zone: ZONE }],
    ['a day', { from: '2025-06-12', to: '2025-06-12', zone: ZONE }],
    ['a month where the hours begin at half past', { from: '2025-05-01', to: '2025-05-31', zone: 'Asia/Kolkata' }],
  ])(
    'every bot’s figures of %s are what was said and reported, and so are those of the time before',
    async (_, days) => {
      const answer = await read(days);
      for (const [period, name] of [
        [days, 'figures'],
        [{ ...answer.before, zone: days.zone }, 'previous'],
      ] as const) {
        const raw = await reckonBots(database.db, bots, period);
        const shown = answer.bots.flatMap((bot) => (bot[name] ? [[bot.id, countsOf(bot[name])] as const] : []));
        expect(new Map(shown)).toEqual(raw);
        const sum = (of: keyof BotFigures) => [...raw.values()].reduce((all, one) => all + one[of as 'resolved'], 0);
        const total = name === 'figures' ? answer.total : answer.previous;
        expect(total && countsOf(total)).toEqual({
          escalated: sum('escalated'),
          resolved: sum('resolved'),
          gaveUp: sum('gaveUp'),
          unknown: sum('unknown'),
        });
      }
      expect(answer.series.reduce((all, { figures: { chats } }) => all + chats, 0)).toBe(answer.total?.chats);
    },
  );

  test('shares are of all chats: what was not handed over is resolved, given up or not known', async () => {
    const { bots: rows, series } = await read(WHOLE);
    for (const figures of [...rows.flatMap(({ figures }) => figures ?? []), ...series.map(({ figures }) => figures)]) {
      const { chats, escalated, resolved, gaveUp, unknown } = figures;
      expect(chats).toBe(escalated + resolved + gaveUp + unknown);
      expect(figures.escalationRate).toBeCloseTo(escalated / chats, 12);
      expect(figures.deflection).toBeCloseTo(1 - escalated / chats, 12);
      expect(figures.resolvedRate).toBeCloseTo(resolved / chats, 12);
      expect(figures.gaveUpRate).toBeCloseTo(gaveUp / chats, 12);
    }
  });

  test('of a bot of which nothing was reported nothing is said, and its handoffs are in no total', async () => {
    const { bots: rows } = await read(WHOLE);
    const silent = rows.find(({ id }) => id === bots.silent);
    expect(silent).toMatchObject({ source: 'notReported', figures: null, previous: null, hours: { known: 0 } });
    const reported = rows.find(({ id }) => id === bots.reported.id);
    expect(reported).toMatchObject({ source: 'reported', hours: { known: bots.reported.hours.size } });
    expect((await read({ ...WHOLE, connection: bots.silent })).total).toBeNull();
  });

  test('what was handed over opens the history with the same escalations', async () => {
    for (const days of [WHOLE, { from: '2025-05-01', to: '2025-05-31', zone: 'Asia/Kolkata' }]) {
      const { bots: rows } = await read(days);
      expect(rows.some(({ figures }) => (figures?.escalated ?? 0) > 0)).toBe(true);
      for (const { id, figures } of rows) {
        const { rows: found } = await sql`select e.id from escalation e where ${allOf(
          inScope({
            tenantId: year.tenantId,
            connectionId: id,
            from: startOf(days.from, days.zone),
            to: endOf(days.to, days.zone),
            escalated: true,
            visibleTo: null,
          }),
        )}`.execute(database.db.q);
        expect([id, found.length]).toEqual([id, figures?.escalated ?? 0]);
      }
    }
  });

  test('made again from the events, it is the same', async () => {
    const before = await read(WHOLE);
    await sql`update figure_state set definitions = 0`.execute(database.db.q);
    while (await figures.keepFacts({ waits: true })) continue;
    expect(await read(WHOLE)).toEqual(before);
  });

  test('days are what their hours are, however often these were corrected', async () => {
    const { rows } = await sql`
      (select connection_id, day, hours, escalated, resolved, gave_up, unknown from bot_day where hours > 0
       except select connection_id, date_trunc('day', hour, 'UTC'), count(*), sum(escalated), sum(resolved),
         sum(gave_up), sum(unknown) from bot_hour where known group by 1, 2)`.execute(database.db.q);
    expect(rows).toEqual([]);
  });

  test('before the desk counted chats nothing is known, and with a part nothing is compared', async () => {
    await sql`update figure_state set chats_since = '2025-07-01'`.execute(database.db.q);
    const [first] = bots.relayed;
    const of = async (days: { from: string; to: string }) =>
      (await read({ ...days, zone: ZONE })).bots.find(({ id }) => id === first);
    expect(await of({ from: '2025-05-01', to: '2025-05-31' })).toMatchObject({ source: 'notCounted', figures: null });
    expect(await of({ from: '2025-07-02', to: '2025-07-31' })).toMatchObject({ source: 'counted', previous: null });
    await sql`update figure_state set chats_since = '2020-01-01'`.execute(database.db.q);
  });

  test('a period that ends before it begins is refused, and so is a bot nobody has', async () => {
    await expect(read({ ...WHOLE, from: '2026-02-01' })).rejects.toThrow('before the first');
    const nobody = { ...WHOLE, connection: '00000000-0000-4000-8000-000000000000' };
    await expect(read(nobody)).rejects.toThrow('no such bot');
  });
});

describe('as they happen', () => {
  const BOT = 'bot-app';
  const TENANT = 'tenant';
  let connectionId: string;
  let inbox: Inbox;
  let chats: BotChats;
  let clock = 0;
  let arrivals = 0;

  beforeEach(async () => {
    database = await createTestDatabase();
    const { db } = database;
    await sql`update figure_state set chats_since = '2020-01-01'`.execute(db.q);
    chats = new BotChats(db, () => clock);
    inbox = new Inbox(db, new Escalations(db, channels), { deskAppId: BOT, botChats: chats });
    const connection = await createConnection(db.q, Buffer.alloc(32), TENANT, {
      name: 'Contoso Assistant',
      kind: 'copilotStudio',
      appId: 'contoso',
      state: 'live',
      directLine: { tokenEndpoint: 'https://bot.example/token' },
    });
    connectionId = connection.id;
  });
  afterEach(() => database.drop());

  async function says(chat: string): Promise<void> {
    arrivals += 1;
    const message: CustomerMessage = {
      key: `key-${arrivals}`,
      botAppId: BOT,
      address: {
        channel: 'teams',
        serviceUrl: 'https://teams.example/',
        tenantId: TENANT,
        conversationId: chat,
        botId: `28:${BOT}`,
        botName: null,
        userId: '29:c',
      },
      customer: { id: `customer of ${chat}`, name: 'Cleo', locale: 'en-US' },
      externalId: String(arrivals),
      text: 'hello',
      attachments: [],
      sentAt: new Date(),
    };
    expect(await inbox.customerSaid(message)).toBe('accepted');
  }

  async function bot(chat: string, activity: BotActivity): Promise<void> {
    const { rows } = await sql<{ id: string }>`select id from conversation where external_id = ${chat}`.execute(
      database.db.q,
    );
    const conversationId = rows[0]?.id ?? '';
    await sql`insert into bot_conversation (conversation_id) values (${conversationId}) on conflict do nothing`.execute(
      database.db.q,
    );
    await inbox.botSaid({ conversationId, generation: 1, watermark: null, activities: [activity] });
  }
  const HANDOFF: OpenEscalation = {
    topic: null,
    lastPhrase: null,
    agentMessage: null,
    language: null,
    variables: [],
    transcript: [],
    problems: [],
  };

  /** As if everything so far had happened so long ago. */
  async function later(minutes: number): Promise<void> {
    const by = sql`make_interval(mins => ${minutes})`;
    const { q } = database.db;
    await sql`update conversation set active_at = active_at - ${by}`.execute(q);
    await sql`update message set sent_at = sent_at - ${by}`.execute(q);
    await sql`update bot_chat set due_at = due_at - ${by}`.execute(q);
    clock += minutes * 60_000;
  }
  async function counted() {
    while (await chats.keep()) continue;
    const figures = new Figures(database.db, undefined, channels.counted);
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const days = { from: day(Date.now() - 3 * 86_400_000), to: day(Date.now()), zone: 'UTC' };
    const answer = await readingOn(database, figures).read(TENANT, { ...days, connection: connectionId });
    const { escalated, resolved, gaveUp } = answer.total ?? { escalated: null, resolved: null, gaveUp: null };
    return { escalated, resolved, gaveUp };
  }
  const waiting = async () => (await sql`select from bot_chat`.execute(database.db.q)).rows.length;

  test('a chat counts once it has ended, once, and the next one again', async () => {
    await says('a');
    await later(29);
    await says('a');
    await later(29);
    expect(await counted()).toEqual({ escalated: 0, resolved: 0, gaveUp: 0 });
    await later(2);
    expect(await counted()).toEqual({ escalated: 0, resolved: 0, gaveUp: 1 });
    expect(await waiting()).toBe(0);
    expect(await counted()).toEqual({ escalated: 0, resolved: 0, gaveUp: 1 });
    await says('a');
    await later(40);
    expect(await counted()).toEqual({ escalated: 0, resolved: 0, gaveUp: 2 });
  });

  test('what the bot says of it, an end and a handoff are told apart', async () => {
    for (const chat of ['said', 'ended', 'broke', 'handed', 'quiet']) await says(chat);
    await bot('said', { id: '1', kind: 'outcome', outcome: 'resolved' });
    await bot('ended', { id: '1', kind: 'ended', words: null, outcome: 'resolved' });
    await bot('broke', { id: '1', kind: 'ended', words: null, outcome: 'gaveUp' });
    await bot('handed', { id: '1', kind: 'handoff', handoff: HANDOFF });
    await later(40);
    expect(await counted()).toEqual({ escalated: 1, resolved: 2, gaveUp: 2 });
  });

  test('words to an agent are none to the bot, and behind them another chat begins', async () => {
    await says('a');
    await bot('a', { id: '1', kind: 'handoff', handoff: HANDOFF });
    await later(40);
    await says('a');
    expect(await counted()).toEqual({ escalated: 1, resolved: 0, gaveUp: 0 });
    await sql`update escalation set status = 'resolved', ended_at = now(),
      to_seq = (select last_seq from conversation where id = conversation_id)`.execute(database.db.q);
    await says('a');
    await later(40);
    expect(await counted()).toEqual({ escalated: 1, resolved: 0, gaveUp: 1 });
  });

  test('words a paused bot gets later begin a chat, too', async () => {
    await sql`update connection set state = 'paused'`.execute(database.db.q);
    await says('a');
    expect(await waiting()).toBe(0);
    await sql`update connection set state = 'live'`.execute(database.db.q);
    await passAllDeferred(database.db, connectionId);
    await later(40);
    expect(await counted()).toEqual({ escalated: 0, resolved: 0, gaveUp: 1 });
  });

  test('no word costs a statement more for being counted but the first in half an hour, and another process’s first', async () => {
    const { db } = database;
    const cost = async () => {
      const before = db.work.statements;
      await says('a');
      return db.work.statements - before;
    };
    await says('a');
    const usual = await cost();
    expect(await cost()).toBe(usual);
    chats = new BotChats(db, () => clock);
    inbox = new Inbox(db, new Escalations(db, channels), { deskAppId: BOT, botChats: chats });
    expect(await cost()).toBe(usual + 1);
    expect(await cost()).toBe(usual);
    await later(31);
    expect(await cost()).toBe(usual + 1);
    expect(await waiting()).toBe(1);
  });

  test('two processes that count at the same time count once', async () => {
    for (let n = 0; n < 20; n += 1) await says(`chat ${n}`);
    await later(40);
    await Promise.all([chats.keep(), new BotChats(database.db).keep(), chats.keep()]);
    expect(await counted()).toEqual({ escalated: 0, resolved: 0, gaveUp: 20 });
  });
});
