import { firstScriptBytes } from '../support/firstScript';

test('the tab loads at most 250 KB of script before the first conversation shows', async () => {
  expect(await firstScriptBytes()).toBeLessThanOrEqual(250 * 1024);
});
