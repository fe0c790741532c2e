/** The PostgreSQL of one jest run, and the names of its databases. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createLog } from '../../src/base/log';
import { startBundled } from '../../src/store/postgres/bundled';
import { isRunning } from '../../src/store/postgres/processLock';

const PREFIX = 'handoff-desk-test-';
const log = createLog('error');

export interface Cluster {
  url: string;
  stop(): Promise<void>;
}

/** The one named by TEST_DATABASE_URL or DATABASE_URL, or a bundled one that ends with the run. */
export async function startCluster(): Promise<Cluster> {
  const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  await endAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(dataDir, 0o755);
  const bundled = await startBundled({ dataDir, log, durable: false });
  return {
    url: bundled.url,
    stop: async () => {
      await bundled.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

/** A run that was killed leaves its server behind; the next run ends it. */
async function endAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? name.slice(PREFIX.length).split('-')[0] : undefined;
    if (!pid || isRunning(pid)) continue;
    const dataDir = join(tmpdir(), name);
    const bundled = await startBundled({ dataDir, log, durable: false });
    await bundled.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** The same cluster, another database. */
export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** One statement on the cluster's own database. */
export async function onCluster(clusterUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
