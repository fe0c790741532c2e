import { createLog } from '../../src/base/log';
import { Dispatcher } from '../../src/delivery/dispatcher';
import { cardLane, customerLane } from '../../src/domain/lanes';
import type { Item, SendOutcome } from '../../src/domain/outbox';
import type { Sender } from '../../src/delivery/sender';
import { HintListener } from '../../src/store/postgres/hintListener';
import { leaseLanes, reclaimLanes } from '../../src/store/outbox/leases';
import { enqueue } from '../../src/store/outbox/outbox';
import { outboxState } from '../../src/store/outbox/state';
import { pauseBudget, spareSend } from '../../src/store/outbox/rateBudgets';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { ownTime } from '../support/ownTime';

const log = createLog('silent');
let database: TestDatabase;
const running: { stop(): Promise<void> }[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
  await database.drop();
});

type Send = (item: Item<'customer'>) => Promise<SendOutcome> | SendOutcome;

/** A dispatcher of its own, as a process has one. */
async function buildDispatcher(
  send: Send,
  overrides: Partial<Sender<'customer'>> = {},
  options: { concurrency?: number } = {},
): Promise<Dispatcher> {
  const hints = new HintListener(database.url, log);
  await hints.start();
  const sender: Sender<'customer'> = { kind: 'customer', send: async (item) => send(item), ...overrides };
  const dispatcher = new Dispatcher(database.db, [sender], { owner: hints.instance.id, log, ...options });
  hints.on((hint) => hint.kind === 'outbox' && dispatcher.wake());
  dispatcher.start();
  running.push(hints, dispatcher);
  return dispatcher;
}

/** Lanes without a rate, so that order and retries show without waiting. */
const lane = (key: string) => ({ key, priority: 0 as const, rateKey: null, tenantKey: null });

async function say(key: string, ...messageIds: string[]): Promise<void> {
  for (const messageId of messageIds) {
    await database.db.transaction(async (tx) => enqueue(tx, lane(key), 'customer', { messageId }));
  }
}

const numbered = (count: number) => Array.from({ length: count }, (_, n) => String(n));

test('each lane keeps its order although deliveries fail, with three processes at it', async () => {
  const delivered = new Map<string, string[]>();
  const send: Send = ({ lane: key, payload, attempts }) => {
    if (attempts === 0 && Number(payload.messageId) % 7 === 3) {
      return { result: 'retry', reason: 'busy', afterMs: 0, ambiguous: false };
    }
    delivered.set(key, [...(delivered.get(key) ?? []), payload.messageId]);
    return { result: 'delivered' };
  };
  const dispatchers = await Promise.all([1, 2, 3].map(() => buildDispatcher(send)));
  const keys = Array.from({ length: 20 }, (_, n) => `lane ${n}`);
  await Promise.all(keys.map((key) => say(key, ...numbered(15))));
  await dispatchers[0]?.drain();
  for (const key of keys) expect(delivered.get(key)).toEqual(numbered(15));
});

test('a stuck lane holds up no other', async () => {
  const delivered: string[] = [];
  const dispatcher = await buildDispatcher(({ lane: key }) => {
    if (key === 'stuck') return { result: 'retry', reason: 'down', afterMs: 60_000 };
    delivered.push(key);
    return { result: 'delivered' };
  });
  await say('stuck', 'a');
  await say('free', 'b', 'c');
  await eventually(() => delivered.length === 2);
  await expect(dispatcher.drain(50)).rejects.toThrow('1 deliveries still wait');
});

test('new words do not wait for a backlog, and the backlog goes on from its beginning', async () => {
  for (const key of numbered(60)) await say(`old ${key}`, key);
  const sent: string[] = [];
  let isSaid = false;
  const dispatcher = await buildDispatcher(
    async ({ lane: key }) => {
      sent.push(key);
      if (sent.length === 10 && !isSaid) {
        isSaid = true;
        await say('new', 'now');
      }
      return { result: 'delivered' };
    },
    {},
    { concurrency: 1 },
  );
  await dispatcher.drain();
  expect(sent).toHaveLength(61);
  expect(sent.indexOf('new')).toBeLessThanOrEqual(10 + 4);
  expect(sent.indexOf('old 0')).toBeLessThanOrEqual(4);
  expect(sent.indexOf('old 59')).toBeGreaterThan(0);
});

test('words in a quiet chat go before chats in which much has piled up, whichever came last', async () => {
  await say('quiet', 'a');
  await say('deep', 'b', 'c', 'd');
  const { lanes } = await leaseLanes(database.db, 1, { most: 1, files: 0, newest: true }, []);
  expect(lanes.map(({ key }) => key)).toEqual(['quiet']);
});

test('Retry-After is waited for', async () => {
  const at: number[] = [];
  await buildDispatcher(() => {
    at.push(Date.now());
    return at.length === 1 ? { result: 'retry', reason: '429', afterMs: 2_500 } : { result: 'delivered' };
  });
  await say('lane', 'a');
  await eventually(() => at.length === 2);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(2_480);
});

describe('a pause that one lane was asked for', () => {
  const shared = (key: string) => ({ ...lane(key), rateKey: 'teams:a:chat', tenantKey: 'tenant:t' });
  const put = (key: string, ...messageIds: string[]) =>
    database.db.transaction(async (tx) => {
      for (const messageId of messageIds) enqueue(tx, shared(key), 'customer', { messageId });
    });

  test('holds every lane with its rate key, in every process, and typing', async () => {
    const sends: { lane: string; at: number }[] = [];
    let askedAt = 0;
    const send: Send = ({ lane: key }) => {
      sends.push({ lane: key, at: Date.now() });
      if (askedAt > 0) return { result: 'delivered' };
      askedAt = Date.now();
      return { result: 'retry', reason: '429', afterMs: 1_500, pauses: true };
    };
    const [first] = await Promise.all([buildDispatcher(send), buildDispatcher(send)]);
    await put('words', '1', '2', '3');
    await eventually(() => askedAt > 0);
    await eventually(async () => (await database.db.q.selectFrom('rate_budget').selectAll().execute()).length > 0);
    await put('waiting card', '4');
    await put('answer', '5');
    await eventually(async () =>
      (await database.db.q.selectFrom('rate_budget').select('paused_until').execute()).some((row) => row.paused_until),
    );
    expect(await spareSend(database.db, shared('words'))).toBe(false);
    await first?.drain();
    expect(sends).toHaveLength(6);
    expect(
      sends
        .slice(1)
        .map(({ at }) => at - askedAt)
        .filter((ms) => ms < 1_480),
    ).toEqual([]);
    await eventually(() => spareSend(database.db, shared('words')));
  });

  test('costs no more than itself: what was let out behind it is not counted as sent', async () => {
    const at: number[] = [];
    const time = ownTime();
    const dispatcher = await buildDispatcher(() => {
      at.push(time.ms());
      return at.length === 1 ? { result: 'retry', reason: '429', afterMs: 500, pauses: true } : { result: 'delivered' };
    });
    await put('words', ...numbered(7));
    await dispatcher.drain();
    time.stop();
    expect(at).toHaveLength(8);
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeLessThan(8_000);
  });

  test('holds the rest of a lane another process is in the middle of', async () => {
    const at: number[] = [];
    let go = (): void => undefined;
    const asked = new Promise<void>((resolve) => (go = resolve));
    const dispatcher = await buildDispatcher(async () => {
      at.push(Date.now());
      if (at.length === 1) await asked;
      return { result: 'delivered' };
    });
    await put('words', '1', '2');
    await eventually(() => at.length === 1);
    await pauseBudget(database.db.q, 'teams:a:chat', 1_200);
    const pausedAt = Date.now();
    go();
    await dispatcher.drain();
    expect((at[1] ?? 0) - pausedAt).toBeGreaterThanOrEqual(1_150);
  });
});

test('an operation with a limit of the app’s own keeps it across conversations', async () => {
  await database.db.transaction(async (tx) => {
    for (const n of numbered(5)) {
      const own = { ...lane(`reaction ${n}`), rateKey: `teams:${n}`, appKey: 'reactions:app' };
      enqueue(tx, own, 'customer', { messageId: n });
    }
  });
  expect((await leaseLanes(database.db, 1, { most: 100, files: 0 }, [])).lanes).toHaveLength(2);
});

test('retries have an end, and what is behind goes on', async () => {
  const outcomes: string[] = [];
  const dispatcher = await buildDispatcher(
    ({ payload }) => (payload.messageId === 'bad' ? { result: 'retry', reason: '502' } : { result: 'delivered' }),
    {
      maxAttempts: 2,
      settle: async (_tx, { payload }, outcome, final) => {
        if (final) outcomes.push(`${payload.messageId} ${outcome.result}`);
      },
    },
  );
  await say('lane', 'bad', 'good');
  await dispatcher.drain();
  expect(outcomes).toEqual(['bad failed', 'good delivered']);
});

test('a lane that is blocked for good fails what waits without another attempt, and says so', async () => {
  let attempts = 0;
  const failed: string[] = [];
  const dispatcher = await buildDispatcher(
    () => {
      attempts += 1;
      return { result: 'failed', reason: 'The customer blocked the bot.', blocksLane: true };
    },
    { settle: async (_tx, { payload }) => void failed.push(payload.messageId) },
  );
  await database.db.transaction(async (tx) => {
    for (const messageId of ['a', 'b', 'c']) enqueue(tx, lane('gone'), 'customer', { messageId });
  });
  await dispatcher.drain();
  expect([attempts, failed]).toEqual([1, ['a', 'b', 'c']]);
  expect(await outboxState(database.db.q)).toEqual({ pending: 0, blockedLanes: 1 });
});

test('a send that hangs or throws is tried again', async () => {
  let tries = 0;
  const dispatcher = await buildDispatcher(() => {
    tries += 1;
    if (tries === 1) throw new Error('socket hang up');
    return { result: 'delivered' };
  });
  await say('lane', 'a');
  await dispatcher.drain();
  const { rows } = await database.db.pool.query('select count(*)::int as n from outbox');
  expect([tries, rows]).toEqual([2, [{ n: 0 }]]);
});

test('lanes of a process that died are free at once', async () => {
  const hints = new HintListener(database.url, log);
  await hints.start();
  await say('lane', 'a');
  const { lanes } = await leaseLanes(database.db, hints.instance.id, { most: 10, files: 0 }, []);
  expect(lanes).toHaveLength(1);
  expect(await reclaimLanes(database.db.q)).toBe(0);
  await hints.stop();
  await eventually(async () => (await reclaimLanes(database.db.q)) === 1);
  expect((await leaseLanes(database.db, 0, { most: 10, files: 0 }, [])).lanes).toHaveLength(1);
});

test('a process that lost its lane does not settle it', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const dispatcher = await buildDispatcher(async () => {
    await held;
    return { result: 'delivered' };
  });
  await say('lane', 'a');
  await eventually(async () => (await database.db.q.selectFrom('lane').select('owner').executeTakeFirst())?.owner);
  await database.db.q
    .updateTable('lane')
    .set({ owner: -1, lease_until: new Date(Date.now() + 60_000) })
    .execute();
  release();
  await eventually(async () => {
    await dispatcher.drain(1).catch(() => undefined);
    return (await outboxState(database.db.q)).pending === 1;
  });
  expect(await database.db.q.selectFrom('lane').select(['owner', 'pending']).execute()).toEqual([
    { owner: -1, pending: 1 },
  ]);
});

test('a channel’s cards share its rate, new cards go before refreshes, and typing stands back', async () => {
  const cards = (isNew: boolean, ids: string[]) =>
    database.db.transaction(async (tx) => {
      for (const id of ids) {
        const card = cardLane({ escalationId: id, tenantId: 't', channelId: '19:x', isNew });
        enqueue(tx, card, 'card', { escalationId: id });
      }
    });
  await cards(
    false,
    numbered(5).map((n) => `old ${n}`),
  );
  await cards(
    true,
    numbered(5).map((n) => `new ${n}`),
  );
  const first = await leaseLanes(database.db, 1, { most: 100, files: 0 }, ['card']);
  const keys = first.lanes.map(({ key }) => key);
  expect(keys.slice(0, 5).every((key) => key.startsWith('card:new'))).toBe(true);
  expect(keys).toHaveLength(7);
  expect(first.nextAt).toBeGreaterThan(Date.now());
  expect(await spareSend(database.db, { ...customerLane({ tenantId: 't', teamsConversationId: '19:x' }) })).toBe(false);
});

test('a burst of refreshes of one card is one send', async () => {
  let sends = 0;
  const hints = new HintListener(database.url, log);
  await hints.start();
  running.push(hints);
  await database.db.transaction(async (tx) => {
    for (let n = 0; n < 6; n += 1) {
      const card = cardLane({ escalationId: 'e', tenantId: 't', channelId: '19:x', isNew: false });
      enqueue(tx, card, 'card', { escalationId: 'e' });
    }
  });
  const sender: Sender<'card'> = {
    kind: 'card',
    coalesce: true,
    send: async () => {
      sends += 1;
      return { result: 'delivered' };
    },
  };
  const dispatcher = new Dispatcher(database.db, [sender], { owner: hints.instance.id, log });
  running.push(dispatcher);
  dispatcher.start();
  await dispatcher.drain();
  expect(sends).toBe(1);
});
