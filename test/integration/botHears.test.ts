/** What a bot hears of its customer in Teams, in `teams` mode, from Teams' activity to Direct Line's: words, values, codes, files. */
import { eventually } from '../support/eventually';
import { ownTime } from '../support/ownTime';
import { scriptedBot } from '../support/scriptedBot';
import { html, inChat, pressed } from '../support/teamsActivities';
import { robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

type Json = Record<string, unknown>;

const bot = scriptedBot();
let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams', bot });
  await desk.deliver();
});
afterAll(() => desk.stop());
afterEach(async () => {
  desk.control.setFaults({ poison: null });
  await desk.db.q.deleteFrom('rate_budget').execute();
});

/** What the bot is sent for it; nothing but its words and its value. */
async function hears(activity: Json): Promise<Json> {
  const before = bot.heard.length;
  expect(await desk.hear(activity)).toMatchObject({ status: 200 });
  const heard = await eventually(() => bot.heard[before], { what: 'the bot to hear it' });
  return Object.fromEntries(['text', 'value'].flatMap((name) => (name in heard ? [[name, heard[name]]] : [])));
}
const chat = (fields: Json) => inChat(desk, robin, fields);
const press = (fields: Json) => pressed(desk, robin, {}, { replyToId: '1', ...fields });

describe('what is not in the text is told in words', () => {
  test.each([
    [
      'a voice note',
      '<span itemid="0f0e" itemscope="" itemtype="http://schema.skype.com/InputExtension"></span>',
      /Voice message/,
    ],
    ['a GIF', '<img alt="Waving cat (GIF Image)" src="https://media1.giphy.example/giphy.gif">', /Waving cat/],
  ])('%s', async (_, content, words) => {
    const { text } = await hears(chat({ text: null, attachments: [html(`<div>${content}</div>`)] }));
    expect(text).toMatch(words);
  });

  test('a quote, by the words said now', async () => {
    const quote =
      '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1"><p itemprop="preview">Refund?</p></blockquote>';
    expect(await hears(chat({ text: 'yes please', attachments: [html(`${quote}<p>yes please</p>`)] }))).toEqual({
      text: 'yes please',
    });
  });
});

describe('what is entered on a card is its value alone', () => {
  test.each<[string, () => Json, unknown]>([
    ['Submit', () => chat({ text: null, value: { reason: 'damaged' }, replyToId: '1' }), { reason: 'damaged' }],
    ['a plain value', () => chat({ text: null, value: 'menu_42', replyToId: '1' }), 'menu_42'],
    [
      'Execute, with the verb a desk’s own card might have',
      () =>
        press({
          value: { action: { type: 'Action.Execute', verb: 'resolve', data: { incident: 1234 } }, trigger: 'manual' },
        }),
      { incident: 1234, verb: 'resolve' },
    ],
  ])('%s', async (_, activity, value) => {
    expect(await hears(activity())).toEqual({ value });
  });

  test('and a refresh nobody asked for is nothing', async () => {
    const before = bot.heard.length;
    const action = { type: 'Action.Execute', verb: 'initialRefresh', data: {} };
    await desk.hear(press({ value: { action, trigger: 'automatic' } }));
    expect(await hears(chat({ text: 'still here' }))).toEqual({ text: 'still here' });
    expect(bot.heard.length).toBe(before + 1);
  });
});

test('the code of a sign-in is heard by the bot and stands in no transcript', async () => {
  expect(await hears(chat({ type: 'invoke', name: 'signin/verifyState', value: { state: '482913' } }))).toEqual({
    text: '482913',
  });
  const { rows } = await desk.db.pool.query(`select 1 from message where message::text like '%482913%'`);
  expect(rows).toEqual([]);
});

test('a message the bot cannot take costs itself only, and the customer learns it', async () => {
  desk.control.setFaults({ poison: 'crash me' });
  const time = ownTime();
  await desk.hear(chat({ text: 'crash me' }));
  expect(await hears(chat({ text: 'hello again' }))).toEqual({ text: 'hello again' });
  time.stop();
  expect(time.ms()).toBeLessThan(20_000);
  const told = () => desk.control.messages(robin.chatId).some(({ text }) => /“crash me” was not answered/.test(text));
  await eventually(told, { what: 'the customer to be told' });
});

test('a message that means nothing to the desk keeps its words, whatever else is in it', async () => {
  const odd = {
    entities: [{ '@type': 'Message' }, null, 7],
    attachments: 'none',
    channelData: { tenant: { id: desk.config.bot.tenantId }, team: {} },
  };
  expect(await hears(chat({ ...odd, text: 'mark \u0000x\ud800' }))).toEqual({ text: 'mark x\ufffd' });
});
