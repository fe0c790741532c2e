/** Memory of another process that is in use, in bytes. */
import { execFileSync } from 'node:child_process';

export function residentBytesOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1_024;
}
