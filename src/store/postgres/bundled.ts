/** The PostgreSQL we bring: shared by the processes of one data directory, and stopped with the last of them. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../base/log';
import { findBinaries, REMEDY } from './bundledBinaries';
import { removeSocketDir, listenAddressOf, openHome, passwordOf } from './bundledHome';
import { ensureServer, isServerUp, type Server, stopServer, urlOf } from './bundledServer';
import { isRunning, processName, withProcessLock } from './processLock';

export interface Bundled {
  url: string;
  /** Leaves; the last to leave stops the server. */
  stop(): Promise<void>;
}

const LOCK_WAIT_MS = 90_000;
const LOOK_EVERY_MS = 1_000;

/** Starts the server, or joins the one that runs. While in use it is started again should it die. */
export async function startBundled(options: { dataDir: string; log: Log; durable?: boolean }): Promise<Bundled> {
  const { home, isElsewhere, account } = openHome(options.dataDir);
  if (isElsewhere) options.log.warn('postgres.data_elsewhere', { folder: home });
  const lock = join(home, 'lock');
  const user = join(home, 'users', randomUUID());

  const server = await withProcessLock(lock, LOCK_WAIT_MS, async () => {
    const binaries = findBinaries(account, home);
    const data = dataFor(home, binaries.major);
    const server: Server = {
      home,
      data,
      account,
      binaries,
      listenAddress: await listenAddressOf(home, account),
      password: passwordOf(home),
      durable: options.durable ?? true,
      log: options.log,
    };
    await ensureServer(server);
    mkdirSync(join(home, 'users'), { recursive: true, mode: 0o700 });
    writeFileSync(user, processName(), { mode: 0o600 });
    return server;
  });

  const watch = watchServer(server, lock);
  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await watch.stop();
    await withProcessLock(lock, LOCK_WAIT_MS, async () => {
      rmSync(user, { force: true });
      if (hasUsers(home)) return;
      await stopServer(server);
      removeSocketDir(server.listenAddress, home);
    });
  };
  return { url: urlOf(server), stop: () => (stopped ??= stop()) };
}

/** Stops the server of a data directory and removes its data, wherever that is; nobody may be using it. */
export async function removeBundled({ home, link }: { home: string; link: string | null }, log: Log): Promise<void> {
  await withProcessLock(join(home, 'lock'), LOCK_WAIT_MS, async () => {
    if (hasUsers(home)) throw new Error('A desk is running on this data. Stop it first.');
    const binaries = findBinaries(null, home);
    for (const name of readdirSync(home).filter((one) => /^\d+$/.test(one))) {
      await stopServer({ home, data: join(home, name), binaries, log });
    }
    const socketDir = join(home, 'socket-folder');
    if (existsSync(socketDir)) removeSocketDir({ socketDir: readFileSync(socketDir, 'utf8') }, home);
    // A process that starts meanwhile makes a place of its own.
    if (link !== null) rmSync(link);
    for (const name of readdirSync(home)) if (name !== 'lock') rmSync(join(home, name), { recursive: true });
  });
  rmSync(home, { recursive: true, force: true });
}

/** Data of another major version is not passed over in silence. */
function dataFor(home: string, major: number): string {
  const other = readdirSync(home).find((name) => /^\d+$/.test(name) && Number(name) !== major);
  if (other && !readdirSync(home).includes(String(major))) {
    throw new Error(
      `${join(home, other)} was written by PostgreSQL ${other}, and the bundled one is ${major}. Move the data with pg_dump of version ${other}, or go back. ${REMEDY}`,
    );
  }
  return join(home, String(major));
}

/** Forgets users whose process is gone. */
function hasUsers(home: string): boolean {
  const users = join(home, 'users');
  if (!existsSync(users)) return false;
  let found = false;
  for (const name of readdirSync(users)) {
    if (isRunning(readFileSync(join(users, name), 'utf8'))) found = true;
    else rmSync(join(users, name), { force: true });
  }
  return found;
}

function watchServer(server: Server, lock: string): { stop(): Promise<void> } {
  let repair: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (repair || isServerUp(server)) return;
    server.log.warn('postgres.restarting');
    repair = withProcessLock(lock, LOCK_WAIT_MS, () => ensureServer(server))
      .catch((error: unknown) => server.log.error('postgres.restart_failed', { err: error }))
      .finally(() => {
        repair = null;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await repair;
    },
  };
}
