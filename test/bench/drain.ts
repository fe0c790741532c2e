/** A full outbox is emptied: lease, send, settle; nothing comes in meanwhile. */
import { startReplyLoop } from './baselines/replyLoop';
import type { Benchmark, Contender } from './support/benchmark';
import { costed } from './support/cost';
import { startDialogue } from './support/dialogue';
import type { Drained } from './support/drainer';
import { openWorld } from './support/world';

const CHATS = 400;
/** Teams takes 7 messages a second in one chat, and 8 in two. */
const EACH = 4;
/** As many lanes as the dispatcher works on. */
const AT_ONCE = 16;

export const drain: Benchmark = {
  name: 'drain',
  about: `${CHATS * EACH} messages wait in ${CHATS} chats, beside a loop of continueConversationAsync.`,
  unit: 'deliveries',
  compares: 'rate',
  async open() {
    const world = await openWorld({ desks: 0 });
    const chats = await world.chats(CHATS, 'claimed');
    const loop = await startReplyLoop(world, chats, AT_ONCE);
    const units = CHATS * EACH;
    const through = async (senders: 'nothing' | 'botbuilder', name: string) => {
      const env = JSON.stringify({ ...world.env, LOG_LEVEL: 'warn' });
      const { pid, ask, stop } = await startDialogue('support/drainer.ts', [senders, env]);
      const contender: Contender = {
        name,
        async round() {
          await world.fill(chats, EACH);
          return costed({ pids: [pid], pool: world.database.db.pool }, async () => {
            const { seconds, statements, commits } = JSON.parse(await ask('drain')) as Drained;
            return { units, seconds, cost: { statements, commits } };
          });
        },
      };
      return { contender, stop };
    };
    const botbuilder = await through('botbuilder', 'desk, through botbuilder');
    const nothing = await through('nothing', 'desk, a sender that does nothing');
    return {
      contenders: [botbuilder.contender, nothing.contender, loop.contender(units)],
      async close() {
        for (const { stop } of [botbuilder, nothing, loop]) stop();
        await world.close();
      },
    };
  },
};
