/** What a file of journeys looks at: a desk with its sandbox on a database of its own, and tabs that close with it. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser';
import { type TestDatabase, createTestDatabase } from './database';
import { type Desk, newDataDir, startDesk } from './desk';
import { freePort } from './ports';
import { openAs } from './sandboxPage';
import { type Tab, type TabOptions, openTab } from './tabHost';

export interface BrowsedDesk {
  readonly url: string;
  readonly db: TestDatabase['db'];
  /** The sandbox's page, as this person. */
  openAs(picker: 'customer' | 'support', person: string): Promise<Page>;
  /** Those that are open, the newest last. */
  readonly tabs: readonly Tab[];
  openTab(options: TabOptions): Promise<Tab>;
  closeTabs(): Promise<void>;
}

/**
 * Called once, where the file begins: starts before its first test and ends after its last.
 * @param settings besides the usual ones
 */
export function browsedDesk(settings: Record<string, string> = {}): BrowsedDesk {
  let database: TestDatabase;
  let browser: Browser;
  let desk: Desk;
  const tabs: Tab[] = [];
  const closeTabs = async (): Promise<void> => {
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { DATABASE_URL: database.url, DATA_DIR: newDataDir(), PORT: String(await freePort()), ...settings };
    [browser, desk] = await Promise.all([openBrowser(), startDesk({ env })]);
  });
  afterAll(async () => {
    await closeTabs();
    await browser.close();
    await desk.stop();
    await database.drop();
  });

  return {
    get url() {
      return desk.url;
    },
    get db() {
      return database.db;
    },
    tabs,
    openAs: (picker, person) => openAs(browser, desk, picker, person),
    closeTabs,
    async openTab(options) {
      const tab = await openTab(browser, desk.url, options);
      tabs.push(tab);
      return tab;
    },
  };
}
