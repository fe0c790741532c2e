/** New replies while many older deliveries wait, as after an hour in which Teams was away. */
import { ask, keptConnections } from './support/load';
import { benchmark, opened, type Round } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { atPace } from './support/pace';
import { whole } from './support/parameters';
import { eventually } from '../support/eventually';
import { type Chat, openWorld, type World } from './support/world';

export const backlog = benchmark({
  name: 'backlog',
  about: 'New replies while many deliveries wait in other chats, until Teams has them, beside an empty outbox.',
  takes: '12 min',
  unit: 'replies',
  compares: 'latency',
  parameters: {
    old: whole(400, 'chats in which deliveries wait'),
    each: whole(50, 'deliveries that wait in each; Teams takes 60 in half a minute'),
    replies: whole(150, 'new replies a round'),
    perSecond: whole(15, 'new replies a second'),
    chats: whole(50, 'chats they go to, in turn'),
  },
  open: ({ old: oldChats, each, chats: count, ...pace }) =>
    opened(async (onClose) => {
      const world = await openWorld();
      onClose(world.close);
      const old = await world.chats(oldChats, 'claimed');
      const chats = await world.chats(count, 'claimed');
      const { url } = world.desk;
      return [
        {
          name: 'behind a backlog',
          // What it costs to send the backlog says nothing about the replies.
          async round() {
            await world.fill(old, each);
            const round = await replyAndSee(world, chats, url, pace);
            await world.emptied();
            return round;
          },
        },
        {
          name: 'nothing waits',
          isBaseline: true,
          round: () => costed(metersOf(world), () => replyAndSee(world, chats, url, pace)),
        },
      ];
    }),
});

let replied = 0;

/** At an even pace, from the tab's request until Teams has the words. */
async function replyAndSee(
  world: World,
  chats: readonly Chat[],
  url: string,
  { replies, perSecond }: { replies: number; perSecond: number },
): Promise<Round> {
  const agent = keptConnections(replies);
  const asked = new Map<string, number>();
  const began = Date.now();
  await atPace(perSecond, replies, async (n) => {
    const chat = n % chats.length;
    const clientMessageId = `fresh-${(replied += 1)}`;
    asked.set(clientMessageId, Date.now());
    const call = {
      url: `${url}/api/escalations/${chats[chat]?.escalationId}/messages`,
      headers: { authorization: `Bearer ${world.tokenOf(chat)}` },
      body: JSON.stringify({ text: `Your parcel is on its way (${clientMessageId}).`, clientMessageId }),
    };
    const { status, text } = await ask(call, agent);
    if (status !== 201) throw new Error(`${status} instead of 201: ${text}`);
  });
  const arrived = new Map<string, number>();
  await eventually(
    async () => {
      for (const [id, at] of await world.freshArrivals()) arrived.set(id, at);
      return arrived.size >= replies;
    },
    { what: 'Teams to have every new reply', everyMs: 50, progress: () => arrived.size },
  );
  agent.destroy();
  const latenciesMs = [...asked].map(([id, at]) => (arrived.get(id) ?? Number.NaN) - at);
  return { units: replies, seconds: (Date.now() - began) / 1_000, latenciesMs };
}
