/** Many open tabs: what each costs in memory, and how long one event takes until all have it. */
import { request } from 'node:http';
import { startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { benchmark, opened, type Round } from './support/benchmark';
import { costed } from './support/cost';
import { residentBytesOf } from './support/memory';
import { whole } from './support/parameters';
import { startDialogue } from './support/dialogue';
import { openWorld, type World } from './support/world';

/** Of one person: as many as the desk allows. */
const EACH = 20;
const OPENED_TOGETHER = 50;

export const streams = benchmark({
  name: 'streams',
  about: 'Many open tabs, and one event to all of them, beside a bare server of events.',
  takes: '5 min',
  unit: 'streams',
  compares: 'latency',
  parameters: {
    agents: whole(250, `agents with ${EACH} open tabs each`),
    events: whole(10, 'events a round'),
  },
  open: ({ agents, events }) =>
    opened(async (onClose) => {
      const world = await openWorld({ desks: 0, agents });
      onClose(world.close);
      const { id: queueId } = await world.database.db.q.selectFrom('queue').select('id').executeTakeFirstOrThrow();
      return [
        {
          name: 'desk',
          // A process of its own each time: memory that was once used is not given back.
          async round() {
            const desk = await startDesk({ env: { ...world.env, PORT: String(await freePort()) } });
            try {
              return await openAndTell(world, desk.url, desk.process.pid ?? 0, events, () =>
                world.database.db.transaction(async (tx) => tx.hint({ kind: 'queue', id: queueId })),
              );
            } finally {
              await desk.kill();
            }
          },
        },
        {
          name: 'bare server',
          isBaseline: true,
          async round() {
            const { first, pid, stop } = await startDialogue('baselines/fanOut.ts', []);
            try {
              return await openAndTell(world, first, pid, events, async () => {
                const body = JSON.stringify({ conversation: { id: queueId } });
                await fetch(`${first}/api/messages`, {
                  method: 'POST',
                  headers: { 'content-type': 'application/json' },
                  body,
                  signal: AbortSignal.timeout(30_000),
                });
              });
            } finally {
              stop();
            }
          },
        },
      ];
    }),
});

const openAndTell = (world: World, url: string, pid: number, events: number, tell: () => Promise<unknown>) =>
  costed({ pids: [pid] }, () => openThenTell(world, url, pid, events, tell));

async function openThenTell(
  world: World,
  url: string,
  pid: number,
  events: number,
  tell: () => Promise<unknown>,
): Promise<Round> {
  const heard = { count: 0 };
  const before = residentBytesOf(pid);
  const began = performance.now();
  const wanted = Array.from({ length: world.agents.length * EACH }, (_, n) => world.tokenOf(n));
  const open: { close(): void }[] = [];
  for (let from = 0; from < wanted.length; from += OPENED_TOGETHER) {
    const some = wanted
      .slice(from, from + OPENED_TOGETHER)
      .map((token) => openStream(`${url}/api/stream`, token, heard));
    open.push(...(await Promise.all(some)));
  }
  const seconds = (performance.now() - began) / 1_000;
  const rssBytes = residentBytesOf(pid) - before;
  const latenciesMs: number[] = [];
  for (let n = 0; n < events; n += 1) {
    heard.count = 0;
    const told = performance.now();
    await tell();
    await eventually(() => heard.count >= open.length, {
      what: 'every tab to hear it',
      everyMs: 1,
      progress: () => heard.count,
    });
    latenciesMs.push(performance.now() - told);
  }
  for (const stream of open) stream.close();
  return { units: open.length, seconds, latenciesMs, cost: { rssBytes } };
}

/** Only counts: thousands of parsers here would take the processor from what is measured. */
function openStream(url: string, token: string, heard: { count: number }): Promise<{ close(): void }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { authorization: `Bearer ${token}` }, agent: false });
    asked.once('response', (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`${answer.statusCode} instead of a stream: ${url}`));
      let isGreeted = false;
      answer.setEncoding('latin1').on('data', (part: string) => {
        if (isGreeted && part.includes('event: ')) heard.count += 1;
        else if (!isGreeted) {
          isGreeted = true;
          resolve({ close: () => asked.destroy() });
        }
      });
      answer.on('error', () => undefined);
    });
    asked.on('error', reject);
    asked.end();
  });
}
