/** A full outbox is emptied: lease, send, settle; nothing comes in meanwhile. */
import { startReplyLoop } from './baselines/replyLoop';
import { benchmark, type Contender, opened } from './support/benchmark';
import { costed } from './support/cost';
import { startDialogue } from './support/dialogue';
import { whole } from './support/parameters';
import type { Drained } from './support/drainer';
import { openWorld } from './support/world';

/** As many lanes as the dispatcher works on. */
const AT_ONCE = 16;

export const drain = benchmark({
  name: 'drain',
  about: 'Messages that wait are leased, sent and settled, beside a loop of continueConversationAsync.',
  takes: '3 min',
  unit: 'deliveries',
  compares: 'rate',
  parameters: {
    chats: whole(400, 'customers'),
    each: whole(4, 'messages that wait in each chat; Teams takes 7 a second, 8 in two'),
  },
  open: ({ chats: count, each }) =>
    opened(async (onClose) => {
      const world = await openWorld({ desks: 0 });
      onClose(world.close);
      const chats = await world.chats(count, 'claimed');
      const units = count * each;
      const through = async (senders: 'nothing' | 'botbuilder', name: string): Promise<Contender> => {
        const env = JSON.stringify({ ...world.env, LOG_LEVEL: 'warn' });
        const { pid, ask, stop } = await startDialogue('support/drainer.ts', [senders, env]);
        onClose(stop);
        return {
          name,
          async round() {
            await world.fill(chats, each);
            return costed({ pids: [pid], pool: world.database.db.pool }, async () => {
              const { seconds, statements, commits } = JSON.parse(await ask('drain')) as Drained;
              return { units, seconds, cost: { statements, commits } };
            });
          },
        };
      };
      const loop = await startReplyLoop(world, chats, AT_ONCE);
      onClose(loop.stop);
      return [
        await through('botbuilder', 'desk, through botbuilder'),
        await through('nothing', 'desk, a sender that does nothing'),
        loop.contender(units),
      ];
    }),
});
