/** A process that adds to a number in a file, one by one, under the lock beside it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withProcessLock } from '../../src/store/postgres/processLock';

async function main(): Promise<void> {
  const [dir = '', rounds = '0'] = process.argv.slice(2);
  const file = join(dir, 'count');
  for (let round = 0; round < Number(rounds); round++) {
    await withProcessLock(join(dir, 'lock'), 600_000, async () => {
      const count = Number(readFileSync(file, 'utf8'));
      await pause(1);
      writeFileSync(file, String(count + 1));
    });
  }
  process.stdout.write('done\n');
}

void main();
