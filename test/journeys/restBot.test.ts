/** Bots that hand over by HTTP, from handing over to being told how it ended; each in a process that is not the desk's. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxPerson } from '../../src/sandbox/state/contract';
import { SANDBOX } from '../../src/config/world';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { run } from '../support/program';
import { example } from '../support/docs';
import { type RestBot, startRestBot } from '../support/restBot';
import { startWorld, type World } from '../support/world';

const { appId, signingSecret } = SANDBOX.restBot;
let world: World;
let adele: SandboxPerson;
beforeAll(async () => {
  world = await startWorld();
  [adele] = world.agents as [SandboxPerson];
  await eventually(async () => (await world.ask(adele, '/me')).body.queues.length > 0);
});
afterAll(async () => world.stopAll());

/** The escalation of a chat, once its card is in the channel. */
async function arrived(number: number): Promise<string> {
  await eventually(
    () => world.control.messages(world.channelId).some((post) => JSON.stringify(post).includes(`#${number}`)),
    { what: `the card of #${number}` },
  );
  const { body } = await world.ask(adele, '/escalations?limit=100');
  return body.items.find((one: { number: number }) => one.number === number).id;
}

const reply = async (id: string, text: string) => {
  const { status } = await world.ask(adele, `/escalations/${id}/messages`, { body: { text, clientMessageId: text } });
  expect(status).toBe(201);
};
const transcript = async (id: string) =>
  (await world.ask(adele, `/escalations/${id}/messages`)).body.items as {
    author: { kind: string };
    text: string;
    delivery: { state: string; reason: string | null } | null;
  }[];
const textsOf = (bot: RestBot) => bot.heard.map(({ type, message, summary }) => message?.text ?? `${type}: ${summary}`);

test('the bot of the page on HTTP runs as it is printed there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rest-bot-'));
  const program = join(folder, 'bot.mjs');
  writeFileSync(program, example('connect-rest.md', 'js', 'bot.mjs'));
  const port = String(await freePort());
  const { PATH = '' } = process.env;
  const bot = run(process.execPath, [program], { PATH, DESK: world.desks[0]?.url, PORT: port });
  try {
    const [, number] = await eventually(() => /^201 handed over as #(\d+)$/m.exec(bot.output())).catch(() => {
      throw new Error(`The bot said: ${bot.output()}`);
    });
    const id = await arrived(Number(number));
    expect((await world.ask(adele, `/escalations/${id}`)).body).toMatchObject({
      customer: { name: 'Robin Ortiz' },
      connection: { kind: 'rest' },
      variables: [{ name: 'parcel', value: 'A-1001' }],
    });
    await world.ask(adele, `/escalations/${id}/claim`, { body: {} });
    await reply(id, 'It is at your door');
    await world.ask(adele, `/escalations/${id}/resolve`, { body: { outcome: 'delivered' } });
    await eventually(() => bot.output().includes('resolved'));
    const told = bot.output().slice(bot.output().indexOf('claimed'));
    expect(told).toMatch(/^claimed Adele Vance claimed\nmessage Adele Vance: It is at your door\n/);
    expect(told).toMatch(/\nresolved Adele Vance resolved: delivered\n$/);
  } finally {
    bot.process.kill();
    await bot.ended;
    rmSync(folder, { recursive: true });
  }
});

const shell = spawnSync('sh', ['-c', 'command -v curl && command -v openssl && command -v sed']).status === 0;
(shell ? test : test.skip)('the curl of the page on HTTP hands over (with sh, curl, openssl and sed)', async () => {
  const curl = run('sh', ['-c', example('connect-rest.md', 'sh', 'openssl')], {
    ...process.env,
    DESK: world.desks[0]?.url,
  });
  await curl.ended;
  const { number, status } = JSON.parse(curl.output());
  expect(status).toBe('waiting');
  await arrived(number);
});

test('nothing is lost or out of order while the webhook is down and the desk is killed', async () => {
  const bot = await startRestBot({ desk: () => world.desks[0]?.url ?? '', appId, secret: signingSecret });
  const dead = await startRestBot({ desk: () => world.desks[0]?.url ?? '', appId, secret: signingSecret });
  const port = Number(new URL(bot.callbackUrl).port);
  let back: RestBot | null = null;
  try {
    const handedOver = await bot.ask('/api/handoffs', {
      conversationId: 'journey-1',
      customer: { id: 'maria', name: 'Maria' },
      transcript: [{ author: 'customer', text: 'The till is down' }],
      variables: [{ name: 'store', value: 'Bellevue' }],
      callbackUrl: bot.callbackUrl,
    });
    const other = await dead.ask('/api/handoffs', {
      conversationId: 'journey-2',
      customer: { id: 'robin', name: 'Robin' },
      callbackUrl: dead.callbackUrl,
    });
    const [id, otherId] = [await arrived(handedOver.body.number), await arrived(other.body.number)];
    for (const one of [id, otherId]) await world.ask(adele, `/escalations/${one}/claim`, { body: {} });
    await reply(id, 'Which till?');
    await eventually(() => textsOf(bot).includes('Which till?'));
    await bot.ask(`/api/handoffs/${id}/messages`, { id: 'm1', text: 'The left one' });
    expect((await transcript(id)).map(({ author, text }) => `${author.kind}: ${text}`)).toEqual([
      'customer: The till is down',
      expect.stringMatching(/^system: /),
      expect.stringMatching(/^system: /),
      'agent: Which till?',
      'customer: The left one',
    ]);

    // One webhook stays dead; the other took something, then goes down, and the desk with it.
    dead.reply = () => null;
    await reply(otherId, 'Anybody there?');
    bot.reply = () => ({ status: 502 });
    for (const text of ['One', 'Two', 'Three']) await reply(id, text);
    await eventually(() => bot.attempts.length > bot.heard.length);
    await bot.stop();
    await world.restart(0);
    await reply(id, 'Four');
    await world.ask(adele, `/escalations/${id}/resolve`, { body: { outcome: 'rebooted' } });
    back = await startRestBot({
      desk: () => world.desks[0]?.url ?? '',
      appId,
      secret: signingSecret,
      port,
    });
    const told = back;
    await eventually(() => told.heard.some(({ type }) => type === 'resolved'));
    expect(textsOf(told)).toEqual([
      'One',
      'Two',
      'Three',
      'Four',
      expect.any(String),
      'resolved: Adele Vance resolved: rebooted',
    ]);
    expect(told.attempts.every(({ signed }) => signed)).toBe(true);
    expect(told.attempts[0]?.id).toBe(bot.attempts.at(-1)?.id);
    expect(await told.ask(`/api/handoffs/${id}`)).toMatchObject({ body: { status: 'resolved', outcome: 'rebooted' } });

    await eventually(async () => (await transcript(otherId)).at(-1)?.delivery?.reason?.includes('no answer within'), {
      what: 'the agent to see why',
    });
    const { body } = await world.ask(world.manager, '/connections');
    expect(body.items.find((one: { appId: string }) => one.appId === appId).health.lastError).toBeTruthy();
  } finally {
    await Promise.all([bot.stop().catch(() => undefined), dead.stop(), back?.stop()]);
  }
});
