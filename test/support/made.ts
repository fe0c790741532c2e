/** What some tests need and others do not is made when the first one asks. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProcessLock } from '../../src/store/postgres/processLock';
import { HARD_LIMIT_MS } from './eventually';
import { run } from './program';
import { runFolder } from './run';

/** Of all runs on these sources: they have one dist/. */
const LOCKS = join(__dirname, '../../node_modules/.cache/made');

/** `build`: what is in dist/ is made from these sources. `browser`: there is one. Once in a run, one process at a time. */
export async function made(what: 'build' | 'browser'): Promise<void> {
  const done = join(runFolder(), `made-${what}`);
  if (existsSync(done)) return;
  await withProcessLock(join(LOCKS, what), HARD_LIMIT_MS, async () => {
    if (existsSync(done)) return;
    const program = join(__dirname, `../../.config/${what}.mjs`);
    const making = run(process.execPath, [program]);
    const how = await making.ended;
    if (how !== 'code 0') throw new Error(`"node .config/${what}.mjs" ended with ${how}:\n${making.output()}`);
    writeFileSync(done, '');
  });
}
