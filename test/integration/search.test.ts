/** What was said is found again: in any script, the moment it is said, and only by whom may read it. */
import { randomUUID } from 'node:crypto';
import type { EscalationPage } from '../../src/contract/api';
import { applyBotActivity } from '../../src/arrival/botActivities';
import { changeCustomersWords } from '../../src/arrival/customerChanges';
import type { OpenEscalation } from '../../src/domain/escalation';
import type { CustomerChange } from '../../src/domain/message';
import { findConversation } from '../../src/store/conversations';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const pathOf = (query: Record<string, string>): string => `/escalations?${new URLSearchParams(query).toString()}`;

async function page(query: Record<string, string>, who = megan): Promise<EscalationPage> {
  const { status, body } = await desk.ask(who, pathOf(query));
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as EscalationPage;
}
const ids = ({ items }: EscalationPage) => items.map(({ id }) => id);
const found = async (q: string, who = megan) => ids(await page({ q }, who));

/** A customer's words in an escalation of their own. */
async function said(text: string, handoff: Partial<OpenEscalation> = {}): Promise<string> {
  const id = await desk.open({ handoff });
  await desk.customerWrites(id, text);
  return id;
}

/** The same is asked before the documents are written, and behind them. */
describe.each([
  ['a moment ago', async () => {}],
  ['a while ago', () => desk.searchIndex.keep()],
])('what was said %s', (_, later) => {
  it.each<[string, string, string[], string[]]>([
    [
      'words, in whichever case',
      'I was CHARGED twice for this',
      ['charged', 'Twice charged', 'CHARG', 'charge*  twice '],
      ['charger', 'twic charged'],
    ],
    ['the beginning of the last word only', 'an invoice came late', ['invoice la', 'inv'], ['inv late', 'voice']],
    [
      'a phrase',
      'the point of sale is down again',
      ['"point of sale"', '"sale is down"', '"point of sa', '「point of sale」', '‹sale is down›'],
      ['"sale of point"', '"point sale"', '『sale of point』'],
    ],
    [
      'umlauts, written out or left out',
      'Die Rechnung für Frau Müller enthält Fehler',
      ['Müller', 'muller', 'mueller', 'MUELLER', 'enthaelt', '"frau mueller"'],
      ['miller'],
    ],
    ['ß', 'Meine Straße heißt anders', ['strasse', 'straße', 'STRASSE', 'heisst'], ['strase']],
    ['Turkish letters', 'İptal etmek istiyorum, ışık yanmıyor', ['iptal', 'IPTAL', 'İPTAL', 'isik', 'ışık'], ['iptl']],
    ['accents', 'Où est ma commande à São Paulo, señor?', ['ou', 'sao', 'São', 'senor', '"sao paulo"'], ['soa']],
    [
      'Greek and Cyrillic',
      'Πού είναι η παραγγελία; Где мой заказ, Алёна?',
      ['παραγγελια', 'ΠΑΡΑΓΓΕΛΙΑ', 'заказ', 'Алена', 'ГДЕ МОЙ'],
      ['заказе '],
    ],
    [
      'Arabic, with points and article or without',
      'أين الفَاتُورَة رقم ١٢٣٤٥ من فضلكم',
      ['فاتورة', 'الفاتورة', 'اين', '12345', 'فاتوره'],
      ['فاتوران'],
    ],
    ['Hebrew, with its points or without', 'איפה הַחֶשְׁבּוֹנִית שלי', ['החשבונית', 'חשבונית', 'חשבונ'], ['שבונית']],
    [
      'Chinese, any part of it',
      '我想申请退款因为商品损坏了',
      ['退款', '申请退款', '款', '商品损坏'],
      ['款退', '退商品', '申退'],
    ],
    [
      'Japanese, in either kana and either width',
      'ﾊﾟｽﾜｰﾄﾞを忘れました',
      ['パスワード', 'ぱすわーど', '忘れ', 'ワード'],
      ['バスワード', '忘ました'],
    ],
    ['Korean, any part of it', '무료배송이 언제 도착하나요', ['배송', '무료배송', '도착'], ['송배']],
    ['Thai, any part of it', 'ฉันต้องการขอเงินคืนเพราะสินค้าชำรุด', ['เงินคืน', 'สินค้า', 'ชำรุด'], ['คืนเงิน']],
    [
      'words with signs that are not seen, such as where a line may break',
      'Die Rechnungs\u00adnummer\ufeff, die Straßen\u00adbahn, on\u2060line; ខ្ញុំ\u200bចង់\u200bទិញ',
      ['Rechnungsnummer', 'rechnungs', '"strassenbahn online"', 'Rechnungs\u00adnummer', 'ចង់ទិញ', 'ចង់\u200bទិញ'],
      ['nummer', 'bahn'],
    ],
    ['Hindi', 'मेरा ऑर्डर नहीं आया', ['ऑर्डर', 'नहीं आया'], ['ऑर्डरर']],
    ['emoji', 'my screen is broken 😡🇩🇪', ['😡', 'broken 😡', '🇩🇪'], ['😀']],
    [
      'an order number with its signs',
      'My order is AB-1042/77',
      ['AB-1042/77', '1042/77', '"ab 1042 77"', 'ab-10'],
      ['AB-1043'],
    ],
    ['what looks like a pattern', 'it says 100%_sure\\n', ['100%_sure', '100%', '_sure', '\\\\n'], ['sure_100']],
  ])('%s', async (_name, text, hits, misses) => {
    const id = await said(text);
    await later();
    for (const q of hits) expect([q, await found(q)]).toEqual([q, expect.arrayContaining([id])]);
    for (const q of misses) expect([q, await found(q)]).toEqual([q, expect.not.arrayContaining([id])]);
  });
});

const say = (who: string, id: string, what: 'messages' | 'notes', body: object) =>
  desk.ask(who, `/escalations/${id}/${what}`, { body: { clientMessageId: randomUUID(), ...body } });
const claim = (who: string, id: string) => desk.ask(who, `/escalations/${id}/claim`, { body: {} });
/** Asked at once, and again behind the documents. */
async function atOnceAndLater(check: () => Promise<void>): Promise<void> {
  await check();
  await desk.searchIndex.keep();
  await check();
}

describe('what is found', () => {
  it('is what customers, bots and agents said, notes, variables, names, the wrap-up, the number', async () => {
    const id = await said('my kettle leaks', {
      topic: 'Warranty',
      agentMessage: 'Please see the serial',
      variables: [{ name: 'order', value: 'KX-9981' }],
      transcript: [
        {
          author: 'bot',
          authorName: null,
          text: 'Did you descale it?',
          format: 'plain',
          attachments: [],
          sentAt: null,
          externalId: null,
          extras: {},
        },
      ],
    });
    await claim(adele, id);
    await say(adele, id, 'messages', { text: 'A replacement is on its way' });
    await say(adele, id, 'notes', { text: 'seems honest, courier booked' });
    await desk.ask(adele, `/escalations/${id}/resolve`, { body: { outcome: 'Exchanged', summary: 'gasket faulty' } });
    const { items } = await page({ q: 'kettle' });
    const number = String(items.find((item) => item.id === id)?.number);
    await atOnceAndLater(async () => {
      for (const q of [
        'leaks',
        'warranty',
        'serial',
        'KX-9981',
        'order',
        'replacement',
        'courier',
        'Vance kettle',
        'exchanged',
        'gasket',
        'robin kettle',
        number,
        `#${number}`,
        `#${number} kettle`,
      ]) {
        expect([q, await found(q)]).toEqual([q, expect.arrayContaining([id])]);
      }
      expect(await found(`#${number}`)).toEqual([id]);
      expect(await found(`#${number} toaster`)).toEqual([]);
    });
  });

  it('leaves out what is excluded', async () => {
    const one = await said('refund for the blue zebra chair');
    const other = await said('refund for the red zebra chair');
    await atOnceAndLater(async () => {
      expect((await found('zebra')).sort()).toEqual([one, other].sort());
      expect(await found('zebra -red')).toEqual([one]);
      expect(await found('zebra -"blue zebra"')).toEqual([other]);
      expect(await found('zebra -re')).toHaveLength(2);
      expect(await found('zebra -re*')).toEqual([]);
      expect(await found('-zebra')).toEqual(expect.not.arrayContaining([one, other]));
    });
  });

  it('shows the line it stands in, by its place in the transcript', async () => {
    const id = await said('Hello there');
    await desk.customerWrites(
      id,
      `${'so it goes on and on '.repeat(20)}until the walrus 😡 came 訂單退款了 and more words follow`,
    );
    const hit = async (q: string) => (await page({ q })).items.find((item) => item.id === id)?.hits?.[0];
    await atOnceAndLater(async () => {
      const walrus = await hit('walrus');
      expect(walrus).toMatchObject({ where: 'message', label: 'Robin Ortiz' });
      const { body } = await desk.ask(megan, `/escalations/${id}/messages`);
      expect(body.items.find((item: { seq: number }) => item.seq === walrus?.seq).text).toContain('walrus');
      const marked = (one: typeof walrus) => one?.ranges.map(([from, to]) => one.text.slice(from, to));
      expect(marked(walrus)).toEqual(['walrus']);
      expect(walrus?.text.length).toBeLessThan(200);
      expect(marked(await hit('退款'))).toEqual(['退款']);
      expect(marked(await hit('"walrus 😡 came"'))).toEqual(['walrus 😡 came']);
    });
  });

  it('is found far back in a long chat, at its line, and by words that lie far apart in it', async () => {
    const id = await said('the tortoise came first');
    await desk.db.pool.query(
      `insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text)
       select conversation_id, id, 1000 + n, 'customer', 'Robin', 'Filler ' || n from escalation, generate_series(1, 900) n
       where id = $1`,
      [id],
    );
    await desk.searchIndex.keep();
    for (const q of ['tortoise', 'tortoise "filler 900"', '"tortoise came"']) {
      const { items } = await page({ q });
      expect([q, items.map((item) => item.id)]).toEqual([q, [id]]);
      expect(items[0]?.hits?.[0]?.text).toContain('tortoise');
    }
    expect(await found('"tortoise first"')).toEqual([]);
  });

  it('is found beside a chat with more words than can be looked up, of which the newest are', async () => {
    const id = await desk.open();
    for (let message = 0; message < 45; message += 1) {
      const words = Array.from({ length: 400 }, (_, n) => `${message}x${n}x`.padEnd(60, 'ж'));
      await desk.customerWrites(id, words.join(' '));
    }
    await desk.customerWrites(id, 'at last a quagga');
    const other = await said('an okapi came instead');
    await desk.searchIndex.keep();
    expect(await found('quagga')).toEqual([id]);
    expect(await found('okapi')).toEqual([other]);
    const { rows } = await desk.db.pool.query('select from search_todo where escalation_id = $1', [other]);
    expect(rows).toEqual([]);
  });

  it('is what a bot still says while its customer waits', async () => {
    const id = await said('a human please');
    await desk.searchIndex.keep();
    await desk.db.transaction(async (tx) => {
      const { conversation_id: conversationId } = await tx.q
        .selectFrom('escalation')
        .select('conversation_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const conversation = await findConversation(tx.q, conversationId);
      if (!conversation) throw new Error('There is no such conversation.');
      await applyBotActivity(tx, desk.escalations, conversation, {
        kind: 'message',
        id: 'late',
        botName: null,
        text: 'Here comes a cormorant',
        format: 'plain',
        attachments: [],
        extras: {},
        sentAt: null,
      });
    });
    await atOnceAndLater(async () => expect(await found('cormorant')).toEqual([id]));
  });

  it('is not what was changed or taken back', async () => {
    const id = await said('nothing of note');
    await claim(adele, id);
    const { body } = await say(adele, id, 'messages', { text: 'the password is swordfish' });
    expect(await found('swordfish')).toEqual([id]);
    await desk.searchIndex.keep();
    await desk.ask(adele, `/escalations/${id}/messages/${body.seq}`, {
      method: 'PATCH',
      body: { text: 'no, halibut' },
    });
    await atOnceAndLater(async () => {
      expect(await found('swordfish')).toEqual([]);
      expect(await found('halibut')).toEqual([id]);
    });
    await desk.ask(adele, `/escalations/${id}/messages/${body.seq}`, { method: 'DELETE' });
    await atOnceAndLater(async () => expect(await found('halibut')).toEqual([]));
  });

  it('is not what the customer changed or took back of their last phrase, which the desk kept apart', async () => {
    const id = await said('nothing to see', { lastPhrase: 'my pin is ninetynine' });
    const { conversation_id: conversationId } = await desk.db.q
      .selectFrom('escalation')
      .select('conversation_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    // As they said it to the bot, before it handed over.
    await desk.db.pool.query(
      `insert into message (conversation_id, seq, author_kind, author_name, text, external_id, sent_at)
       select conversation_id, -1, 'customer', 'Robin', last_phrase, '77', opened_at - interval '1 second'
       from escalation where id = $1`,
      [id],
    );
    await desk.db.pool.query('update escalation set from_seq = -1 where id = $1', [id]);
    // Said again to the agent, it is no last phrase to the bot.
    await desk.db.pool.query(
      `insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text, external_id)
       select conversation_id, id, 50, 'customer', 'Robin', last_phrase, '78' from escalation where id = $1`,
      [id],
    );
    const change = (key: string, what: CustomerChange['change'], externalId = '77') =>
      desk.db.transaction(async (tx) => {
        const conversation = await findConversation(tx.q, conversationId);
        if (!conversation) throw new Error('There is no such conversation.');
        return changeCustomersWords(tx, conversation, { key, externalId, change: what, at: new Date() });
      });
    const phrase = async () => (await desk.ask(megan, `/escalations/${id}`)).body.lastPhrase as string | null;
    await desk.searchIndex.keep();
    expect(await found('ninetynine')).toEqual([id]);
    await change('taken back later', { kind: 'deleted' }, '78');
    expect(await phrase()).toBe('my pin is ninetynine');
    await change('edited', { kind: 'edited', text: 'my pin is no business of yours', attachments: [] });
    await atOnceAndLater(async () => {
      expect([await found('ninetynine'), await found('business'), await phrase()]).toEqual([
        [],
        [id],
        'my pin is no business of yours',
      ]);
    });
    await change('deleted', { kind: 'deleted' });
    await atOnceAndLater(async () => {
      expect([await found('business'), await phrase()]).toEqual([[], null]);
    });
  });

  it('is the customer’s name and language as they are now, in chats of before, too', async () => {
    const id = await said('a heron was here');
    // Nothing said which language it was in when it was opened.
    await desk.db.pool.query('update escalation set language = null where id = $1', [id]);
    await desk.searchIndex.keep();
    await desk.db.pool.query(
      `update conversation set customer_name = 'Zuleika Dobson', customer_locale = 'pt-BR'
       where id = (select conversation_id from escalation where id = $1)`,
      [id],
    );
    await atOnceAndLater(async () => {
      expect(await found('zuleika heron')).toEqual([id]);
      expect(await found('ortiz heron ')).toEqual([]);
      expect(ids(await page({ language: 'pt' }))).toEqual([id]);
      expect(ids(await page({ language: 'en' }))).not.toContain(id);
    });
  });

  it('goes with the escalation', async () => {
    const id = await said('forget the marmalade');
    await desk.searchIndex.keep();
    await desk.db.q.deleteFrom('message').where('escalation_id', '=', id).execute();
    await desk.db.q.deleteFrom('escalation').where('id', '=', id).execute();
    await desk.searchIndex.keep();
    const left = await desk.db.q
      .selectFrom('search_document')
      .select('messages')
      .where('escalation_id', '=', id)
      .execute();
    expect(left).toEqual([]);
    expect(await found('marmalade')).toEqual([]);
  });
});

describe('who finds it', () => {
  it('only whoever may see the escalation', async () => {
    const id = await said('the ostrich invoice');
    await atOnceAndLater(async () => {
      expect(await found('ostrich', adele)).toEqual([id]);
      expect(await found('ostrich', lee)).toEqual([]);
      expect(await found('ostrich', megan)).toEqual([id]);
    });
    await claim(adele, id);
    await desk.ask(adele, `/escalations/${id}/transfer`, { body: { queueId: desk.world.billing } });
    await atOnceAndLater(async () => {
      expect(await found('ostrich', adele)).toEqual([id]);
      expect(await found('ostrich', diego)).toEqual([]);
      expect(await found('ostrich', lee)).toEqual([id]);
    });
  });

  it('narrowed to what is unread, offered, or where advice was asked for, as lists without words are', async () => {
    const [read, unread, advised, offered] = await Promise.all(Array.from({ length: 4 }, () => said('a gannet')));
    if (!read || !unread || !advised || !offered) throw new Error('One is missing.');
    await claim(adele, read);
    await desk.ask(adele, `/escalations/${read}/read`, { method: 'PUT', body: { upTo: 99 } });
    await claim(adele, advised);
    await desk.ask(adele, `/escalations/${advised}/consult`, { body: { agentId: 'diego', note: 'Please look' } });
    await desk.db.q.updateTable('escalation').set({ offered_to: 'adele' }).where('id', '=', offered).execute();
    await atOnceAndLater(async () => {
      for (const q of ['gannet', 'gann']) {
        expect(ids(await page({ q, unread: 'me' }, adele)).toSorted()).toEqual([unread, advised, offered].toSorted());
        expect(ids(await page({ q, colleague: 'me' }, diego))).toEqual([advised]);
        expect(ids(await page({ q, offered: 'me' }, adele))).toEqual([offered]);
      }
    });
  });

  it('of a whisper only those it is between, and managers', async () => {
    const id = await said('an ordinary day');
    await claim(adele, id);
    expect(await say(megan, id, 'notes', { text: 'beware of the pelican', whisper: true })).toMatchObject({
      status: 201,
    });
    await atOnceAndLater(async () => {
      for (const who of [adele, megan]) expect(await found('pelican', who)).toEqual([id]);
      for (const who of [adele, megan]) expect(await found('"the pelican" ordinary', who)).toEqual([id]);
      expect(await found('pelican', diego)).toEqual([]);
      expect(await found('ordinary -pelican', diego)).toEqual([id]);
      expect(await found('ordinary -pelican', adele)).toEqual([]);
    });
  });
});

describe('what cannot be looked for', () => {
  it.each([
    ['ten thousand characters', 'x'.repeat(10_000), /at most 500 characters/],
    ['a hundred words', 'a '.repeat(100), /at most 30 words/],
    ['signs alone', '"?!" %_ -', /no letter or digit/],
  ])('%s: it says so', async (_, q, words) => {
    const { status, body } = await desk.ask(megan, pathOf({ q }));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(words);
  });

  it.each([
    'the and of',
    '"unbalanced',
    '-',
    "'); drop table escalation; --",
    "a:b & c | !d <-> 'e'",
    '\u0000',
    'a\\b',
    '!!a',
    '((',
    ':*',
    'x\u0000y',
    '#',
    '#99999999999999999999',
    '-#5',
    '﷽',
    '🏳️‍🌈',
  ])('%s is no error', async (q) => {
    const { status } = await desk.ask(megan, pathOf({ q }));
    expect([200, 400]).toContain(status);
  });

  it('words in quotation marks that do not end, and words that every text has, are looked for as they are', async () => {
    const id = await said('It is the end of the rope and the beginning of a knot');
    await atOnceAndLater(async () => {
      for (const q of ['"the end of the rope', 'the and of ', '“end of the rope', 'knot" ']) {
        expect([q, await found(q)]).toEqual([q, expect.arrayContaining([id])]);
      }
    });
  });

  it('within twenty years, and in no time at all, it is found as ever', async () => {
    const id = await said('the axolotl of this year');
    const years = { from: '2015-01-01T00:00:00Z', to: '2035-01-01T00:00:00Z' };
    await atOnceAndLater(async () => {
      for (const more of [years, { from: '0001-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' }]) {
        for (const order of ['newest', 'oldest', 'waited']) {
          expect(ids(await page({ q: 'axolotl', order, ...more }))).toEqual([id]);
        }
        expect(ids(await page({ q: '-axolotl', ...more }))).not.toContain(id);
        expect(ids(await page({ q: 'axolotl', variable: 'nobody has it', ...more }))).toEqual([]);
      }
      expect(ids(await page({ q: 'axolotl', from: years.to, to: years.from }))).toEqual([]);
    });
  });

  it.each(['variable', 'value', 'assignee', 'topic', 'cursor', 'q'])(
    'a filter with a NUL, as %s, breaks nothing',
    async (name) => {
      const query = { variable: 'order', q: 'order', [name]: 'a\u0000b' };
      for (const path of [pathOf(query), pathOf(query).replace('?', '/count?')]) {
        const { status, body } = await desk.ask(megan, path);
        if (status !== 200 && status !== 400) throw new Error(`${status} ${JSON.stringify(body)}`);
      }
    },
  );

  it('an order that searches have not', async () => {
    expect(await desk.ask(megan, pathOf({ q: 'a', order: 'unanswered' }))).toMatchObject({ status: 400 });
  });
});
