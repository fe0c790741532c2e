/** Where a world's data lives: a database of the run, which goes with it, or one that is kept in a folder. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog } from '../../../src/base/log';
import { startBundled } from '../../../src/store/postgres/bundled';
import { Db } from '../../../src/store/postgres/db';
import { migrate } from '../../../src/store/postgres/migrate';
import { databaseUrl, onCluster, writeWhole } from '../../support/cluster';
import { createTestDatabase, type TestDatabase } from '../../support/database';

export interface Place {
  database: Omit<TestDatabase, 'drop'>;
  /** What is sealed in it is sealed with this. */
  secretsKey: Buffer;
  /** Its past is there. */
  isWritten: boolean;
  /** From now on it is opened as it is. */
  written(): void;
  /** Reads it once, so that a large one is not measured by the disk; one that was just written is in memory. */
  intoMemory(): Promise<void>;
  close(): Promise<void>;
}

export async function passingPlace(): Promise<Place> {
  const database = await createTestDatabase();
  return {
    database,
    secretsKey: randomBytes(32),
    isWritten: false,
    written: () => undefined,
    intoMemory: () => Promise.resolve(),
    close: () => database.drop(),
  };
}

const DATABASE = 'past';

/** A past that was not written to its end is written anew. */
export async function keptPlace(folder: string): Promise<Place> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const mark = join(folder, 'written.json');
  const before = existsSync(mark) ? (JSON.parse(readFileSync(mark, 'utf8')) as { secretsKey: string }) : null;
  const secretsKey = before ? Buffer.from(before.secretsKey, 'base64') : randomBytes(32);
  const bundled = await startBundled({ dataDir: folder, log: createLog('error'), durable: true });
  if (!before) {
    await onCluster(bundled.url, `drop database if exists ${DATABASE} with (force)`);
    await onCluster(bundled.url, `create database ${DATABASE}`);
  }
  const url = databaseUrl(bundled.url, DATABASE);
  const db = new Db(url);
  await migrate(db);
  return {
    database: { url, db },
    secretsKey,
    isWritten: before !== null,
    written: () => writeWhole(mark, JSON.stringify({ secretsKey: secretsKey.toString('base64') })),
    intoMemory: () => readWhole(folder),
    async close() {
      await db.close();
      await bundled.stop();
    },
  };
}

/** Every file of it, as far as the memory of the machine takes them. */
async function readWhole(folder: string): Promise<void> {
  const part = Buffer.alloc(4 * 1_048_576);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name)).catch(() => null);
    // PostgreSQL runs, and some of its files go.
    if (!file) continue;
    try {
      while ((await file.read(part, 0, part.length, null)).bytesRead > 0);
    } finally {
      await file.close();
    }
  }
}
