/** The Bot Framework's signing keys: nobody's words are refused because we have not read them, or not well. */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { SANDBOX } from '../../src/config/world';
import { DeskAdapter } from '../../src/teams/bots/adapter';
import { eventually } from '../support/eventually';
import { newKey, type PublishedKey, type PublishedKeys, publishKeys } from '../support/publishedKeys';
import { robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let desk: TeamsDesk;
let keys: PublishedKeys;
let stopped: number | null;

beforeEach(async () => {
  // The library writes what it refuses there.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  stopped = null;
  keys = await publishKeys();
  desk = await startTeamsDesk({ env: { BOT_OPENID_METADATA: keys.url } });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await desk.stop();
  await keys.stop();
});

/** As if that much time had passed since, and none passed any more by itself. */
function pass(ms: number): void {
  stopped = (stopped ?? performance.now()) + ms;
  jest.spyOn(performance, 'now').mockReturnValue(stopped);
}

async function say(key: PublishedKey = first()): Promise<number> {
  const serviceUrl = `${desk.cloud.url}/teams/`;
  const response = await fetch(`${desk.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await keys.token(key, serviceUrl)}` },
    body: JSON.stringify({
      type: 'message',
      id: randomUUID(),
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl,
      from: { id: robin.teamsId, name: robin.name, aadObjectId: robin.id },
      recipient: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
      conversation: { id: robin.chatId, conversationType: 'personal', tenantId: SANDBOX.tenantId },
      channelData: { tenant: { id: SANDBOX.tenantId } },
      text: 'hello',
    }),
  });
  await response.text();
  return response.status;
}
const first = (): PublishedKey => keys.published[0] as PublishedKey;
const logged = (event: string) => desk.logged.filter((line) => line.includes(`"event":"${event}"`));

const BROKEN: [string, (res: ServerResponse, body: string) => void][] = [
  [
    'cut off',
    (res, body) => {
      res.setHeader('content-length', body.length);
      res.write(body.slice(0, 20), () => res.destroy());
    },
  ],
  ['no JSON', (res) => res.end('<html>')],
  ['without keys', (res) => res.end('{}')],
  ['without a key that can be used', (res) => res.end('{"keys":[{"kid":"1","kty":"EC"}]}')],
  ['an error', (res) => res.writeHead(500).end()],
];

test.each(BROKEN)('keys that come %s are asked for again, and until they are there Teams is', async (_, broken) => {
  keys.instead = broken;
  expect(await say()).toBe(503);
  // Not at each activity.
  pass(100);
  expect(await say()).toBe(503);
  expect(keys.reads).toBe(1);
  keys.instead = null;
  pass(2_000);
  expect(await say()).toBe(200);
});

test('keys that do not come in time are asked for again, too', async () => {
  const late = new AbortController();
  const limit = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  keys.instead = () => late.abort();
  expect(await say()).toBe(503);
  expect(limit).toHaveBeenCalledWith(10_000);
  limit.mockRestore();
  keys.instead = null;
  pass(2_000);
  expect(await say()).toBe(200);
});

test('activities that come while the keys are read wait for them, and ask no more of them', async () => {
  const held: (() => void)[] = [];
  keys.instead = (res, body) => {
    res.write(body.slice(0, 20));
    held.push(() => res.end(body.slice(20)));
  };
  const authenticate = jest.spyOn(DeskAdapter.prototype, 'authenticate');
  const early = say();
  await eventually(() => held.length > 0);
  const answers = [early, say(), say(), say(), say()];
  await eventually(() => authenticate.mock.calls.length === answers.length);
  for (const release of held) release();
  expect(await Promise.all(answers)).toEqual([200, 200, 200, 200, 200]);
  expect(keys.reads).toBe(1);
});

test('while keys cannot be read again, those known go on being used, which is said once', async () => {
  expect(await say()).toBe(200);
  keys.instead = (res) => res.destroy();
  pass(DAY + MINUTE);
  expect(await Promise.all([say(), say()])).toEqual([200, 200]);
  expect(keys.reads).toBe(2);
  pass(MINUTE);
  expect(await say()).toBe(200);
  await eventually(() => keys.reads === 3);
  expect(logged('teams.signing_keys_stale')).toHaveLength(1);
  keys.instead = null;
  pass(MINUTE);
  expect(await say()).toBe(200);
  await eventually(() => keys.reads === 4);
  expect(await say()).toBe(200);
  expect(keys.reads).toBe(4);
});

test('a key that took another’s place is believed a minute later, and the other no more', async () => {
  const old = first();
  expect(await say()).toBe(200);
  keys.published = [await newKey()];
  pass(MINUTE + 1_000);
  expect(await say()).toBe(200);
  expect(await say(old)).toBe(401);
});

test('a key that nobody published makes the desk ask once a minute', async () => {
  const [known, unknown] = [first(), await newKey()];
  expect(await say(known)).toBe(200);
  pass(MINUTE + 1_000);
  const many = () => Promise.all(Array.from({ length: 10 }, () => say(unknown)));
  expect(new Set(await many())).toEqual(new Set([401]));
  expect(new Set(await many())).toEqual(new Set([401]));
  expect(keys.reads).toBe(2);
  keys.instead = (res) => res.destroy();
  pass(MINUTE + 1_000);
  // Perhaps it is published by now.
  expect(new Set(await many())).toEqual(new Set([503]));
  expect(keys.reads).toBe(3);
  expect(await say(known)).toBe(200);
});

test('a key is good for the channels that it is endorsed for', async () => {
  const [teams, another, garbled] = [first(), await newKey(['webchat']), await newKey('all')];
  keys.published.push(another, garbled);
  expect(await say(teams)).toBe(200);
  expect(await say(another)).toBe(401);
  expect(await say(garbled)).toBe(401);
});

test('desks of one process keep their keys apart', async () => {
  const other = await startTeamsDesk({ env: { BOT_OPENID_METADATA: keys.url } });
  expect(await say()).toBe(200);
  await other.stop();
  expect(await say()).toBe(200);
  expect(keys.reads).toBe(1);
});
