import type { Frame } from 'playwright-core';
import { eventually } from './eventually';

/** Until what was chosen or looked for in the tab has its answer: nothing waits any more, and nothing is of before. */
export const answered = (frame: Frame): Promise<unknown> =>
  eventually(async () => (await frame.locator('[aria-busy=true]').count()) === 0, {
    what: 'the answer to what was chosen',
  });
