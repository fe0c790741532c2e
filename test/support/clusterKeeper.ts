/**
 * A process that keeps PostgreSQL for one run of jest: the one named by TEST_DATABASE_URL or DATABASE_URL, or the
 * bundled one, which forgets with the machine unless TEST_DURABLE is 1. It ends when the run asks it to, and cleans up after a run that was killed.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createLog } from '../../src/base/log';
import { startBundled } from '../../src/store/postgres/bundled';
import { Db } from '../../src/store/postgres/db';
import { migrate } from '../../src/store/postgres/migrate';
import { databaseUrl, keeperFiles, onCluster, writeWhole } from './cluster';
import { isOwned, removeRunFolder } from './run';

async function main(folder: string): Promise<void> {
  const files = keeperFiles(folder);
  const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL;
  const bundled = given
    ? null
    : await startBundled({
        dataDir: files.dataDir,
        log: createLog('error'),
        durable: process.env.TEST_DURABLE === '1',
      });
  const url = given ?? bundled?.url ?? '';
  const template = `desk_test_${randomUUID().slice(0, 8)}`;
  try {
    await onCluster(url, `create database ${template}`);
    const db = new Db(databaseUrl(url, template), { max: 1 });
    try {
      await migrate(db);
    } finally {
      await db.close();
    }
    writeWhole(files.ready, JSON.stringify({ url, template }));
    while (!existsSync(files.end) && isOwned(folder)) await pause(100);
    await onCluster(url, `drop database if exists ${template} with (force)`);
  } finally {
    await bundled?.stop();
  }
  if (!isOwned(folder)) await removeRunFolder(folder);
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
