/** A server with many open tabs is killed and started again at once: when each tab hears again. */
import { backoff } from '../../tab/desk/backoff';
import { startDesk } from '../support/desk';
import { freePort } from '../support/ports';
import type { Benchmark, Round } from './support/benchmark';
import { startDialogue } from './support/dialogue';
import { listen, type OpenStream } from './support/listen';
import { openWorld, type World } from './support/world';

const AGENTS = 100;
/** Of one person: as many as the desk allows. */
const EACH = 20;
const OPENED_TOGETHER = 50;
/** The tab's own. */
const LONGEST_WAIT_MS = 8_000;

export const restart: Benchmark = {
  name: 'restart',
  about: `kill -9 and a start at once, until each of ${AGENTS * EACH} tabs hears again, beside a bare server that tells open pages.`,
  unit: 'tabs',
  compares: 'latency',
  async open() {
    const world = await openWorld({ desks: 0, agents: AGENTS });
    const started = async (port: number) => {
      const desk = await startDesk({ env: { ...world.env, PORT: String(port) } });
      return () => desk.kill();
    };
    const bare = async (port: number) => {
      const { stop } = await startDialogue('baselines/fanOut.ts', [String(port)]);
      return stop;
    };
    return {
      contenders: [
        { name: 'desk', round: () => killAndWait(world, started) },
        { name: 'bare server', isBaseline: true, round: () => killAndWait(world, bare) },
      ],
      close: () => world.close(),
    };
  },
};

type Kill = () => unknown;

async function killAndWait(world: World, start: (port: number) => Promise<Kill>): Promise<Round> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/api/stream`;
  const kill = await start(port);
  const headers = Array.from({ length: AGENTS * EACH }, (_, n) => ({ authorization: `Bearer ${world.tokenOf(n)}` }));
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
  await kill();
  const killAgain = await start(port);
  const back = await Promise.all(tabs);
  const seconds = (performance.now() - began) / 1_000;
  for (const { again } of back) again.close();
  await killAgain();
  return { units: back.length, seconds, latenciesMs: back.map(({ ms }) => ms) };
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
