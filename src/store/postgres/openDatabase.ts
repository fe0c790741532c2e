/** The database as a running desk has it: reached or brought along, migrated, with hints to hear. */
import type { Log } from '../../base/log';
import type { Config } from '../../config/config';
import { startBundled } from './bundled';
import { Db } from './db';
import { HintListener } from './hintListener';
import { migrate } from './migrate';

export async function openDatabase(
  config: Config,
  log: Log,
): Promise<{ db: Db; hints: HintListener; stop: () => Promise<void> }> {
  const bundled = config.databaseUrl === null ? await startBundled({ dataDir: config.dataDir, log }) : null;
  const url = config.databaseUrl ?? bundled?.url ?? '';
  const db = new Db(url);
  const hints = new HintListener(url, log);
  const stop = async () => {
    await hints.stop();
    await db.close();
    await bundled?.stop();
  };
  try {
    await migrate(db);
    await hints.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { db, hints, stop };
}
