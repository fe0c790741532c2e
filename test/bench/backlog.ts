/** New replies while many older deliveries wait, as after an hour in which Teams was away. */
import { ask, keptConnections } from './support/load';
import type { Benchmark, Round } from './support/benchmark';
import { costed } from './support/cost';
import { eventually } from '../support/eventually';
import { type Chat, openWorld, type World } from './support/world';

/** Teams takes 60 messages in half a minute of one chat. */
const OLD = { chats: 400, each: 50 };
const NEW_CHATS = 50;
const REPLIES = 150;
const PER_SECOND = 15;

export const backlog: Benchmark = {
  name: 'backlog',
  about: `${PER_SECOND} replies a second, until they are delivered, while ${OLD.chats * OLD.each} deliveries wait in other chats, beside an outbox with nothing in it.`,
  unit: 'replies',
  compares: 'latency',
  async open() {
    const world = await openWorld();
    const old = await world.chats(OLD.chats, 'claimed');
    const chats = await world.chats(NEW_CHATS, 'claimed');
    const [desk] = world.desks;
    if (!desk) throw new Error('There is no desk.');
    const meters = { pids: [desk.process.pid ?? 0], pool: world.database.db.pool, metricsOf: [desk.url] };
    return {
      contenders: [
        {
          name: 'behind a backlog',
          async round() {
            await world.fill(old, OLD.each);
            const round = await replyAndSee(world, chats, desk.url);
            await world.emptied();
            return round;
          },
        },
        {
          name: 'nothing waits',
          isBaseline: true,
          round: () => costed(meters, () => replyAndSee(world, chats, desk.url)),
        },
      ],
      close: () => world.close(),
    };
  },
};

let replied = 0;

/** At an even pace, from the tab's request until Teams has the words. */
async function replyAndSee(world: World, chats: readonly Chat[], url: string): Promise<Round> {
  const agent = keptConnections(REPLIES);
  const asked = new Map<string, number>();
  const answers: Promise<void>[] = [];
  const began = Date.now();
  for (let n = 0; n < REPLIES; n += 1) {
    const due = began + (n * 1_000) / PER_SECOND;
    while (Date.now() < due) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    const chat = n % chats.length;
    const clientMessageId = `fresh-${(replied += 1)}`;
    asked.set(clientMessageId, Date.now());
    answers.push(
      ask(
        {
          url: `${url}/api/escalations/${chats[chat]?.escalationId}/messages`,
          headers: { authorization: `Bearer ${world.tokenOf(chat)}` },
          body: JSON.stringify({ text: `Your parcel is on its way (${clientMessageId}).`, clientMessageId }),
        },
        agent,
      ).then(({ status, text }) => {
        if (status !== 201) throw new Error(`${status} instead of 201: ${text}`);
      }),
    );
  }
  await Promise.all(answers);
  const arrived = new Map<string, number>();
  await eventually(
    async () => {
      for (const [id, at] of await world.freshArrivals()) arrived.set(id, at);
      return arrived.size >= REPLIES;
    },
    { what: 'Teams to have every new reply', everyMs: 50, progress: () => arrived.size },
  );
  agent.destroy();
  const latenciesMs = [...asked].map(([id, at]) => (arrived.get(id) ?? Number.NaN) - at);
  return { units: REPLIES, seconds: (Date.now() - began) / 1_000, latenciesMs };
}
