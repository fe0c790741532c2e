/** Who the bundled PostgreSQL runs as. It refuses to run as root, so a root process hands it to an unprivileged account. */
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** null: as ourselves. */
export type Account = { uid: number; gid: number } | null;

/** "nobody" on every Linux and macOS that has one; it needs no entry in /etc/passwd. */
const NOBODY = 65_534;

/**
 * The owner of the data, once there is some; else the owner of the data directory, where that is an account of this
 * system other than root (setting up asks for a name); else nobody.
 */
export function accountFor(dir: string, data: string | null): Account {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = statSync(data ?? dir);
  return uid !== 0 && (data !== null || hasName(uid)) ? { uid, gid } : { uid: NOBODY, gid: NOBODY };
}

function hasName(uid: number): boolean {
  const accounts = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
  return accounts.some((line) => line.split(':')[2] === String(uid));
}

/** Whether every folder on the way lets the account pass. */
export function canReach(account: Account, path: string): boolean {
  if (account === null) return true;
  for (let at = realpathSync(path); ; at = dirname(at)) {
    const { mode, uid } = statSync(at);
    if ((mode & (uid === account.uid ? 0o100 : 0o001)) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

export function giveTo(account: Account, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** Lets everybody read, whatever the umask said. */
export function makeReadable(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.mode | (stat.isDirectory() || stat.mode & 0o100 ? 0o555 : 0o444));
  if (stat.isDirectory()) for (const name of readdirSync(path)) makeReadable(join(path, name));
}
