/** Agents' replies, from the tab's request until Teams has taken them all. */
import { eventually } from '../support/eventually';
import { startReplyLoop } from './baselines/replyLoop';
import type { Benchmark } from './support/benchmark';
import { costed } from './support/cost';
import { keptConnections, send } from './support/load';
import { openWorld } from './support/world';

const AT_ONCE = 16;
/** A customer's chat is a lane of its own; Teams takes 7 messages a second in one. */
const CHATS = 400;
const REPLIES = 800;

export const outbound: Benchmark = {
  name: 'outbound',
  about: `Replies through the API into ${CHATS} chats, beside a loop of continueConversationAsync.`,
  unit: 'replies',
  compares: 'rate',
  async open() {
    const world = await openWorld();
    const chats = await world.chats(CHATS, 'claimed');
    const desk = world.desks[0];
    if (!desk) throw new Error('There is no desk.');
    const loop = await startReplyLoop(world, chats, AT_ONCE);
    let replied = 0;
    return {
      contenders: [
        {
          name: 'desk',
          round: () =>
            costed({ pids: [desk.process.pid ?? 0], pool: world.database.db.pool, metricsOf: [desk.url] }, async () => {
              const before = await world.took();
              const agent = keptConnections(AT_ONCE);
              const began = performance.now();
              await send(REPLIES, {
                atOnce: AT_ONCE,
                agent,
                expected: [201],
                call(n) {
                  const chat = n % chats.length;
                  const clientMessageId = String((replied += 1));
                  return {
                    url: `${desk.url}/api/escalations/${chats[chat]?.escalationId}/messages`,
                    headers: { authorization: `Bearer ${world.tokenOf(chat)}` },
                    body: JSON.stringify({ text: `Your parcel is on its way (${clientMessageId}).`, clientMessageId }),
                  };
                },
              });
              agent.destroy();
              let taken = 0;
              await eventually(async () => (taken = (await world.took()) - before) >= REPLIES, {
                what: 'Teams to have every reply',
                everyMs: 5,
                progress: () => taken,
              });
              const seconds = (performance.now() - began) / 1_000;
              await world.settled();
              return { units: REPLIES, seconds };
            }),
        },
        loop.contender(REPLIES),
      ],
      async close() {
        loop.stop();
        await world.close();
      },
    };
  },
};
