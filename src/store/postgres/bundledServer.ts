/** One PostgreSQL server over one data directory: made, started or adopted, and stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../../base/log';
import { type Account, giveTo } from './bundledAccount';
import { type Binaries, REMEDY } from './bundledBinaries';
import { type ListenAddress, SOCKET_NAME } from './bundledHome';
import { usableBytes, settingsOf } from './bundledSettings';
import { isRunning, processName } from './processLock';

export interface Server {
  home: string;
  data: string;
  account: Account;
  binaries: Binaries;
  listenAddress: ListenAddress;
  password: string;
  /** false only for databases nobody will miss. */
  durable: boolean;
  log: Log;
}

const ROLE = 'desk';
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 6_000;
const LOG_BYTES = 4 * 1024 * 1024;

/** An address every PostgreSQL client understands. */
export function urlOf(server: Server, database = ROLE): string {
  const at = 'port' in server.listenAddress ? `127.0.0.1:${server.listenAddress.port}` : 'localhost';
  const socket =
    'socketDir' in server.listenAddress ? `host=${encodeURIComponent(server.listenAddress.socketDir)}&` : '';
  return `postgresql://${ROLE}:${server.password}@${at}/${database}?${socket}sslmode=disable`;
}

/** Adopts the running server, or makes and starts one. Call it under the lock of its home. */
export async function ensureServer(server: Server): Promise<void> {
  const deadline = Date.now() + START_WITHIN_MS;
  if (!existsSync(join(server.data, 'PG_VERSION'))) await makeData(server);
  while (Date.now() < deadline) {
    const pid = postmasterPid(server);
    if (pid === null || !isPostmaster(pid, server)) {
      disownLockFiles(server);
      await launch(server, deadline);
    }
    if (await answers(server)) return;
    await pause(50);
  }
  throw new Error(
    `The bundled PostgreSQL did not start within ${START_WITHIN_MS / 1000} s. ${logTail(server)} ${REMEDY}`,
  );
}

/** Whether a server runs over the data directory; costs one small read. */
export function isServerUp(server: Server): boolean {
  const pid = postmasterPid(server);
  return pid !== null && isPostmaster(pid, server);
}

/** What it takes to end one. */
type Stoppable = Pick<Server, 'home' | 'data' | 'binaries' | 'log'> & Partial<Pick<Server, 'account'>>;

/** Fast shutdown: ends connections, writes a checkpoint and waits until the server is gone. */
export async function stopServer(server: Stoppable): Promise<void> {
  const pid = postmasterPid(server);
  if (pid === null || !isPostmaster(pid, server)) return;
  if (process.platform === 'win32') {
    await run(server, server.binaries.pgCtl, ['stop', '-D', server.data, '-m', 'fast', '-t', '6']);
    return;
  }
  if (await ended(pid, 'SIGINT', STOP_WITHIN_MS)) return;
  server.log.warn('postgres.stopped_at_once');
  await ended(pid, 'SIGQUIT', 1_500);
}

async function ended(pid: number, signal: NodeJS.Signals, withinMs: number): Promise<boolean> {
  const name = processName(pid);
  process.kill(pid, signal);
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(10)) {
    if (!isRunning(name)) return true;
  }
  return false;
}

/** Made beside and moved into place whole, so that a crash on the way leaves nothing that looks like data. */
async function makeData(server: Server): Promise<void> {
  for (const name of readdirSync(server.home)) {
    // The setup that was cut off may still be writing.
    if (name.startsWith('init-')) rmSync(join(server.home, name), { recursive: true, force: true, maxRetries: 20 });
  }
  const draft = join(server.home, `init-${randomUUID()}`);
  const password = join(draft, 'password');
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(password, server.password, { mode: 0o600 });
    giveTo(server.account, password);
    giveTo(server.account, draft);
    const data = join(draft, 'data');
    const locale = ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const options = [
      '-D',
      data,
      '-U',
      ROLE,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      ...locale,
    ];
    if (!server.durable) options.push('--no-sync');
    await run(server, server.binaries.initdb, options);
    rmSync(server.data, { recursive: true, force: true });
    renameSync(data, server.data);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Starts the server apart from us: a signal from the terminal, or our own end, does not cut it off. */
async function launch(server: Server, deadline: number): Promise<void> {
  const settings = settingsOf(server, usableBytes()).flatMap((setting) => ['-c', setting]);

  const logPath = logFile(server);
  if (existsSync(logPath) && statSync(logPath).size > LOG_BYTES) truncateSync(logPath);
  const from = existsSync(logPath) ? statSync(logPath).size : 0;
  const child = start(server, server.binaries.postgres, ['-D', server.data, ...settings], logPath);
  child.unref();
  const end = endOf(child);
  while (Date.now() < deadline) {
    const ending = await Promise.race([end, pause(10, null)]);
    if (ending) {
      const words = readFileSync(logPath).subarray(from).toString('utf8');
      // The processes of a server that was killed need a moment to notice.
      if (/shared memory block|postmaster\.pid" already exists/.test(words)) return;
      throw new Error(`The bundled PostgreSQL stopped at once (${ending}). ${logTail(server)} ${REMEDY}`);
    }
    if (readPidFile(server)?.[7]?.trim() === 'ready') return;
  }
}

async function run(server: Stoppable, program: string, options: string[]): Promise<void> {
  const child = start(server, program, options, logFile(server));
  const ending = await endOf(child);
  if (ending !== 'code 0')
    throw new Error(`The bundled PostgreSQL could not be set up (${ending}). ${logTail(server)} ${REMEDY}`);
}

function start(server: Stoppable, program: string, options: string[], logPath: string): ChildProcess {
  const out = openSync(logPath, 'a', 0o600);
  try {
    return spawn(program, options, {
      ...server.account,
      cwd: server.home,
      // Settings of other PostgreSQL programs (PGDATA, PGPORT and so on) are none of ours. Windows needs its own.
      env: process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', out, out],
    });
  } finally {
    closeSync(out);
  }
}

/** `code 0`, `code 1`, `SIGKILL`, or why it could not even begin. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      const musl =
        error.code === 'ENOENT' ? ': its programs need glibc, and this system seems to have another C library' : '';
      resolve(`${error.message}${musl}`);
    });
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

function logFile(server: Stoppable): string {
  return join(server.home, 'log');
}

function logTail(server: Stoppable): string {
  const path = logFile(server);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').slice(-4) : [];
  return lines.length > 0 ? `Its last words: ${lines.join(' | ').slice(-800)}. The rest is in ${path}.` : '';
}

function readPidFile(server: Stoppable): string[] | null {
  try {
    return readFileSync(join(server.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function postmasterPid(server: Stoppable): number | null {
  const pid = Number(readPidFile(server)?.[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** Whether that process is this server, and not a stranger that was given its number. */
function isPostmaster(pid: number, server: Stoppable): boolean {
  if (pid === process.pid || !isRunning(String(pid))) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === server.data;
  } catch {
    // Gone meanwhile, or somebody else's.
    return false;
  }
}

/**
 * PostgreSQL refuses to start while the number in its lock files is taken, by a stranger or by its own unreaped self.
 * Its parent's number it ignores; the rest of the pid file still guards against processes of the old server.
 */
function disownLockFiles(server: Server): void {
  if ('socketDir' in server.listenAddress) {
    for (const end of ['', '.lock']) rmSync(join(server.listenAddress.socketDir, SOCKET_NAME + end), { force: true });
  }
  const lines = readPidFile(server);
  // Written in place: the file keeps its owner.
  if (lines) writeFileSync(join(server.data, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'));
}

async function answers(server: Server): Promise<boolean> {
  const client = new Client({
    connectionString: urlOf(server, 'postgres'),
    connectionTimeoutMillis: 2_000,
    query_timeout: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`create database ${ROLE}`);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '28P01')
      throw new Error(
        `The password in ${join(server.home, 'password')} is not the one of the data beside it. Restore it. ${REMEDY}`,
      );
    // Still starting, recovering or stopping.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
