/**
 * Where the bundled PostgreSQL lives: `postgres/` in the data directory, with the data (named by major version), the
 * password, the socket, the log, the lock and the list of processes that use it.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, accountFor, canReach, giveTo } from './bundledAccount';
import { REMEDY } from './bundledBinaries';

/** Where a server listens: a folder for its socket, or a loopback port on systems without. */
export type ListenAddress = { socketDir: string } | { port: number };

/** A socket's path may have 103 bytes on macOS and 107 on Linux. */
const SOCKET_PATH_LIMIT = 100;
/** In such a place: whose data it is. */
const FOR = 'data-dir';
export const SOCKET_NAME = '.s.PGSQL.5432';
/** For a root process whose data directory only root may enter; it outlives a restart, unlike the temporary folder. */
const PUBLIC_PLACE = '/var/lib/handoff-desk';

/** The folder, made if need be, whether it lies outside the data directory, and the account the server runs as. */
export function openHome(dataDir: string): { home: string; isElsewhere: boolean; account: Account } {
  const parent = resolve(dataDir);
  mkdirSync(parent, { recursive: true });
  const wanted = join(realpathSync(parent), 'postgres');
  const account = accountFor(parent, dataIn(wanted));
  if (!existsSync(wanted) && !canReach(account, parent)) makeElsewhere(wanted, account);
  mkdirSync(wanted, { recursive: true });
  const home = realpathSync(wanted);
  // The account passes through, and reads what it is given.
  if (account) chmodSync(home, 0o711);
  else chmodSync(home, 0o700);
  if (!canReach(account, home)) throw new Error(unreachable(home));
  return { home, isElsewhere: home !== wanted, account };
}

/** Where the data of that directory is, if there is some, and the link that leads there, if it is elsewhere. */
export function findHome(dataDir: string): { home: string; link: string | null } | null {
  const wanted = join(resolve(dataDir), 'postgres');
  if (!existsSync(wanted)) return null;
  const home = realpathSync(wanted);
  return { home, link: lstatSync(wanted).isSymbolicLink() ? wanted : null };
}

/** Data kept elsewhere to which no link leads any more from where it was made: of a data directory removed, or moved. */
export function leftBehind(): { place: string; dataDir: string }[] {
  if (!existsSync(PUBLIC_PLACE)) return [];
  return readdirSync(PUBLIC_PLACE).flatMap((name) => {
    const place = join(PUBLIC_PLACE, name);
    if (!existsSync(join(place, FOR))) return [];
    const dataDir = readFileSync(join(place, FOR), 'utf8');
    return findHome(dataDir)?.home === place ? [] : [{ place, dataDir }];
  });
}

function dataIn(home: string): string | null {
  const name = existsSync(home) ? readdirSync(home).find((file) => /^\d+$/.test(file)) : undefined;
  return name === undefined ? null : join(home, name);
}

/** The data goes to a place the account can reach; a link in the data directory leads there, and moves with it. */
function makeElsewhere(wanted: string, account: Account): void {
  const place = join(PUBLIC_PLACE, randomUUID());
  try {
    mkdirSync(place, { recursive: true, mode: 0o711 });
    chmodSync(PUBLIC_PLACE, 0o711);
    chmodSync(place, 0o711);
    writeFileSync(join(place, FOR), dirname(wanted));
    if (!canReach(account, place)) throw new Error(unreachable(place));
    // A link that leads nowhere remains when its place was removed.
    rmSync(wanted, { force: true });
    symlinkSync(place, wanted);
  } catch (cause) {
    if (lstatSync(wanted, { throwIfNoEntry: false })?.isSymbolicLink()) return;
    throw new Error(unreachable(wanted), { cause });
  }
}

function unreachable(path: string): string {
  return `PostgreSQL does not run as root, and other accounts cannot reach ${path}. Set DATA_DIR to a folder everybody may pass through, or run as another user. ${REMEDY}`;
}

/** Made once; readable to us alone. */
export function passwordOf(home: string): string {
  return remembered(join(home, 'password'), () => randomBytes(24).toString('base64url'));
}

/** The same after every restart, so that open pools find the server again. */
export async function listenAddressOf(home: string, account: Account): Promise<ListenAddress> {
  if (process.platform === 'win32') {
    const free = await freePort();
    return { port: Number(remembered(join(home, 'port'), () => String(free))) };
  }
  const inside = join(home, 'run');
  if (Buffer.byteLength(join(inside, SOCKET_NAME)) <= SOCKET_PATH_LIMIT) {
    mkdirSync(inside, { recursive: true });
    return { socketDir: own(inside, account) };
  }
  const place = join(home, 'socket-folder');
  const known = existsSync(place) ? readFileSync(place, 'utf8') : '';
  if (known && isOurs(known, account)) return { socketDir: known };
  const base = Buffer.byteLength(tmpdir()) < 60 && canReach(account, tmpdir()) ? tmpdir() : '/tmp';
  const made = own(mkdtempSync(join(base, 'handoff-desk-')), account);
  writeWhole(place, made);
  return { socketDir: made };
}

/** Leaves nothing in the temporary folder. */
export function removeSocketDir(listenAddress: ListenAddress, home: string): void {
  if ('socketDir' in listenAddress && !listenAddress.socketDir.startsWith(home)) {
    rmSync(listenAddress.socketDir, { recursive: true, force: true });
  }
}

/** Other accounts can make folders in the temporary one: only one that is closed to them will do. */
function isOurs(dir: string, account: Account): boolean {
  const stat = lstatSync(dir, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && (stat.mode & 0o077) === 0 && stat.uid === (account?.uid ?? process.getuid?.());
}

function own(dir: string, account: Account): string {
  chmodSync(dir, 0o700);
  giveTo(account, dir);
  return dir;
}

function remembered(path: string, make: () => string): string {
  if (!existsSync(path)) writeWhole(path, make());
  return readFileSync(path, 'utf8');
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolvePort(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
