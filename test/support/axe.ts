/** What axe has to say against a page. */
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Grave complaints only. Where the focus turns round in menus and lists there are marks that nobody sees or hears. */
export async function complaints(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe);
  await comeToRest(frame);
  return frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({ exclude: ['[data-tabster-dummy]'] }, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

/** What is on its way to another colour or place is there at once: halfway nobody reads it, and axe would. */
const comeToRest = (frame: Frame): Promise<void> =>
  frame.evaluate(async () => {
    const underWay = () =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
    // One that has ended may begin another.
    for (let moving = underWay(); moving.length > 0; moving = underWay()) {
      for (const one of moving) one.finish();
      await Promise.allSettled(moving.map(({ finished }) => finished));
    }
  });
