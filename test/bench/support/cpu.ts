/** Processor time of another process, user and system, in milliseconds. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Of every Linux there is: sysconf(_SC_CLK_TCK). */
const TICK_MS = 10;

export function cpuMsOf(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (existsSync(file)) {
    // The name in parentheses may have blanks in it.
    const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }
  // [[days-]hours:]minutes:seconds, in whole seconds or hundredths
  const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return (
    time
      .split(/[-:]/)
      .reduce((sum, part, n, all) => (n === 1 && all.length === 4 ? sum * 24 : sum * 60) + Number(part), 0) * 1_000
  );
}
