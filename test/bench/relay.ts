/** The process that holds many conversations with bots is killed: when each of them is listened to again. */
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { type Desk, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { benchmark, opened, type Round } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { cpuMsOf } from './support/cpu';
import { startDialogue } from './support/dialogue';
import { whole } from './support/parameters';
import { say } from './support/words';
import { type Customer, openWorld, type World } from './support/world';

export const relay = benchmark({
  name: 'relay',
  about: 'kill -9 of the process that holds bot conversations, until each is read again, beside a bare client.',
  takes: '6 min',
  unit: 'conversations',
  compares: 'latency',
  // Each round begins with a process that has just been killed.
  warmsUp: false,
  parameters: { conversations: whole(1_000, 'customers who talk with the bot') },
  open: ({ conversations }) =>
    opened(async (onClose) => {
      const world = await openWorld({ desks: 0 });
      onClose(world.close);
      const customers = world.customers(conversations);
      const start = async () => startDesk({ env: { ...world.env, PORT: String(await freePort()) } });
      let holder = await start();
      onClose(() => holder.kill());
      return [
        {
          name: 'another process takes them up',
          async round() {
            await talk(world, holder, customers);
            const [lost, other] = [holder, await start()];
            holder = other;
            return costed(metersOf(world, [other]), () => untilBack(world, customers.length, () => lost.kill()));
          },
        },
        {
          name: 'the process starts again',
          async round() {
            await talk(world, holder, customers);
            const round = await untilBack(world, customers.length, async () => {
              await holder.kill();
              holder = await start();
            });
            // Its start included.
            return { ...round, cost: { cpuMs: cpuMsOf(holder.process.pid ?? 0) } };
          },
        },
        {
          name: 'a bare client starts again',
          isBaseline: true,
          async round() {
            const args = [
              `${world.cloudUrl}/sandbox/directline`,
              join(tmpdir(), 'relayClient.json'),
              `${conversations}`,
            ];
            let client = await startDialogue('baselines/relayClient.ts', args);
            try {
              await world.attachments();
              const round = await untilBack(world, conversations, async () => {
                client.stop();
                client = await startDialogue('baselines/relayClient.ts', args);
              });
              return { ...round, cost: { cpuMs: cpuMsOf(client.pid) } };
            } finally {
              client.stop();
            }
          },
        },
      ];
    }),
});

/** A word each, and the bot's answer: a conversation that rests is not taken up. */
async function talk(world: World, { url }: Desk, customers: readonly Customer[]): Promise<void> {
  await say(world, url, customers, { words: customers.length, atOnce: 16 });
  let isOpen = 0;
  await eventually(async () => (isOpen = (await world.attachments()).isOpen) >= customers.length, {
    what: 'every bot conversation to be listened to',
    everyMs: 100,
    progress: () => isOpen,
  });
  await world.settled();
}

async function untilBack(world: World, conversations: number, kill: () => Promise<unknown>): Promise<Round> {
  const { isOpen: before } = await world.attachments();
  const began = Date.now();
  await kill();
  const times: number[] = [];
  await eventually(
    async () => {
      const { isOpen, since } = await world.attachments();
      times.push(...since);
      return times.length >= conversations && isOpen >= before;
    },
    { what: 'every bot conversation to be listened to again', everyMs: 50, progress: () => times.length },
  );
  const latenciesMs = times.map((at) => at - began);
  return { units: conversations, seconds: Math.max(...latenciesMs) / 1_000, latenciesMs };
}
