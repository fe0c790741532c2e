/** Which processes live, and a lock between them that outlives no owner: not even one ended by `kill -9`. */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Names a process for good: a number may be given again, so its time of birth goes with it where /proc tells. */
export function processName(pid = process.pid): string {
  return `${pid} ${procStat(pid)?.born ?? ''}`.trim();
}

/** Whether the process of that name still runs; one that merely waits to be reaped does not. */
export function isRunning(name: string): boolean {
  const [pidText = '', born] = name.split(' ');
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const stat = procStat(pid);
  if (stat && 'ZX'.includes(stat.state)) return false;
  return !stat || !born || stat.born === born;
}

function procStat(pid: number): { state: string; born: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name, in brackets, may hold blanks; the fields after it may not.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', born: fields[19] ?? '' };
  } catch {
    // No /proc on this system, or no such process: `kill 0` decides.
    return null;
  }
}

const RELEASED = 'released';

/**
 * Mutual exclusion between processes, by a folder. Every owner gets the next number, taken once by an atomic link. The
 * highest number holds the lock until its file says "released" or its process is gone, so a dead owner needs no
 * cleaning up.
 */
export async function withProcessLock<T>(dir: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = await acquire(dir, Date.now() + waitMs);
  try {
    return await work();
  } finally {
    writeWhole(path, RELEASED);
  }
}

async function acquire(dir: string, deadline: number): Promise<string> {
  for (;;) {
    const last = highest(dir);
    if (last === 0 || isFree(join(dir, String(last)))) {
      const mine = join(dir, String(last + 1));
      if (take(mine)) {
        // A slow starter may take a number that was cleared away long ago; it is the holder only if it is the last.
        if (highest(dir) === last + 1) {
          for (const old of numbers(dir)) if (old < last) rmSync(join(dir, String(old)), { force: true });
          return mine;
        }
        rmSync(mine, { force: true });
      }
    }
    if (Date.now() > deadline) throw new Error(`Another process has held ${dir} for too long.`);
    await pause(20);
  }
}

function numbers(dir: string): number[] {
  return readdirSync(dir)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function highest(dir: string): number {
  return Math.max(0, ...numbers(dir));
}

function isFree(path: string): boolean {
  try {
    const owner = readFileSync(path, 'utf8');
    return owner === RELEASED || !isRunning(owner);
  } catch {
    // Cleared away: a newer one exists, look again.
    return false;
  }
}

function take(path: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, processName(), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}
