/**
 * One run of jest has one folder. All that its tests put into the temporary folder is below it, and so is the
 * PostgreSQL of the run; it is removed with the run, or, if that was killed, by the keeper of its
 * PostgreSQL or by the next run.
 */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createLog } from '../../src/base/log';
import { startBundled } from '../../src/store/postgres/bundled';
import { isRunning, processName, withProcessLock } from '../../src/store/postgres/processLock';

const PREFIX = 'handoff-desk-run-';
const DRAFT = 'handoff-desk-new-run-';

export function makeRunFolder(place: string): string {
  const draft = mkdtempSync(join(realpathSync(place), DRAFT));
  // PostgreSQL may run as another account.
  chmodSync(draft, 0o755);
  writeFileSync(join(draft, 'owner'), processName());
  // With its owner from the first moment, or another run would take it for abandoned.
  const folder = draft.replace(DRAFT, PREFIX);
  renameSync(draft, folder);
  return folder;
}

/** The folder of the run this test belongs to. */
export function runFolder(): string {
  const folder = process.env.HANDOFF_TEST_RUN;
  if (!folder) throw new Error('There is no folder of this run: test/support/globalSetup.ts makes it.');
  return folder;
}

/** Whether the run of that folder goes on. */
export function isOwned(folder: string): boolean {
  return isAlive(join(folder, 'owner'));
}

/** Whether the process that file names still runs. */
export function isAlive(file: string): boolean {
  return existsSync(file) && isRunning(readFileSync(file, 'utf8'));
}

/** What runs that were killed left behind. */
export async function removeAbandoned(place: string): Promise<void> {
  const abandoned = () =>
    readdirSync(place)
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => join(place, name))
      .filter((folder) => !isOwned(folder) && !isAlive(join(folder, 'cluster', 'keeper')));
  if (abandoned().length === 0) return;
  await withProcessLock(join(place, 'handoff-desk-clearing'), 600_000, async () => {
    for (const folder of abandoned()) await removeRunFolder(folder);
  });
}

/** Ends the PostgreSQL servers below the folder, and removes it with the data that lies elsewhere. */
export async function removeRunFolder(folder: string): Promise<void> {
  for (const dataDir of dataDirs(folder)) {
    const home = realpathSync(join(dataDir, 'postgres'));
    // The last to leave stops the server.
    if (hasServer(home)) await (await startBundled({ dataDir, log: createLog('error'), durable: false })).stop();
    if (!home.startsWith(folder)) remove(home);
  }
  remove(folder);
}

function dataDirs(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'postgres' && !entry.isFile())
    .map((entry) => entry.parentPath)
    .filter((dir) => existsSync(join(dir, 'postgres', 'users')));
}

function hasServer(home: string): boolean {
  return readdirSync(home).some((name) => existsSync(join(home, name, 'postmaster.pid')));
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
}
