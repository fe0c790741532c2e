import { firstScriptBytes } from '../support/firstScript';

test('the tab loads at most 200 KB of script before the first conversation shows', async () => {
  expect(await firstScriptBytes()).toBeLessThanOrEqual(200 * 1024);
});
