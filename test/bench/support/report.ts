/** Figures as tables for people. */
import type { Benchmark, Cost } from './benchmark';
import type { Figures } from './statistics';

const COSTS: Record<Cost, { title: string; digits: number }> = {
  cpuMs: { title: 'CPU ms', digits: 2 },
  databaseCpuMs: { title: 'CPU ms of PostgreSQL', digits: 2 },
  statements: { title: 'statements', digits: 1 },
  commits: { title: 'commits', digits: 2 },
  walBytes: { title: 'WAL bytes', digits: 0 },
  rssBytes: { title: 'memory bytes', digits: 0 },
  wireBytes: { title: 'bytes on the wire', digits: 0 },
  rawBytes: { title: 'bytes', digits: 0 },
  gzipBytes: { title: 'gzip', digits: 0 },
  brotliBytes: { title: 'brotli', digits: 0 },
};

type Row = Record<string, string>;

export function print({ name, about, unit, compares }: Benchmark, figures: readonly Figures[]): void {
  write(`\n${name}: ${about}\n`);
  const costs = (Object.keys(COSTS) as Cost[]).filter((what) => figures.some(({ cost }) => what in cost));
  table(
    figures.map((one) => ({
      '': one.isBaseline ? `${one.name} (baseline)` : one.name,
      ...(compares !== 'size' && { [`${unit}/s`]: rateWords(one) }),
      'p50 / p95 / p99 / max ms': latencyWords(one),
      ...Object.fromEntries(costs.map((what) => [COSTS[what].title, fixed(one.cost[what], COSTS[what].digits)])),
      ratio: fixed(one.ratio, 2),
      'ratio of CPU': fixed(one.costRatios.cpuMs, 2),
      'of CPU of PostgreSQL': fixed(one.costRatios.databaseCpuMs, 2),
    })),
  );
  table(figures.flatMap(trendRows));
  table(
    figures.flatMap(({ name, broken }) => Object.entries(broken).map(([what, count]) => countRow(name, what, count))),
  );
}

function rateWords({ rate }: Figures): string {
  return `${rate.median.toFixed(1)} (${rate.min.toFixed(1)} to ${rate.max.toFixed(1)})`;
}

function latencyWords({ latency }: Figures): string {
  if (!latency) return '';
  return [latency.p50, latency.p95, latency.p99, latency.max].map((ms) => ms.toFixed(1)).join(' / ');
}

const trendRows = ({ name, trends }: Figures): Row[] =>
  Object.entries(trends).map(([what, { median, max, perHour, sharePerHour }]) => ({
    '': name,
    'over time': what,
    median: short(median),
    most: short(max),
    'an hour adds': short(perHour),
    'of the median': sharePerHour === null ? '' : `${(sharePerHour * 100).toFixed(1)} %`,
  }));

const countRow = (name: string, what: string, count: number): Row => ({
  '': name,
  'promises broken': what,
  'in all': String(count),
});

const fixed = (value: number | null | undefined, digits: number): string => value?.toFixed(digits) ?? '';
const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Columns in which nothing stands are left out. */
function table(rows: readonly Row[]): void {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => rows.some((row) => row[column]));
  if (columns.length === 0) return;
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: string[]) =>
    write(
      `  ${cells
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  line(columns);
  for (const row of rows) line(columns.map((column) => row[column] ?? ''));
}

const write = (text: string): void => void process.stdout.write(text);
