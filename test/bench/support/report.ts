/** Figures as a table for people. */
import type { Benchmark, Cost } from './benchmark';
import type { Figures } from './statistics';

const COSTS: Record<Cost, { title: string; digits: number }> = {
  cpuMs: { title: 'CPU ms', digits: 2 },
  statements: { title: 'statements', digits: 1 },
  commits: { title: 'commits', digits: 2 },
  walBytes: { title: 'WAL bytes', digits: 0 },
  rssBytes: { title: 'memory bytes', digits: 0 },
  wireBytes: { title: 'bytes on the wire', digits: 0 },
};

export function print({ name, about, unit }: Benchmark, figures: readonly Figures[]): void {
  const measured = (Object.keys(COSTS) as Cost[]).filter((what) => figures.some(({ cost }) => what in cost));
  const rows = figures.map((one) => ({
    '': one.isBaseline ? `${one.name} (baseline)` : one.name,
    [`${unit}/s`]: `${one.rate.median.toFixed(1)} (${one.rate.min.toFixed(1)} to ${one.rate.max.toFixed(1)})`,
    'p50 / p95 / p99 ms': one.latency
      ? [one.latency.p50, one.latency.p95, one.latency.p99].map((ms) => ms.toFixed(1)).join(' / ')
      : '',
    ...Object.fromEntries(
      measured.map((what) => [COSTS[what].title, one.cost[what]?.toFixed(COSTS[what].digits) ?? '']),
    ),
    ratio: one.ratio?.toFixed(2) ?? '',
  }));
  process.stdout.write(`\n${name}: ${about}\n`);
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const width = (column: keyof (typeof rows)[number]) =>
    Math.max(column.length, ...rows.map((row) => (row[column] ?? '').length));
  const line = (cells: string[]) => process.stdout.write(`  ${cells.join('  ').trimEnd()}\n`);
  line(columns.map((column) => column.padEnd(width(column))));
  for (const row of rows) line(columns.map((column) => (row[column] ?? '').padEnd(width(column))));
}
