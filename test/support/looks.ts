/** How a screen looks: nothing grave for axe to say, nothing that hangs over, and a picture for whoever wants one. */
import { mkdirSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { complaints } from './axe';
import { eventually } from './eventually';
import type { Tab, Theme } from './tabHost';

const THEMES = ['default', 'dark', 'contrast'] as const satisfies readonly Theme[];

const HEIGHTS = { 1440: 900, 768: 1024, 320: 640 } as const;

/** The height is that of a laptop, a tablet or a phone; without a width the tab stays as it is. */
export type Look = readonly [theme: Theme, width?: keyof typeof HEIGHTS];
/** Every theme and every width once. */
const LOOKS: readonly Look[] = [
  ['default', 1440],
  ['dark', 768],
  ['contrast', 320],
];
/** For a tab that keeps its width. */
export const EVERY_THEME: readonly Look[] = THEMES.map((theme) => [theme]);

/** How much wider the page is than its window, in pixels. */
export const overhang = (frame: Frame | Page): Promise<number> =>
  frame.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** `PICTURES=<folder>` keeps it there. */
export async function picture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  const folder = process.env['PICTURES'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name.replace(/[^\w-]+/g, '-')}.png`, animations: 'disabled', fullPage });
}

/** Looks at what the tab shows now, each way, and leaves it in the usual theme, as wide as it was. */
export async function look(tab: Tab, name: string, looks = LOOKS): Promise<void> {
  const before = tab.page.viewportSize();
  for (const [theme, width] of looks) {
    await tab.changeTheme(theme);
    if (width) await tab.page.setViewportSize({ width, height: HEIGHTS[width] });
    const how = { name, theme, width: tab.page.viewportSize()?.width };
    let found: unknown[] = [];
    await eventually(async () => (found = await complaints(tab.frame)).length === 0, {
      what: `nothing to complain of in ${Object.values(how).join(', ')}`,
      told: () => JSON.stringify(found, null, 2),
    });
    expect({ ...how, over: await overhang(tab.frame) }).toEqual({ ...how, over: 0 });
    await picture(tab.page, Object.values(how).join(' '));
  }
  await tab.changeTheme('default');
  if (before) await tab.page.setViewportSize(before);
}
