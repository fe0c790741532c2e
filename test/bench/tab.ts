/** Opening the tab for the first time: until its list shows, and the scripts that takes. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { openTab } from '../support/tabHost';
import { startBarePage } from './baselines/barePage';
import type { Benchmark, Round } from './support/benchmark';
import { openWorld } from './support/world';

const WAITING = 50;
const OPENINGS = 3;

export const tab: Benchmark = {
  name: 'tab',
  about: `A first opening in Chromium until a list of ${WAITING} shows, beside a page with nothing but such a list of Fluent's.`,
  unit: 'openings',
  compares: 'latency',
  async open() {
    const world = await openWorld();
    const chats = await world.chats(WAITING, 'waiting');
    const names = chats.map(({ customer }) => customer.name);
    const [desk] = world.desks;
    const [agent] = world.agents;
    if (!desk || !agent) throw new Error('There is no desk.');
    const bare = await startBarePage(names);
    const browser = await openBrowser();
    return {
      contenders: [
        {
          name: 'tab',
          round: () =>
            open(async (count) => {
              const { frame, close } = await openTab(browser, desk.url, {
                personId: agent.id,
                async prepare(page) {
                  await page.route('**/sandbox/api/people/*/token', (route) =>
                    route.fulfill({ json: { token: world.tokenOf(0) } }),
                  );
                  await count(page);
                },
              });
              await frame
                .getByText(/^Customer \d+$/)
                .first()
                .waitFor();
              return close;
            }),
        },
        {
          name: 'bare page',
          isBaseline: true,
          round: () => open((count) => openBare(browser, bare.url, count)),
        },
      ],
      async close() {
        await browser.close();
        bare.stop();
        await world.close();
      },
    };
  },
};

type Count = (page: Page) => Promise<void>;

async function openBare(browser: Browser, url: string, count: Count): Promise<() => Promise<void>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await count(page);
  await page.goto(url);
  await page
    .getByText(/^Customer \d+$/)
    .first()
    .waitFor();
  return () => context.close();
}

/** Each time in a browser's context of its own: nothing is cached. */
async function open(once: (count: Count) => Promise<() => Promise<void>>): Promise<Round> {
  const latenciesMs: number[] = [];
  let wireBytes = 0;
  const count: Count = async (page) => {
    const session = await page.context().newCDPSession(page);
    const scripts = new Set<string>();
    session.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script' && !response.url.endsWith('/host.js')) scripts.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) wireBytes += encodedDataLength;
    });
    await session.send('Network.enable');
  };
  for (let n = 0; n < OPENINGS; n += 1) {
    const began = performance.now();
    const close = await once(count);
    latenciesMs.push(performance.now() - began);
    await close();
  }
  const seconds = latenciesMs.reduce((sum, ms) => sum + ms, 0) / 1_000;
  return { units: OPENINGS, seconds, latenciesMs, cost: { wireBytes } };
}
