/** A process and its database, read again and again: what ought to stay as it is. */
import type { Pool } from 'pg';
import { metricsOf } from './cost';
import { residentBytesOf } from './memory';
import { quantile } from './statistics';
import { type Sample, type Trend, trendOf } from './trend';

export interface Watched {
  pid: number;
  /** Of a desk, which says more of itself. */
  url?: string;
  pool?: Pool;
  /** How long work took, by what it was; they grow meanwhile. */
  latencies: Record<string, readonly number[]>;
}

export interface Watch {
  stop(): void;
  /** What all looks say, and one more. */
  trends(): Promise<Record<string, Trend>>;
}

const MB = 1_024 * 1_024;

export function watch(watched: Watched, everyMs: number): Watch {
  const all = new Map<string, Sample[]>();
  const seen = new Map<string, number>();
  const began = performance.now();
  let failure: { error: unknown } | null = null;
  const look = async (): Promise<void> => {
    const at = (performance.now() - began) / 1_000;
    const read = { ...latenciesSince(watched, seen), ...(await readings(watched)) };
    for (const [what, value] of Object.entries(read)) {
      if (!Number.isFinite(value)) continue;
      const samples = all.get(what) ?? [];
      all.set(what, samples);
      samples.push({ at, value });
    }
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => void (failure ??= { error }));
  }, everyMs);
  return {
    stop: () => clearInterval(timer),
    async trends() {
      await looking;
      if (failure) throw failure.error;
      await look();
      return Object.fromEntries([...all].map(([what, samples]) => [what, trendOf(samples)]));
    },
  };
}

/** Of what was done since the last look. */
function latenciesSince({ latencies }: Watched, seen: Map<string, number>): Record<string, number> {
  const read: Record<string, number> = {};
  for (const [what, all] of Object.entries(latencies)) {
    const latest = all.slice(seen.get(what) ?? 0);
    seen.set(what, all.length);
    read[`${what}, p50 ms`] = quantile(latest, 0.5);
    read[`${what}, p99 ms`] = quantile(latest, 0.99);
  }
  return read;
}

async function readings({ pid, url, pool }: Watched): Promise<Record<string, number>> {
  const read: Record<string, number> = { 'memory, MB': residentBytesOf(pid) / MB };
  if (url !== undefined) {
    const metric = await metricsOf(url);
    read['event loop lag, p99 ms'] = metric('nodejs_eventloop_lag_p99_seconds') * 1_000;
    read['deliveries that wait'] = metric('handoff_outbox_pending');
  }
  return pool ? { ...read, ...(await tables(pool)) } : read;
}

/** Of the tables whose rows come and go. */
const COME_AND_GO = ['outbox', 'lane', 'rate_budget', 'conversation', 'bot_conversation', 'escalation'];
const QUEUES = ['outbox', 'lane', 'rate_budget'];

async function tables(pool: Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ connections: number; dead: number; queues: number }>(
    `select (select count(*) from pg_stat_activity where datname = current_database())::int as connections,
       sum(n_dead_tup)::float8 / greatest(sum(n_dead_tup + n_live_tup), 1) as dead,
       sum(pg_total_relation_size(relid)) filter (where relname = any($2))::float8 as queues
     from pg_stat_user_tables where relname = any($1)`,
    [COME_AND_GO, QUEUES],
  );
  const [row] = rows;
  return {
    connections: row?.connections ?? Number.NaN,
    'dead rows, %': (row?.dead ?? Number.NaN) * 100,
    'outbox and lanes, MB': (row?.queues ?? Number.NaN) / MB,
  };
}
