/** What work costs: processor time of processes, and what their PostgreSQL wrote. */
import type { Pool } from 'pg';
import { cpuMsOf } from './cpu';
import type { Round } from './benchmark';

/** Adds to a round, beside what it counted itself, what these processes and their database did during it. */
export async function costed(
  meters: { pids: readonly number[]; pool?: Pool; metricsOf?: readonly string[] },
  work: () => Promise<Round>,
): Promise<Round> {
  const before = await readings(meters);
  const round = await work();
  const after = await readings(meters);
  const cost = Object.fromEntries(Object.entries(after).map(([what, value]) => [what, value - (before[what] ?? 0)]));
  return { ...round, cost: { ...cost, ...round.cost } };
}

async function readings(meters: {
  pids: readonly number[];
  pool?: Pool;
  metricsOf?: readonly string[];
}): Promise<Record<string, number>> {
  const cpuMs = meters.pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
  const wal = await meters.pool?.query<{ bytes: string }>(`select pg_current_wal_lsn() - '0/0'::pg_lsn as bytes`);
  const asked = await Promise.all((meters.metricsOf ?? []).map(databaseWork));
  return {
    cpuMs,
    ...(wal && { walBytes: Number(wal.rows[0]?.bytes) }),
    ...(asked.length > 0 && {
      statements: asked.reduce((sum, { statements }) => sum + statements, 0),
      commits: asked.reduce((sum, { commits }) => sum + commits, 0),
    }),
  };
}

async function databaseWork(url: string): Promise<{ statements: number; commits: number }> {
  const metrics = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(30_000) })).text();
  const read = (what: string) => Number(new RegExp(`^handoff_database_${what}_total (\\d+)$`, 'm').exec(metrics)?.[1]);
  return { statements: read('statements'), commits: read('commits') };
}
