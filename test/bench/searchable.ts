/** What it costs that words can be found: the same words on a desk whose changes nobody notes for the search. */
import { benchmark, type Contender, opened } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { whole } from './support/parameters';
import { say } from './support/words';
import { openWorld, type World } from './support/world';
import { eventually } from '../support/eventually';

const CHATS = 64;
const AT_ONCE = 16;
/** What a change leaves for the search to write. */
const TRIGGERS = {
  conversation: ['search_customer'],
  escalation: ['search_opened', 'search_changed', 'search_told', 'search_phrased', 'search_gone'],
  message: ['search_said', 'search_bot_spoke', 'search_said_otherwise', 'search_forgotten'],
};

export const searchable = benchmark({
  name: 'searchable',
  about: 'Customers’ words until they can be found, beside words that never can; the costs count, not the pace.',
  takes: '2 min',
  unit: 'messages',
  compares: 'rate',
  parameters: { words: whole(2_000, 'messages a round') },
  open: ({ words }) =>
    opened(async (onClose) => {
      const contender = async (name: string, isFound: boolean): Promise<Contender> => {
        const world = await openWorld();
        onClose(world.close);
        const { pool } = world.database.db;
        for (const [table, triggers] of isFound ? [] : Object.entries(TRIGGERS)) {
          for (const trigger of triggers) await pool.query(`alter table ${table} disable trigger ${trigger}`);
        }
        const customers = (await world.chats(CHATS, 'claimed')).map(({ customer }) => customer);
        await written(world);
        return {
          name,
          ...(isFound ? { beside: UNFOUND, costsBeside: UNFOUND } : { isBaseline: true }),
          round: () =>
            costed(metersOf(world), async () => {
              const round = await say(world, world.desk.url, customers, { words, atOnce: AT_ONCE });
              await written(world);
              return round;
            }),
        };
      };
      return [await contender('words that are found', true), await contender(UNFOUND, false)];
    }),
});

const UNFOUND = 'words that are not';

/** Everything noted so far stands in documents. */
async function written({ database: { db } }: World): Promise<void> {
  await eventually(async () => {
    const { rows } = await db.pool.query<{ left: number }>('select count(*)::int as left from search_todo');
    return rows[0]?.left === 0;
  });
}
