/** The PostgreSQL of one jest run: started by the first test that needs it, in a process that lives as long as the run. */
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { processName } from '../../src/store/postgres/processLock';
import { eventually } from './eventually';
import { isAlive, runFolder } from './run';

export interface Cluster {
  url: string;
  /** A database that is up to date and empty; every test copies it. */
  template: string;
}

/** What the keeper and the tests tell each other, as files in the folder of the run. */
export const keeperFiles = (folder: string) => {
  const dir = join(folder, 'cluster');
  return {
    dir,
    dataDir: join(dir, 'data'),
    /** Who keeps it. */
    keeper: join(dir, 'keeper'),
    ready: join(dir, 'ready.json'),
    /** There once the keeper shall end. */
    end: join(dir, 'end'),
    log: join(dir, 'log'),
  };
};

export async function cluster(): Promise<Cluster> {
  const files = keeperFiles(runFolder());
  if (!existsSync(files.ready)) {
    if (mine(files.dir)) startKeeper(files);
    await eventually(() => existsSync(files.ready), {
      what: 'PostgreSQL to be ready for the tests',
      ended: () => (existsSync(files.keeper) && !isAlive(files.keeper) ? 'its keeper is gone' : null),
      told: () => (existsSync(files.log) ? readFileSync(files.log, 'utf8') : ''),
    });
  }
  return JSON.parse(readFileSync(files.ready, 'utf8')) as Cluster;
}

/** One process makes the folder, and with it the keeper. */
function mine(dir: string): boolean {
  try {
    mkdirSync(dir, { mode: 0o755 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function startKeeper(files: ReturnType<typeof keeperFiles>): void {
  const log = openSync(files.log, 'a');
  const program = ['-r', join(__dirname, 'typescript.cjs'), join(__dirname, 'clusterKeeper.ts'), runFolder()];
  // Apart from us: jest ends its workers one by one, and the terminal's signals are not for it.
  const child = spawn(process.execPath, program, { detached: true, stdio: ['ignore', log, log], windowsHide: true });
  child.unref();
  if (child.pid !== undefined) writeWhole(files.keeper, processName(child.pid));
}

/** At the end of the run. */
export async function endCluster(folder: string): Promise<void> {
  const files = keeperFiles(folder);
  if (!existsSync(files.keeper)) return;
  writeFileSync(files.end, '');
  await eventually(() => !isAlive(files.keeper), { what: 'PostgreSQL to stop' });
}

export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** The same cluster, another database. */
export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement on the cluster's own database. */
export async function onCluster(clusterUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl, connectionTimeoutMillis: 60_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
