/** What managers look for in what was said, in a small past and in a large one, beside how else it could be looked for. */
import { keptConnections, send } from './support/load';
import { benchmark, type Contender, type Round } from './support/benchmark';
import { onItsOwn } from './support/bulk';
import { costed, metersOf } from './support/cost';
import { folder, whole, wholes } from './support/parameters';
import { writeSaid } from './support/said';
import { overPasts } from './support/pasts';
import type { World } from './support/world';

export const search = benchmark({
  name: 'search',
  about: 'Words, phrases, parts of words and filters over what was said, beside an index of every message and none.',
  takes: '6 min, half of it to write the past; `--ended 1000000` half an hour to write it, once with `--keep`',
  unit: 'answers',
  compares: 'latency',
  parameters: {
    ended: wholes([100_000], 'ended escalations of ten messages, a database each'),
    asked: whole(40, 'questions of each kind a round'),
    keep: folder('a folder that keeps the pasts, and opens those it has'),
  },
  open: ({ ended, asked, keep }) =>
    overPasts({ name: 'search', sizes: ended, keep, write }, (world, count) => openSaid(world, count, asked)),
});

async function write({ database: { db }, agents }: World, ended: number): Promise<void> {
  await writeSaid(db, { ended, agents });
  await onItsOwn(db.pool, (client) =>
    client.query(`create index said on message using gin (to_tsvector('simple', text))`),
  );
}

const any = (from: number, to: number): number => from + Math.floor(Math.random() * (to - from));

async function openSaid(world: World, count: number, asked: number): Promise<Contender[]> {
  const size = count.toLocaleString('en');
  const { db } = world.database;
  // One person may ask 600 times a minute, and the desk answers faster.
  const managers = await Promise.all(Array.from({ length: MANAGERS }, (_, n) => world.managerToken(n)));
  let turn = 0;
  const { url } = world.desk;
  const some = async (which: string): Promise<string[]> => {
    const sample = `select text from message tablesample bernoulli (5) where text ${which} limit 1000`;
    return (await db.pool.query<{ text: string }>(sample)).rows.map(({ text }) => text);
  };
  const spaced = (await some(`like 'w%'`)).map((text) => text.split(' '));
  const chinese = await some(`not like 'w%'`);
  const one = <T>(list: readonly T[]): T => list[any(0, list.length)] as T;
  const pairOf = (words: string[]): string => {
    const at = any(0, words.length - 1);
    return `"${words[at]} ${words[at + 1]}"`;
  };
  const contender = (name: string, query: () => Record<string, string>, own?: string): Contender => ({
    name: `${name}, ${size}`,
    beside: `rare word, every message indexed, ${size}`,
    round: () =>
      costed(metersOf(world), async (): Promise<Round> => {
        const agent = keptConnections(1);
        const result = await send(asked, {
          atOnce: 1,
          agent,
          expected: [200],
          call: () => ({
            url: `${url}/api/escalations?${new URLSearchParams({ limit: '50', ...query() }).toString()}`,
            headers: { authorization: `Bearer ${own ?? managers[turn++ % MANAGERS]}` },
          }),
        });
        agent.destroy();
        return { units: asked, ...result };
      }),
  });
  const plainly = (name: string, isBaseline: boolean, times: number, text: string, word: () => string): Contender => ({
    name: `${name}, ${size}`,
    isBaseline,
    beside: `rare word, every message indexed, ${size}`,
    async round() {
      const latenciesMs: number[] = [];
      // Among ten million messages some take longer than the desk would wait.
      await onItsOwn(db.pool, async (client) => {
        for (let n = 0; n < times; n += 1) {
          const began = performance.now();
          await client.query(text, [word()]);
          latenciesMs.push(performance.now() - began);
        }
      });
      return { units: times, seconds: latenciesMs.reduce((sum, ms) => sum + ms, 0) / 1_000, latenciesMs };
    },
  });
  // The first of them has none in this past: each of their turns is one where the customer gave up.
  const assignee = world.agents[1]?.id ?? '';
  const rare = () => `w${any(VERY_RARE, 50_000)} `;
  const common = () => `w${any(2, 8)} `;
  return [
    contender('number', () => ({ q: `#${any(1_001, 1_001 + count)}` })),
    contender('variable', () => ({ variable: 'order', value: `KX-${any(0, count)}` })),
    contender('newest', () => ({})),
    contender('rare word', () => ({ q: rare() })),
    contender('two words', () => ({ q: one(spaced).slice(3, 5).join(' ') + ' ' })),
    contender('common word', () => ({ q: common() })),
    contender('middling word', () => ({ q: `w${any(200, 2_000)} ` })),
    contender('beginning of a word', () => ({ q: `w${any(10, 500)}` })),
    contender('without a word', () => ({ q: `w${any(200, 2_000)} -w3` })),
    contender('phrase', () => ({ q: pairOf(one(spaced)) })),
    contender('phrase of common words', () => ({ q: `"w${any(1, 6)} w${any(1, 6)} w${any(1, 6)}"` })),
    contender('part of a Chinese word', () => ({ q: one(chinese).slice(2, 5) })),
    contender('agent, status and wait', () => ({
      assignee,
      status: 'resolved',
      waited: '45',
    })),
    contender('agent and a wait nobody had', () => ({ assignee, waited: '119' })),
    contender('agent, longest wait first', () => ({ assignee, order: 'waited' })),
    contender('common word, longest wait first', () => ({ q: common(), order: 'waited' })),
    contender('topic nobody has, of an agent', () => ({ assignee, topic: 'Parcels' })),
    contender('agent and rare word, oldest first', () => ({
      assignee,
      q: rare(),
      order: 'oldest',
    })),
    contender('common word, as an agent', () => ({ q: common() }), world.tokenOf(0)),
    // Last: they leave nothing of what the others read in memory.
    plainly('rare word, every message indexed', true, asked, INDEXED, rare),
    plainly('common word, every message indexed', false, 2, INDEXED, common),
    plainly('rare word, gone through', false, 1, GONE_THROUGH, () => `%${rare().trim()}%`),
  ];
}

const VERY_RARE = 5_000;
const MANAGERS = 10;
const INDEXED = `
  select distinct e.id, e.opened_at from message m join escalation e on e.id = m.escalation_id
  where to_tsvector('simple', m.text) @@ plainto_tsquery('simple', $1)
  order by e.opened_at desc, e.id desc limit 51`;
const GONE_THROUGH = `
  select e.id from escalation e
  where exists (select from message m where m.conversation_id = e.conversation_id and m.text ilike $1)
  order by e.opened_at desc, e.id desc limit 51`;
