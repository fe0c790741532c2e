/** Opening the tab for the first time: until its list shows, and the scripts that takes. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { openTab } from '../support/tabHost';
import { startBarePage } from './baselines/barePage';
import { benchmark, opened, type Round } from './support/benchmark';
import { whole } from './support/parameters';
import { openWorld } from './support/world';

export const tab = benchmark({
  name: 'tab',
  about: "A first opening in Chromium until a list shows, beside a page with nothing but such a list of Fluent's.",
  takes: '2 min',
  unit: 'openings',
  compares: 'latency',
  parameters: {
    openings: whole(3, 'openings a round, each in a browser that knows nothing'),
    waiting: whole(50, 'escalations in the list'),
  },
  open: ({ openings, waiting }) =>
    opened(async (onClose) => {
      const world = await openWorld();
      onClose(world.close);
      const chats = await world.chats(waiting, 'waiting');
      const names = chats.map(({ customer }) => customer.name);
      const { desk } = world;
      const [agent] = world.agents;
      if (!agent) throw new Error('There are no agents.');
      const bare = await startBarePage(names);
      onClose(bare.stop);
      const browser = await openBrowser();
      onClose(() => browser.close());
      return [
        {
          name: 'tab',
          round: () =>
            open(openings, async (count) => {
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
          round: () => open(openings, (count) => openBare(browser, bare.url, count)),
        },
      ];
    }),
});

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
async function open(openings: number, once: (count: Count) => Promise<() => Promise<void>>): Promise<Round> {
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
  for (let n = 0; n < openings; n += 1) {
    const began = performance.now();
    const close = await once(count);
    latenciesMs.push(performance.now() - began);
    await close();
  }
  const seconds = latenciesMs.reduce((sum, ms) => sum + ms, 0) / 1_000;
  return { units: openings, seconds, latenciesMs, cost: { wireBytes } };
}
