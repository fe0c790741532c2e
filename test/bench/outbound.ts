/** Agents' replies, from the tab's request until Teams has taken them all. */
import { eventually } from '../support/eventually';
import { startReplyLoop } from './baselines/replyLoop';
import { benchmark, opened } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { keptConnections, send } from './support/load';
import { whole } from './support/parameters';
import { openWorld } from './support/world';

export const outbound = benchmark({
  name: 'outbound',
  about: 'Replies through the API until Teams has them, beside a loop of continueConversationAsync.',
  takes: '2 min',
  unit: 'replies',
  compares: 'rate',
  parameters: {
    replies: whole(800, 'replies a round'),
    // A customer's chat is a lane of its own.
    chats: whole(400, 'customers, in turn; Teams takes 7 messages a second in one chat'),
    atOnce: whole(16, 'connections of agents'),
  },
  open: ({ replies, chats: count, atOnce }) =>
    opened(async (onClose) => {
      const world = await openWorld();
      onClose(world.close);
      const { desk } = world;
      const chats = await world.chats(count, 'claimed');
      const loop = await startReplyLoop(world, chats, atOnce);
      onClose(loop.stop);
      let replied = 0;
      return [
        {
          name: 'desk',
          round: () =>
            costed(metersOf(world), async () => {
              const before = await world.took();
              const agent = keptConnections(atOnce);
              const began = performance.now();
              await send(replies, {
                atOnce,
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
              await eventually(async () => (taken = (await world.took()) - before) >= replies, {
                what: 'Teams to have every reply',
                everyMs: 5,
                progress: () => taken,
              });
              const seconds = (performance.now() - began) / 1_000;
              await world.settled();
              return { units: replies, seconds };
            }),
        },
        loop.contender(replies),
      ];
    }),
});
