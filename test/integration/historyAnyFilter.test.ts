/**
 * Whatever filters, words and orders are put together, and however long its pages are: the list, the count and the
 * export are those that a reading of the rows themselves says, each once and in order, also while chats change.
 */
import { randomUUID } from 'node:crypto';
import type { EscalationPage } from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';
import { dice } from '../support/dice';

const CHATS = 90;
const DAY_MS = 86_400_000;
const OUTCOMES = [randomUUID(), randomUUID()];
const TAGS = [randomUUID(), randomUUID()];

/** An escalation as its rows say, and nothing that the search has made of it. */
interface Row {
  id: string;
  status: string;
  queue: string;
  owner: string | null;
  bot: string;
  /** Microseconds. */
  opened: number;
  waited: number | null;
  outcome: string | null;
  outcomeId: string | null;
  tags: { id: string }[];
  rating: number | null;
  language: string;
  variables: { name: string; value: string | number | boolean | null }[];
  hasFile: boolean;
  hasFailed: boolean;
  leftMessage: boolean;
  test: boolean;
  topic: string;
  people: string[];
  said: string;
}
type Query = Partial<Record<string, string>>;

let desk: ApiDesk;
let rows: Row[];
const roll = dice(77);
const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
const maybe = (chance: number): boolean => roll() < chance;

beforeAll(async () => {
  desk = await startApiDesk();
  for (let n = 0; n < CHATS; n += 1) await openedAnyhow();
  rows = await read();
}, 120_000);
afterAll(() => desk.stop());

async function openedAnyhow(): Promise<void> {
  const { pool } = desk.db;
  const id = await desk.open({
    ...(maybe(0.3) && { connectionId: desk.world.billingConnectionId }),
    handoff: {
      topic: one(['Returns', 'Invoices', null, '']),
      language: one([null, 'de-AT', 'de', 'fr_CA', 'EN']),
      variables: maybe(0.6)
        ? [{ name: one(['Order', 'order', 'Größe']), value: one(['KX-1', 'kx-1', 'ÜBER', 5, true, null]) }]
        : [],
    },
  });
  await desk.customerWrites(id, one(['alpha', 'beta', 'alpha beta', 'gamma delta', 'beta gamma alpha']));
  const status = one(['waiting', 'claimed', 'resolved', 'abandoned', 'resolved', 'abandoned']);
  const seconds = one([0, 0.2, 1, 5, 60, 60, 61, 300, 4_000, 90_000]);
  const [outcome, outcomeId] =
    status === 'resolved'
      ? one([
          [null, null],
          ['Own', null],
          ['A', OUTCOMES[0]],
        ])
      : [];
  const hasOwner = status === 'claimed' || status === 'resolved';
  await pool.query(
    `update escalation set status = $2::text, opened_at = o.at,
       claimed_at = case when $4 then o.at + o.wait end, first_claimed_at = case when $4 then o.at + o.wait end,
       ended_at = case $2 when 'resolved' then o.at + o.wait + interval '1 minute' when 'abandoned' then o.at + o.wait end,
       assignee_id = $5, assignee_name = $5, rating = $6, test = $7, left_message_at = $8, outcome = $9, outcome_id = $10,
       tags = $11, version = version + 1
     from (select $3::timestamptz + make_interval(secs => $12) as at, make_interval(secs => $13) as wait) o where id = $1`,
    [
      id,
      status,
      // Many at the same time, and some microseconds apart.
      new Date(Date.now() - 40 * DAY_MS + Math.floor(roll() * 30) * DAY_MS),
      hasOwner,
      hasOwner ? one(['adele', 'diego', 'lee']) : null,
      status === 'resolved' && maybe(0.5) ? one([1, 2, 5]) : null,
      maybe(0.1),
      maybe(0.15) ? new Date() : null,
      outcome ?? null,
      outcomeId ?? null,
      JSON.stringify(maybe(0.3) ? [{ id: one(TAGS), name: 'Tag' }] : []),
      one([0, 0.000_123]),
      seconds,
    ],
  );
  await pool.query(
    `insert into escalation_tag (escalation_id, tag_id)
     select id, (t->>'id')::uuid from escalation, jsonb_array_elements(tags) t where id = $1`,
    [id],
  );
  const said = (seq: number, attachments: object[], delivery: string | null) =>
    pool.query(
      `insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text, attachments, delivery)
       select conversation_id, id, $2, 'agent', 'Adele', 'hm', $3, $4 from escalation where id = $1`,
      [id, seq, JSON.stringify(attachments), delivery],
    );
  if (maybe(0.2))
    await said(1_000, [{ contentType: 'image/png', name: 'x.png', url: 'https://files.example/x' }], null);
  if (maybe(0.1)) await said(1_001, [], 'failed');
  if (maybe(0.1)) {
    await pool.query(
      `insert into escalation_person (escalation_id, agent_id, agent_name, role) values ($1, 'lee', 'Lee', 'consulted')`,
      [id],
    );
  }
}

async function read(): Promise<Row[]> {
  const { rows: found } = await desk.db.pool.query<Row>(`
    select e.id, e.status, e.queue_id as queue, e.assignee_id as owner, e.connection_id as bot,
      (extract(epoch from e.opened_at) * 1e6)::float8 as opened,
      extract(epoch from coalesce(e.first_claimed_at, e.ended_at) - e.opened_at)::float8 as waited,
      e.outcome, e.outcome_id as "outcomeId", e.tags, e.rating, e.variables, e.test, coalesce(e.topic, '') as topic,
      coalesce(e.language, c.customer_locale) as language, e.left_message_at is not null as "leftMessage",
      exists (select from message m where m.escalation_id = e.id and m.attachments <> '[]') as "hasFile",
      exists (select from message m where m.escalation_id = e.id and m.delivery = 'failed') as "hasFailed",
      array(select agent_id from escalation_person p where p.escalation_id = e.id) as people,
      (select string_agg(m.text, ' ') from message m where m.escalation_id = e.id) as said
    from escalation e join conversation c on c.id = e.conversation_id`);
  return found;
}

const WHO = { megan: () => null, adele: () => desk.world.support, lee: () => desk.world.billing };
type Who = keyof typeof WHO;

const same = (one: unknown, other: string): boolean => String(one).toLowerCase() === other.toLowerCase();

/** What each filter means. */
const MEANS: Record<string, (row: Row, value: string, query: Query) => boolean> = {
  status: ({ status }, value) => value.split(',').includes(status),
  queue: ({ queue }, value) => queue === value,
  assignee: ({ owner }, value) => owner === value,
  connection: ({ bot }, value) => bot === value,
  from: ({ opened }, value) => opened >= Date.parse(value) * 1_000,
  to: ({ opened }, value) => opened < Date.parse(value) * 1_000,
  outcome: ({ outcome, outcomeId }, value) =>
    value === 'none' ? outcome === null : value === 'own' ? outcome !== null && !outcomeId : outcomeId === value,
  tag: ({ tags }, value) => tags.some(({ id }) => id === value),
  rating: ({ rating }, value) => rating !== null && (value === 'any' || value.split(',').includes(String(rating))),
  language: ({ language }, value) => language.toLowerCase().split(/[-_]/)[0] === value,
  variable: ({ variables }, name, { value }) =>
    variables.some((v) => same(v.name, name) && (value === undefined || (v.value !== null && same(v.value, value)))),
  file: ({ hasFile }) => hasFile,
  delivery: ({ hasFailed }) => hasFailed,
  leftMessage: ({ leftMessage }, value) => leftMessage === (value === 'any'),
  waited: ({ waited, opened }, value) => (waited ?? (Date.now() * 1_000 - opened) / 1e6) > Number(value),
  test: ({ test }, value) => test === (value === 'only'),
  topic: ({ topic }, value) => topic === value,
  q: ({ said }, value) =>
    value.split(' ').every((word) => said.split(' ').includes(word.replace('-', '')) !== word.startsWith('-') || !word),
};

function meant(query: Query, who: Who): Row[] {
  const queue = WHO[who]();
  return rows.filter(
    (row) =>
      (queue === null || row.queue === queue || row.owner === who || row.people.includes(who)) &&
      Object.entries(query).every(([name, value = '']) => MEANS[name]?.(row, value, query) ?? true),
  );
}

function inOrder(some: readonly Row[], order: string): string[] {
  const key = ({ waited, opened }: Row) => (order === 'waited' ? (waited ?? 1e10 - opened / 1e6) : opened);
  const sign = order === 'oldest' ? 1 : -1;
  return some.toSorted((a, b) => sign * (key(a) - key(b) || (a.id < b.id ? -1 : 1))).map(({ id }) => id);
}

function anyQuery(): Query & { order: string } {
  const chance = one([0.05, 0.12, 0.2]);
  const { world } = desk;
  const some: [string, string[], number?][] = [
    ['status', ['waiting', 'claimed', 'resolved,abandoned', 'waiting,claimed', 'abandoned', 'resolved,waiting']],
    ['queue', [world.support, world.billing]],
    ['assignee', ['adele', 'lee']],
    ['connection', [world.connectionId, world.billingConnectionId]],
    ['from', [new Date(Date.now() - 30 * DAY_MS).toISOString()]],
    ['to', [new Date(Date.now() - 20 * DAY_MS).toISOString()]],
    ['outcome', ['none', 'own', ...OUTCOMES]],
    ['tag', TAGS],
    ['rating', ['any', '1', '2,5']],
    ['language', ['de', 'fr', 'en']],
    ['variable', ['order', 'ORDER', 'grösse', 'nobody']],
    ['file', ['any']],
    ['delivery', ['failed']],
    ['leftMessage', ['any', 'none']],
    ['waited', ['0', '1', '59', '60', '61', '3600', '100000'], 2 * chance],
    ['test', ['without', 'only']],
    ['topic', ['Returns', '']],
    // A word at its end is whole.
    ['q', ['alpha ', 'beta ', 'alpha beta ', 'alpha -beta ', '-gamma ', 'zeta '], 0.35],
  ];
  const chosen = some.flatMap(([name, values, its = chance]) => (maybe(its) ? [[name, one(values)]] : []));
  const query = Object.fromEntries(chosen) as Query;
  const withValue = query.variable !== undefined && maybe(0.6) && { value: one(['kx-1', 'über', '5', 'true', 'x']) };
  return { ...query, ...withValue, order: one(['newest', 'oldest', 'waited']) };
}

const CLAIMS = { megan: { roles: ['Manager'] }, adele: {}, lee: { oid: 'lee', name: 'Lee Gu' } };
let managers = 0;
/** A person may ask so often a minute; managers are many. */
const tokenOf = (who: Who): Promise<string> =>
  desk.token({ ...CLAIMS[who], ...(who === 'megan' && { oid: `manager ${++managers}`, name: 'Megan' }) });

const pathOf = (path: string, query: Query): string =>
  `${path}?${new URLSearchParams(query as Record<string, string>).toString()}`;

async function listed(token: string, query: Query, limit: () => string, between = async () => {}): Promise<string[]> {
  const found: string[] = [];
  let cursor = '';
  do {
    const { status, body } = await desk.ask(
      token,
      pathOf('/escalations', { ...query, limit: limit(), ...(cursor && { cursor }) }),
    );
    if (status !== 200) throw new Error(JSON.stringify([query, body]));
    const page = body as EscalationPage;
    found.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? '';
    if (cursor) await between();
  } while (cursor && found.length < 10 * CHATS);
  return found;
}

test.each([
  ['before documents are written', 40, async () => {}],
  ['behind them', 140, () => desk.searchIndex.keep()],
])(
  '%s',
  async (_, rounds, written) => {
    await written();
    for (let round = 0; round < rounds; round += 1) {
      const { order, ...scope } = anyQuery();
      const who = maybe(0.15) ? one(['adele', 'lee'] as const) : 'megan';
      const token = await tokenOf(who);
      const limit = who === 'megan' ? one(['1', '7', '50']) : '100';
      const wanted = inOrder(meant(scope, who), order);
      const query = { ...scope, order };
      expect({ query, who, found: await listed(token, query, () => limit) }).toEqual({ query, who, found: wanted });
      const count = await desk.ask(token, pathOf('/escalations/count', scope));
      // How many of a colleague's have ended is a figure of theirs.
      if (count.status !== 403)
        expect({ query, ...count.body }).toEqual({ query, count: wanted.length, isMore: false });
      if (who !== 'megan' || order === 'waited' || round % 5 > 0) continue;
      const file = await fetch(`${desk.url}/api${pathOf('/exports/escalations.jsonl', query)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      const lines = (await file.text()).split('\n').filter(Boolean);
      const exported = lines.map((line) => (JSON.parse(line) as { id: string }).id);
      expect({ query, exported }).toEqual({ query, exported: wanted });
    }
  },
  120_000,
);

test('while chats change and others are opened, each that is meant all the while comes once', async () => {
  for (let round = 0; round < 30; round += 1) {
    const { waited: _, ...query } = anyQuery();
    const something = () =>
      one([
        () => desk.customerWrites(one(rows.filter(({ status }) => status === 'waiting')).id, 'nothing new'),
        () => desk.db.pool.query('update escalation set version = version + 1 where id = $1', [one(rows).id]),
        () => desk.db.pool.query('update escalation set version = version + 1'),
        () => desk.searchIndex.keep(),
        () => desk.open({ handoff: { topic: 'New' } }),
      ])();
    const found = await listed(
      await tokenOf('megan'),
      query,
      () => one(['1', '3', '20']),
      async () => void (await something()),
    );
    expect({ query, twice: found.length - new Set(found).size }).toEqual({ query, twice: 0 });
    const missing = meant(query, 'megan').filter(({ id }) => !found.includes(id));
    expect({ query, missing }).toEqual({ query, missing: [] });
  }
}, 120_000);
