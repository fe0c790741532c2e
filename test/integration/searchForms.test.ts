/** Documents of a former form, and of a process from before, hold beside new ones until they are written anew. */
import { formerPairsOf } from '../../src/domain/search/lexemes';
import { tokensOf } from '../../src/domain/search/tokens';
import type { EscalationPage } from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const SAID = [
  'the point of sale is down',
  'down is the point of sale',
  'sale of the point',
  'Frau Müller fand das nicht gut',
];

async function found(q: string, order: string): Promise<number[]> {
  const query = new URLSearchParams({ q, order, limit: '2' });
  const numbers: number[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    if (cursor) query.set('cursor', cursor);
    const { status, body } = await desk.ask(megan, `/escalations?${query.toString()}`);
    expect(status).toBe(200);
    const { items, next } = body as EscalationPage;
    numbers.push(...items.map(({ number }) => number));
    cursor = next;
  }
  return numbers;
}

/** What everybody would find, in each order, page by page. */
async function answers(): Promise<unknown> {
  const all: Record<string, number[]> = {};
  for (const q of [
    '"point of sale"',
    '"the point of"',
    '"of sale',
    '"frau mueller fand"',
    'sale -"is down"',
    'down point ',
  ]) {
    for (const order of ['newest', 'oldest', 'waited']) all[`${q}, ${order}`] = await found(q, order);
  }
  return all;
}

interface Document {
  id: string;
  opened: boolean;
  lexemes: string;
}
const documents = async (): Promise<Document[]> =>
  (
    await desk.db.pool.query<Document>(
      `select escalation_id as id, d.opened_at = e.opened_at as opened, lexemes::text as lexemes
       from search_document d join escalation e on e.id = escalation_id order by e.number`,
    )
  ).rows;

/** Every second as it was written before pairs said what is behind them, and documents when their chat was opened. */
async function writeFormerly(): Promise<void> {
  const rows = await documents();
  for (const [n, { id, lexemes }] of rows.entries()) {
    if (n % 2 > 0) continue;
    const kept = lexemes.split(' ').filter((lexeme) => !/^'[A-Z]/.test(lexeme));
    const { rows: texts } = await desk.db.pool.query<{ text: string }>(
      'select text from message where escalation_id = $1',
      [id],
    );
    const pairs = texts.flatMap(({ text }) => {
      const tokens = tokensOf(text);
      return tokens.slice(1).flatMap((token, at) => {
        const before = tokens[at];
        return before ? formerPairsOf(before, token).map((pair) => `'${pair}'`) : [];
      });
    });
    await desk.db.pool.query('update search_document set opened_at = null, lexemes = $2 where escalation_id = $1', [
      id,
      [...kept, ...pairs].join(' '),
    ]);
  }
}

it('what is found is the same before, meanwhile and afterwards', async () => {
  for (let n = 0; n < 12; n += 1) {
    const id = await desk.open();
    await desk.customerWrites(id, SAID[n % SAID.length] ?? '');
    await desk.customerWrites(id, SAID[(n * 5 + 1) % SAID.length] ?? '');
  }
  const expected = await answers();
  await desk.searchIndex.keep();
  const written = await documents();
  expect(written.every(({ opened }) => opened)).toBe(true);
  expect(await answers()).toEqual(expected);

  await writeFormerly();
  expect((await documents()).filter(({ opened }) => opened)).toHaveLength(written.length / 2);
  expect(await answers()).toEqual(expected);

  await desk.db.pool.query('insert into search_former select max(number) + 1 from escalation');
  await desk.searchIndex.keep();
  expect(await documents()).toEqual(written);
  expect(await answers()).toEqual(expected);
  // A second round finds that nothing is left.
  await desk.searchIndex.keep();
  expect((await desk.db.pool.query('select from search_former')).rowCount).toBe(0);
});
