/** Microsoft's Agents Playground, where this machine has it: their program, on one of the folders of docs/playground. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from './eventually';
import { freePort } from './ports';
import { run } from './program';

/** The one the page in docs/ was tried with. */
export const PLAYGROUND = '@microsoft/m365agentsplayground@0.2.28';
const CONFIGURATION = '.m365agentsplayground.yml';

/** Its program; null where `PLAYGROUND_DIR` does not name a folder with that version installed. */
export function findPlayground(): string | null {
  const [, name = '', version] = /^(@.+)@(.+)$/.exec(PLAYGROUND) ?? [];
  const folder = join(process.env.PLAYGROUND_DIR ?? '', 'node_modules', name);
  const manifest = join(folder, 'package.json');
  if (!process.env.PLAYGROUND_DIR || !existsSync(manifest)) return null;
  const found = JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string };
  return found.version === version ? join(folder, 'cli.js') : null;
}

export interface Playground {
  url: string;
  stop(): Promise<void>;
}

/** As the customer or the agent of docs/playground, talking to the desk at this address. */
export async function startPlayground(
  program: string,
  who: 'customer' | 'agent',
  deskUrl: string,
): Promise<Playground> {
  const { PATH = '' } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  // It writes beside its configuration.
  copyFileSync(join(__dirname, '../../docs/playground', who, CONFIGURATION), join(folder, CONFIGURATION));
  const port = String(await freePort());
  const options = ['-e', `${deskUrl}/api/messages`, '-p', port, '--disable-telemetry'];
  const running = run(process.execPath, [program, ...options], { PATH, HOME: folder }, folder);
  const stop = async () => {
    running.process.kill('SIGKILL');
    await running.ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  const url = `http://localhost:${port}`;
  try {
    await eventually(async () => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).ok, {
      what: 'the playground to be ready',
      ended: running.end,
      told: running.output,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

/** Says something in the place that is open; in a channel to the bot, whom it has to mention. */
export async function sayIn(page: Page, text: string, mention?: string): Promise<void> {
  await page.getByRole('textbox').first().click();
  if (mention !== undefined) {
    await page.keyboard.type(`@${mention.split(' ')[0]}`);
    await page.getByText(mention, { exact: true }).last().click();
    text = ` ${text}`;
  }
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
