/** What is looked up stretch by stretch is what is there, in order, page by page, however common it is. */
import { history } from '../../src/escalation/search/history';
import { factsIn } from '../../src/escalation/search/facts';
import { byWait } from '../../src/escalation/search/longestWaits';
import { candidates, startOf } from '../../src/escalation/search/windows';
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { lookUpOf } from '../../src/domain/search/lookUp';
import { matcherOf } from '../../src/domain/search/match';
import type { Passage } from '../../src/domain/search/passages';
import { readSearch } from '../../src/domain/search/query';
import type { Candidate } from '../../src/store/search/candidates';
import { writeSaid } from '../bench/support/said';
import { openWorld, type World } from '../bench/support/world';

/** Over two years: several stretches. */
const ENDED = 1_500;
const READER = { id: 'megan', manager: true };

interface Chat {
  id: string;
  opened: string;
  waited: number;
  agent: string | null;
  passages: Passage[];
}

let world: World;
let tenantId: string;
let chats: Chat[];
beforeAll(async () => {
  world = await openWorld({ desks: 0, agents: 3 });
  const { db } = world.database;
  await writeSaid(db, { ended: ENDED, agents: world.agents });
  // Many at once, and none at the time its document says by now.
  await db.pool.query(`update escalation set opened_at = date_trunc('day', opened_at)`);
  await db.pool.query('insert into search_backlog select max(number) + 1 from escalation');
  const index = new SearchIndex(db);
  for (let rounds = 0; rounds < 2; rounds += 1) await index.keep();
  const { rows } = await db.pool.query<{
    id: string;
    tenant: string;
    opened: string;
    waited: number;
    agent: string | null;
    texts: string[];
  }>(
    `select e.id, e.tenant_id as tenant, e.assignee_id as agent, to_char(e.opened_at, 'YYYY-MM-DD') as opened,
       extract(epoch from coalesce(first_claimed_at, claimed_at, ended_at) - opened_at)::float8 as waited,
       (select array_agg(m.text) from message m where m.conversation_id = e.conversation_id) as texts
     from escalation e`,
  );
  tenantId = rows[0]?.tenant ?? '';
  chats = rows.map(({ id, opened, waited, agent, texts }) => ({
    id,
    opened,
    waited,
    agent,
    passages: texts.map((text) => ({ where: 'message', label: null, seq: 1, text, whisperOf: null })),
  }));
});
afterAll(() => world.close());

const search = (typed: string) => readSearch(typed) ?? { wanted: [], unwanted: [], number: null, isTooMuch: false };

const ORDERS = ['newest', 'oldest', 'waited'] as const;
type Order = (typeof ORDERS)[number];

function expected(typed: string, order: Order, agent?: string): string[] {
  const matches = matcherOf(search(typed), READER);
  const sign = order === 'oldest' ? 1 : -1;
  const by = order === 'waited' ? 'waited' : 'opened';
  return chats
    .filter((chat) => (agent === undefined || chat.agent === agent) && matches(chat.passages))
    .toSorted((a, b) => sign * (a[by] < b[by] || (a[by] === b[by] && a.id < b.id) ? -1 : 1))
    .map(({ id }) => id);
}

async function found(typed: string, order: Order): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await history(world.database.db.q, {
      tenantId,
      visibleTo: null,
      search: search(typed),
      reader: READER,
      order,
      cursor,
      limit: 50,
    });
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) return ids;
    cursor = page.next;
  }
}

it.each([
  'w1 ',
  'w40 ',
  'w900 ',
  'w30000 ',
  'w4999',
  'w',
  'w4',
  'w49',
  'w499',
  'x',
  'w900 w2',
  'w30000 w1',
  'w9* w8*',
  'w30 -w77*',
  'w30 -w2',
  '"w1 w2"',
  '"w1 w1 w2"',
  '"w2 w1 w3 w1"',
  '"w1 w2',
  '"w2 w30 w1',
  'zebra',
])('%s', async (typed) => {
  for (const order of ORDERS) expect(await found(typed, order)).toEqual(expected(typed, order));
});

/** However far one goes through them, and whether what is left is looked up at once or stretch by stretch. */
it.each([
  ['w', false],
  ['w', true],
  ['w49', false],
  ['w49', true],
  ['w900 w2', false],
  ['w2000 w1', true],
  ['w30 -w77*', false],
  ['"w1 w2', true],
])('step by step: %s, of an agent: %s', async (typed, isOfAgent) => {
  const { q } = world.database.db;
  const agent = isOfAgent ? world.agents[1]?.id : undefined;
  const scope = { tenantId, visibleTo: null, assigneeId: agent };
  const lookUp = lookUpOf(search(typed), factsIn(scope, false), READER);
  expect(lookUp.apart).not.toBeNull();
  for (const order of ORDERS) {
    const wanted = { scope, lookUp, order, without: [], hasFormer: false };
    const meant = expected(typed, order, agent);
    expect(meant).not.toEqual([]);
    for (const steps of [
      { first: 7, most: 7, few: 0 },
      { first: 7, most: 7, few: ENDED },
      { first: 40, most: 400, few: 0 },
      { first: 40, most: 400, few: 60 },
      { first: ENDED, most: ENDED, few: 0 },
    ]) {
      // What is only roughly looked up is read behind it.
      const all = async (behind: Candidate | null): Promise<Candidate[]> => {
        const some: Candidate[] = [];
        const start = await startOf(q, wanted, behind);
        const amount = { limit: 30, most: 11 };
        const batches =
          order === 'waited'
            ? byWait(q, wanted, behind, amount, { ...steps, next: 100 })
            : candidates(q, wanted, { start, behind }, amount, steps);
        for await (const batch of batches)
          some.push(...batch.filter(({ id }) => !lookUp.isRough || meant.includes(id)));
        return some;
      };
      const found = await all(null);
      expect([order, steps, found.map(({ id }) => id)]).toEqual([order, steps, meant]);
      const third = Math.floor(found.length / 3);
      expect(await all(found[third] ?? null)).toEqual(found.slice(third + 1));
    }
  }
});
