/** What work costs: processor time of processes, and what their PostgreSQL did and wrote. */
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import { cpuMsOf } from './cpu';
import type { Cost, Round } from './benchmark';
import type { World } from './world';

export interface Meters {
  pids: readonly number[];
  pool?: Pool;
  /** Desks, which count their own statements. */
  metricsOf?: readonly string[];
}

/** Of these desks of a world, or of all. */
export const metersOf = (world: World, desks = world.desks): Meters => ({
  pids: desks.map(({ process: { pid } }) => pid ?? 0),
  pool: world.database.db.pool,
  metricsOf: desks.map(({ url }) => url),
});

/** Adds to a round, beside what it counted itself, what these processes and their database did during it. */
export async function costed(meters: Meters, work: () => Promise<Round>): Promise<Round> {
  const before = await readings(meters);
  const round = await work();
  const after = await readings(meters);
  const cost: Partial<Record<Cost, number>> = {};
  for (const [what, value] of after.cost) cost[what] = value - (before.cost.get(what) ?? 0);
  if (after.backends.size > 0) {
    // Each counts from where it was; one that is new, from nothing.
    cost.databaseCpuMs = [...after.backends].reduce((sum, [pid, ms]) => sum + ms - (before.backends.get(pid) ?? 0), 0);
  }
  return { ...round, cost: { ...cost, ...round.cost } };
}

interface Readings {
  cost: Map<Cost, number>;
  /** Processor time of PostgreSQL's processes, where they run on this machine. */
  backends: Map<number, number>;
}

async function readings({ pids, pool, metricsOf = [] }: Meters): Promise<Readings> {
  const cost = new Map<Cost, number>([['cpuMs', pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0)]]);
  const backends = pool ? await backendsOf(pool) : new Map<number, number>();
  const wal = await pool?.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes`);
  if (wal) cost.set('walBytes', Number(wal.rows[0]?.bytes));
  const asked = await Promise.all(metricsOf.map(databaseWork));
  if (asked.length > 0) {
    cost.set(
      'statements',
      asked.reduce((sum, { statements }) => sum + statements, 0),
    );
    cost.set(
      'commits',
      asked.reduce((sum, { commits }) => sum + commits, 0),
    );
  }
  return { cost, backends };
}

/** Those of this database, and those that write for all. Only Linux tells cheaply. */
async function backendsOf(pool: Pool): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database()
       or backend_type in ('walwriter', 'checkpointer', 'background writer', 'io worker')`,
  );
  return new Map(rows.flatMap(({ pid }) => (isPostgres(pid) ? [[pid, cpuMsOf(pid)]] : [])));
}

/** A database on another machine has process numbers, too. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    // It has ended, or this system has no such files.
    return false;
  }
}

/** What a desk counts of itself, by Prometheus' name of it. */
export async function metricsOf(url: string): Promise<(name: string) => number> {
  const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(30_000) })).text();
  return (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

async function databaseWork(url: string): Promise<{ statements: number; commits: number }> {
  const metric = await metricsOf(url);
  return {
    statements: metric('handoff_database_statements_total'),
    commits: metric('handoff_database_commits_total'),
  };
}
