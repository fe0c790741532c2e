/** The product's own parts, built as the server builds them, on a database of the test's own. */
import { createLog, type Log } from '../../src/base/log';
import { build, type Desk, type Overrides } from '../../src/build';
import { type Config, readConfig } from '../../src/config/config';
import type { Sender } from '../../src/delivery/sender';
import type { Db } from '../../src/store/postgres/db';
import { HintListener } from '../../src/store/postgres/hintListener';
import { createTestDatabase, type TestDatabase } from './database';

export const KEY = Buffer.alloc(32, 7);

/** A sandbox's settings unless others are given. */
export function configOf(env: Record<string, string> = {}): Config {
  const read = readConfig({ HANDOFF_MODE: 'sandbox', SECRETS_KEY: KEY.toString('base64'), ...env });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

/** One process of the desk on a database others may share; nothing of it runs yet. */
export async function buildOn(
  { url, db }: { url: string; db: Db },
  config: Config,
  { log = createLog('silent'), ...overrides }: Overrides & { log?: Log } = {},
): Promise<{ desk: Desk; close(): Promise<void> }> {
  const hints = new HintListener(url, log);
  await hints.start();
  const desk = build(config, { db, hints }, { log, ...overrides });
  return {
    desk,
    async close() {
      await desk.close();
      await hints.stop();
    },
  };
}

/** The same on a database of its own, which goes with it. */
export async function buildDesk(
  config: Config,
  overrides: Overrides & { log?: Log } = {},
): Promise<{ desk: Desk; database: TestDatabase; close(): Promise<void> }> {
  const database = await createTestDatabase();
  const { desk, close } = await buildOn(database, config, overrides);
  return {
    desk,
    database,
    async close() {
      await close();
      await database.drop();
    },
  };
}

/** Senders of a test's own stand in for the product's of their kinds. */
export const standIns =
  (...own: Sender[]) =>
  (product: Sender[]): Sender[] => [...product.filter(({ kind }) => !own.some((one) => one.kind === kind)), ...own];
