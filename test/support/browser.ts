import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import places from './browsers.json';
import { patience } from './eventually';
import { made } from './made';

const ARTIFACTS = join(__dirname, '../../.test-artifacts');

/** The Chromium (or Chrome, or Edge) of this machine. */
function findBrowser(): string | null {
  return [process.env.CHROMIUM_PATH ?? '', ...places].find((path) => path !== '' && existsSync(path)) ?? null;
}

export async function openBrowser(): Promise<Browser> {
  if (!findBrowser()) await made('browser');
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium found. Install one, or set CHROMIUM_PATH to the program.');
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    timeout: patience(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  browser.on('context', (context) => context.setDefaultTimeout(patience()));
  return browser;
}

/** Does something with pages; when it fails, what they showed is kept in .test-artifacts. */
export async function picturedOnFailure<T>(name: string, pages: Page[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    mkdirSync(ARTIFACTS, { recursive: true });
    const file = (n: number): string => join(ARTIFACTS, `${name.replace(/[^\w-]+/g, '-')}-${n + 1}.png`);
    // A page that cannot be pictured shall not hide why the test failed.
    await Promise.allSettled(
      pages.map((page, n) => page.screenshot({ path: file(n), fullPage: true, timeout: 5_000 })),
    );
    throw error;
  }
}
