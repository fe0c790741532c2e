/** A server with many open tabs is killed and started again at once: when each tab hears again. */
import { backoff } from '../../tab/desk/backoff';
import { startDesk } from '../support/desk';
import { freePort } from '../support/ports';
import { benchmark, opened, type Round } from './support/benchmark';
import { cpuMsOf } from './support/cpu';
import { startDialogue } from './support/dialogue';
import { whole } from './support/parameters';
import { listen, type OpenStream } from './support/listen';
import { openWorld, type World } from './support/world';

/** Of one person: as many as the desk allows. */
const EACH = 20;
const OPENED_TOGETHER = 50;
/** The tab's own. */
const LONGEST_WAIT_MS = 8_000;

export const restart = benchmark({
  name: 'restart',
  about: 'kill -9 and a start at once, until each open tab hears again, beside a bare server of events.',
  takes: '6 min',
  unit: 'tabs',
  compares: 'latency',
  warmsUp: false,
  parameters: { agents: whole(100, `agents with ${EACH} open tabs each`) },
  open: ({ agents }) =>
    opened(async (onClose) => {
      const world = await openWorld({ desks: 0, agents });
      onClose(world.close);
      const desk = async (port: number): Promise<Started> => {
        const { process, kill } = await startDesk({ env: { ...world.env, PORT: String(port) } });
        return { pid: process.pid ?? 0, kill };
      };
      const bare = async (port: number): Promise<Started> => {
        const { pid, stop } = await startDialogue('baselines/fanOut.ts', [String(port)]);
        return { pid, kill: stop };
      };
      return [
        { name: 'desk', round: () => killAndWait(world, desk) },
        { name: 'bare server', isBaseline: true, round: () => killAndWait(world, bare) },
      ];
    }),
});

interface Started {
  pid: number;
  kill(): unknown;
}

async function killAndWait(world: World, start: (port: number) => Promise<Started>): Promise<Round> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/stream`;
  const before = await start(port);
  const headers = Array.from({ length: world.agents.length * EACH }, (_, n) => ({
    authorization: `Bearer ${world.tokenOf(n)}`,
  }));
  const open: OpenStream[] = [];
  for (let from = 0; from < headers.length; from += OPENED_TOGETHER) {
    open.push(...(await Promise.all(headers.slice(from, from + OPENED_TOGETHER).map((one) => listen(url, one)))));
  }
  const began = performance.now();
  const tabs = open.map(async ({ ended, retryMs }, n) => {
    await ended;
    const again = await reopen(url, headers[n] ?? {}, retryMs);
    return { again, ms: performance.now() - began };
  });
  await before.kill();
  const after = await start(port);
  const back = await Promise.all(tabs);
  const seconds = (performance.now() - began) / 1_000;
  // Of the process that came back, its start included.
  const cpuMs = cpuMsOf(after.pid);
  for (const { again } of back) again.close();
  await after.kill();
  return { units: back.length, seconds, latenciesMs: back.map(({ ms }) => ms), cost: { cpuMs } };
}

/** Waits between attempts as the tab does. */
async function reopen(url: string, headers: Record<string, string>, firstWaitMs: number | null): Promise<OpenStream> {
  for (let attempt = 0; ; attempt += 1) {
    const first = attempt === 0 ? firstWaitMs : null;
    const waitMs = first ?? backoff(attempt, Math.random(), { cap: LONGEST_WAIT_MS });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      return await listen(url, headers);
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

const MOST_ATTEMPTS = 50;
