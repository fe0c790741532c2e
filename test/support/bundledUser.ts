/** A process that uses the bundled PostgreSQL of a data directory until its input ends. */
import { createLog } from '../../src/base/log';
import { startBundled } from '../../src/store/postgres/bundled';

async function main(): Promise<void> {
  const bundled = await startBundled({ dataDir: process.argv[2] ?? '', log: createLog('warn') });
  process.stdout.write(`URL ${bundled.url}\n`);
  process.stdin.resume();
  process.stdin.on('end', () => {
    void bundled.stop().then(() => process.exit(0));
  });
}

void main();
