/** What tests hear of a page that is still moving: what is to be said of it at rest. */
import type { Browser } from 'playwright-core';
import { complaints } from '../support/axe';
import { openBrowser } from '../support/browser';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A button that has come a third of a long way from one look to another, with something beside it that never rests. */
async function underWay(from: string, to: string): Promise<string[]> {
  const page = await browser.newPage();
  await page.setContent(`<!doctype html><html lang="en"><title>Under way</title><main><h1>Under way</h1><style>
    button { ${from}; transition: color 900s linear -300s, background-color 900s linear -300s }
    button[aria-pressed=true] { ${to} }
    i { animation: turn 1s infinite } @keyframes turn { to { transform: rotate(1turn) } }
  </style><button type="button" aria-pressed="false">Note</button><i aria-hidden="true"></i></main>`);
  await page.getByRole('button').evaluate((button) => {
    button.getBoundingClientRect();
    button.setAttribute('aria-pressed', 'true');
  });
  const found = await complaints(page.mainFrame());
  await page.close();
  return found;
}

test('a colour that is pale on its way only is none', async () => {
  expect(await underWay('color: #fff; background-color: #000', 'color: #000; background-color: #fff')).toEqual([]);
});

test('a colour that is pale where it comes to rest is one', async () => {
  const found = await underWay('color: #fff; background-color: #000', 'color: #999; background-color: #fff');
  expect(found).toEqual([expect.stringContaining('color-contrast')]);
});
