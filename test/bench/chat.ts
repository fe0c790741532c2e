/** A chat of thousands of messages in Chromium: from a key to its letter, and from one chat to another that was open before. */
import type { Frame } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { lengthen } from '../support/longChat';
import { openTab } from '../support/tabHost';
import { benchmark, opened, type Round } from './support/benchmark';
import { whole } from './support/parameters';
import { openWorld } from './support/world';

export const chat = benchmark({
  name: 'chat',
  about: 'Keys pressed and chats changed in the tab, with long chats beside short ones.',
  takes: '2 min',
  unit: 'keys and changes',
  compares: 'latency',
  parameters: {
    messages: whole(5_000, 'messages in each of the two long chats'),
    keys: whole(100, 'keys a round'),
    changes: whole(20, 'changes of chat a round'),
  },
  open: ({ messages, keys, changes }) =>
    opened(async (onClose) => {
      const world = await openWorld({ agents: 1 });
      onClose(world.close);
      const chats = await world.chats(4, 'claimed');
      const [agent] = world.agents;
      if (!agent) throw new Error('There are no agents.');
      const [longs, shorts] = [chats.slice(0, 2), chats.slice(2)];
      for (const { escalationId, customer } of longs) {
        await lengthen(world.database.db, escalationId, messages, { Robin: customer.id, Adele: agent.id });
      }
      const browser = await openBrowser();
      onClose(() => browser.close());
      const { frame } = await openTab(browser, world.desk.url, {
        personId: agent.id,
        prepare: (page) =>
          page.route('**/sandbox/api/people/*/token', (route) => route.fulfill({ json: { token: world.tokenOf(0) } })),
      });
      const idsOf = (some: typeof chats) => some.map(({ escalationId }) => escalationId);
      // Once each: what is measured is warm.
      for (const id of [...idsOf(chats), ...idsOf(chats)]) await changeTo(frame, id);
      const contenders = (name: string, ids: string[], isBaseline: boolean) => [
        {
          name: `keys, ${name}`,
          ...(isBaseline ? { isBaseline } : { beside: 'keys, short' }),
          round: async (): Promise<Round> => {
            await changeTo(frame, ids[0] ?? '');
            return roundOf(await pressKeys(frame, keys));
          },
        },
        {
          name: `changes, ${name}`,
          beside: 'changes, short',
          round: async (): Promise<Round> => {
            const latencies: number[] = [];
            for (let n = 0; n < changes; n += 1) latencies.push(await changeTo(frame, ids[n % ids.length] ?? ''));
            return roundOf(latencies);
          },
        },
      ];
      return [...contenders('short', idsOf(shorts), true), ...contenders('long', idsOf(longs), false)];
    }),
});

function roundOf(latenciesMs: number[]): Round {
  return { units: latenciesMs.length, seconds: latenciesMs.reduce((sum, ms) => sum + ms, 0) / 1_000, latenciesMs };
}

/** From the press on a row until the last message of that chat has been painted, by the page's own clock. */
const changeTo = (frame: Frame, id: string): Promise<number> =>
  frame.evaluate(async (escalationId) => {
    const wait = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    while (!find(`[data-row="${escalationId}"]`)) await wait();
    const began = performance.now();
    find(`[data-row="${escalationId}"]`)?.click();
    const isThere = () => {
      const log = find(`[data-testid=conversation][data-escalation="${escalationId}"] [data-testid=transcript]`);
      return log?.querySelector(`[data-seq="${log.dataset['last']}"]`);
    };
    while (!isThere()) {
      await wait();
      if (performance.now() - began > 60_000) throw new Error('The chat did not open.');
    }
    const ms = performance.now() - began;
    await wait();
    return ms;
  }, id);

/** From a key to the letter in the field, laid out, by the page's own clock. */
const pressKeys = (frame: Frame, count: number): Promise<number[]> =>
  frame.evaluate(async (times) => {
    const field = document.querySelector<HTMLTextAreaElement>('[data-testid=composer-text]');
    if (!field) throw new Error('There is no composer.');
    field.focus();
    const latencies: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const began = performance.now();
      document.execCommand('insertText', false, 'a');
      // Reading a place makes the browser lay out what has changed.
      field.getBoundingClientRect();
      latencies.push(performance.now() - began);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    document.execCommand('selectAll');
    document.execCommand('delete');
    return latencies;
  }, count);
