/** The benchmarks' pasts are written in bulk: what is there afterwards is what the desk would have written. */
import { randomUUID } from 'node:crypto';
import { SANDBOX } from '../../src/config/world';
import { Figures } from '../../src/escalation/figures';
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { writeHappened } from '../bench/support/past';
import { writeSaid } from '../bench/support/said';
import { openWorld, type World } from '../bench/support/world';
import { buildOn, configOf } from '../support/built';

const ENDED = 60;
const TABLES = ['conversation', 'escalation', 'escalation_person', 'message', 'search_document'];

let world: World;
let indexes: string[];
beforeAll(async () => {
  world = await openWorld({ desks: 0, agents: 3 });
  indexes = await indexesOf();
  await writeSaid(world.database.db, { ended: ENDED, agents: world.agents });
});
afterAll(() => world.close());

const rowsOf = async <T extends object>(query: string, values: unknown[] = []): Promise<T[]> =>
  (await world.database.db.pool.query<T>(query, values)).rows;

const indexesOf = async (): Promise<string[]> =>
  (
    await rowsOf<{ what: string }>(
      `select pg_get_indexdef(indexrelid) as what from pg_index where indrelid = any($1::text[]::regclass[]::oid[])
       union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
       order by what`,
      [TABLES],
    )
  ).map(({ what }) => what);

test('every index and every promise of the tables is there again', async () => {
  expect(await indexesOf()).toEqual(indexes);
});

/** The names of columns that say something. */
async function filled(table: string, which: string, values: unknown[]): Promise<string[]> {
  const rows = await rowsOf<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from ${table} t where ${which} limit 1`,
    values,
  );
  expect(rows).toHaveLength(1);
  return Object.entries(rows[0]?.row ?? {}).flatMap(([name, value]) =>
    value === null || value === false || JSON.stringify(value) === '[]' ? [] : [name],
  );
}

test('chats and words have what the desk writes of them', async () => {
  const { q } = world.database.db;
  const [chat] = await world.chats(1, 'claimed');
  if (!chat) throw new Error('There is no chat.');
  const { desk, close } = await buildOn(world.database, configOf({ ...world.env, HANDOFF_MODE: 'teams' }));
  const { agent, conversation, escalationId } = chat;
  const queueIds = (await q.selectFrom('queue').select('id').execute()).map(({ id }) => id);
  const who = { ...agent, tenantId: conversation.tenant_id, manager: false, queueIds };
  if (conversation.address?.channel !== 'teams') throw new Error('They do not write in Teams.');
  const { address } = conversation;
  await desk.inbox.customerSaid({
    key: 'one',
    botAppId: SANDBOX.bot.appId,
    externalId: 'one',
    address,
    customer: { id: chat.customer.id, name: chat.customer.name, locale: 'en-US' },
    text: 'Hello',
    attachments: [],
    sentAt: new Date(),
  });
  await desk.replies.reply(escalationId, who, { text: 'Good morning', clientMessageId: randomUUID() });
  await desk.escalations.resolve(escalationId, who, { outcome: 'Answered' });
  await close();
  await rowsOf(`update message set delivery = 'delivered' where delivery = 'sending'`);

  const [past] = await rowsOf<{ id: string; conversation: string }>(
    `select id, conversation_id as conversation from escalation where status = 'resolved' and id <> $1 limit 1`,
    [escalationId],
  );
  for (const [table, which, isOfChat] of [
    ['conversation', 'id = $1', true],
    ['escalation', 'id = $1', false],
    ['escalation_person', 'escalation_id = $1', false],
    ['message', `conversation_id = $1 and author_kind = 'customer'`, true],
    ['message', `conversation_id = $1 and author_kind = 'agent'`, true],
  ] as const) {
    const own = await filled(table, which, [isOfChat ? conversation.id : escalationId]);
    const written = await filled(table, which, [isOfChat ? past?.conversation : past?.id]);
    // Only of the past the bot had caught something.
    expect({ table, columns: written.filter((name) => name !== 'variables') }).toEqual({ table, columns: own });
  }
});

const documents = (): Promise<object[]> =>
  rowsOf(
    `select escalation_id, lexemes::text as lexemes, messages from search_document join escalation e on e.id = escalation_id
     where e.last_phrase = 'speak to agent' and e.variables <> '[]' order by 1`,
  );

test('documents are those the desk writes behind the words', async () => {
  const written = await documents();
  expect(written).toHaveLength(ENDED);
  await rowsOf('truncate search_document');
  await rowsOf('insert into search_backlog select max(number) + 1 from escalation');
  await new SearchIndex(world.database.db).keep();
  expect(await documents()).toEqual(written);
});

test('figures are made of it, and nothing is left to be made', async () => {
  await writeHappened(world.database.db.pool);
  const figures = new Figures(world.database.db);
  while (await figures.keepFacts({ waits: true }));
  const [{ facts } = { facts: 0 }] = await rowsOf<{ facts: number }>(
    'select count(*)::int as facts from escalation_fact',
  );
  expect(facts).toBe(ENDED + 1);
});
