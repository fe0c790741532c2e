/** The database as a running desk has it: reached or brought along, migrated, with hints to hear. */
import type { Log } from '../../base/log';
import type { Config } from '../../config/config';
import { startBundled } from './bundled';
import { Db } from './db';
import { HintListener } from './hintListener';
import { migrate } from './migrate';
import { lookForPooler } from './pooler';

type Where = Pick<Config, 'databaseUrl' | 'databaseDirectUrl' | 'databaseReadUrl' | 'dataDir'>;

export async function openDatabase(
  { databaseUrl, databaseDirectUrl: directUrl, databaseReadUrl: readUrl, dataDir }: Where,
  log: Log,
): Promise<{ db: Db; hints: HintListener; stop: () => Promise<void> }> {
  const bundled = databaseUrl === null ? await startBundled({ dataDir, log }) : null;
  const url = databaseUrl ?? bundled?.url ?? '';
  const pooler = bundled ? null : await lookForPooler({ databaseUrl: url, directUrl }, log);
  const db = new Db(url, { log, readUrl, pooler });
  const hints = new HintListener(directUrl ?? db.addresses, log);
  const stop = async () => {
    await hints.stop();
    await db.close();
    await bundled?.stop();
  };
  try {
    if (directUrl === null) await migrate(db);
    else await migrateAt(directUrl);
    await hints.start();
    void db.lookForStandby();
  } catch (error) {
    await stop();
    throw error;
  }
  return { db, hints, stop };
}

async function migrateAt(url: string): Promise<void> {
  const db = new Db(url, { max: 1 });
  try {
    await migrate(db);
  } finally {
    await db.close();
  }
}
