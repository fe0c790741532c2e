/** What is in none of some groups is read piece by piece: page by page in both orders it is what their phrases say, and its count. */
import { areAlike } from '../../src/domain/failures/grouping';
import type { HistoryQuery } from '../../src/escalation/search/history';
import { countHistory, history } from '../../src/escalation/search/history';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { liveYears, type Years } from '../support/years';

/** More than the first two pieces. */
const TOTAL = 2_400;
const PAGE = 50;

interface Known {
  id: string;
  number: string;
  queue_id: string;
  assignee_id: string | null;
  words: number[];
}

let database: TestDatabase;
let years: Years;
let all: Known[];

beforeAll(async () => {
  database = await createTestDatabase();
  years = await liveYears(database.db.q, TOTAL);
  // Some are opened in the same moment, and some have no phrase.
  await database.db.pool.query(`update escalation set opened_at = date_trunc('day', opened_at) where number % 3 = 0`);
  await database.db.pool.query(
    `insert into escalation_fact (escalation_id, tenant_id, opened_at, version, seq, facts, marks, phrase)
     select id, tenant_id, opened_at, version, 3, '{}', case when number % 2 = 0 then array[7] else '{}' end::bigint[],
       case when number % 11 = 0 then '{}' else
         (select array_agg(distinct word order by word) from unnest(array[number % 7, number % 13 + 5, number % 5 + 11, number % 3]) word)
       end::int[]
     from escalation`,
  );
  const { rows } = await database.db.pool.query<Known>(
    `select e.id, e.number::text, e.queue_id, e.assignee_id, f.phrase as words
     from escalation e join escalation_fact f on f.escalation_id = e.id order by e.opened_at desc, e.id desc`,
  );
  all = rows;
});
afterAll(() => database.drop());

const asked = (query: Partial<HistoryQuery>): HistoryQuery => ({
  tenantId: years.tenantId,
  visibleTo: null,
  search: null,
  reader: { id: 'megan', manager: true },
  order: 'newest',
  limit: PAGE,
  ...query,
});

async function walked(query: Partial<HistoryQuery>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await history(database.db.q, asked({ ...query, ...(cursor && { cursor }) }));
    found.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
    if (cursor) expect(page.items).toHaveLength(PAGE);
  } while (cursor);
  return found;
}

test('every page and the count, in both orders, with few groups and with many, of all and of a part', async () => {
  const groupsOf = (many: number): Known[] => all.filter(({ words }) => words.length > 0).slice(0, many);
  for (const groups of [groupsOf(1), groupsOf(4), groupsOf(20)]) {
    const unlike = { by: 'phrase', numbers: groups.map(({ number }) => Number(number)) } as const;
    const isIn = ({ words }: Known) => words.length > 0 && !groups.some((group) => areAlike(words, group.words));
    const [queueId = ''] = years.queueIds;
    const assigneeId = all.find((one) => one.assignee_id && isIn(one))?.assignee_id ?? '';
    const some: [Partial<HistoryQuery>, (one: Known) => boolean][] = [
      [{}, () => true],
      [{ queueId }, (one) => one.queue_id === queueId],
      [{ assigneeId }, (one) => one.assignee_id === assigneeId],
      [{ mark: '7' }, (one) => Number(one.number) % 2 === 0],
      [{ mark: '7', assigneeId }, (one) => Number(one.number) % 2 === 0 && one.assignee_id === assigneeId],
    ];
    for (const [query, isMeant] of some) {
      const expected = all.filter((one) => isIn(one) && isMeant(one)).map(({ id }) => id);
      const said = { groups: groups.length, query };
      expect({ ...said, ids: await walked({ ...query, unlike }) }).toEqual({ ...said, ids: expected });
      expect({ ...said, ids: await walked({ ...query, unlike, order: 'oldest' }) }).toEqual({
        ...said,
        ids: expected.toReversed(),
      });
      expect(await countHistory(database.db.q, asked({ ...query, unlike }))).toEqual({
        count: expected.length,
        isMore: false,
      });
    }
    expect(all.filter(isIn).length).toBeGreaterThan(PAGE);
  }
});

test('groups of what one may not see are none', async () => {
  const [queueId = '', other = ''] = years.queueIds;
  const unseen = all.find(({ queue_id, words }) => queue_id === other && words.length > 0);
  const found = await walked({
    unlike: { by: 'phrase', numbers: [Number(unseen?.number)] },
    visibleTo: { id: 'somebody', queueIds: [queueId] },
  });
  expect(found).toEqual(
    all.filter(({ queue_id, words }) => queue_id === queueId && words.length > 0).map(({ id }) => id),
  );
});
