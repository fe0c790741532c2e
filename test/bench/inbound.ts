/** Customers' words, from Teams' request to the answer that they are kept. */
import type { Kind } from './baselines/bot';
import { startBot } from './baselines/startBot';
import { benchmark, type Contender, opened } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { whole } from './support/parameters';
import { say } from './support/words';
import { openWorld } from './support/world';

export const inbound = benchmark({
  name: 'inbound',
  about: 'Words of customers whom an agent has, taken and acknowledged, beside bots that keep less.',
  takes: '3 min',
  unit: 'messages',
  compares: 'rate',
  parameters: {
    words: whole(1_500, 'messages a round'),
    chats: whole(64, 'customers who write, in turn'),
    atOnce: whole(16, 'connections of Teams'),
  },
  open: ({ words, chats, atOnce }) =>
    opened(async (onClose) => {
      const world = await openWorld();
      onClose(world.close);
      const customers = (await world.chats(chats, 'claimed')).map(({ customer }) => customer);
      const { url } = world.desk;
      const contenders: Contender[] = [
        { name: 'desk', round: () => costed(metersOf(world), () => say(world, url, customers, { words, atOnce })) },
      ];
      for (const kind of ['echo', 'insert', 'bare'] as const) {
        const bot = await startBot(kind, world);
        onClose(bot.stop);
        contenders.push({
          name: NAMES[kind],
          isBaseline: kind === 'echo',
          round: () => costed(bot.meters, () => say(world, bot.url, customers, { words, atOnce })),
        });
      }
      return contenders;
    }),
});

const NAMES: Record<Kind, string> = { echo: 'echo bot', insert: 'bot and one insert', bare: 'bare bot' };
