/** Medians and spreads of rounds. Pure. */
import type { Benchmark, Contender, Cost, Round } from './benchmark';
import type { Trend } from './trend';

export interface Figures {
  name: string;
  isBaseline: boolean;
  /** Units a second: the median round, the slowest and the fastest. */
  rate: Spread;
  /** Milliseconds, over the units of all rounds. */
  latency: { p50: number; p95: number; p99: number; max: number } | null;
  /** Per unit, the median round. */
  cost: Partial<Record<Cost, number>>;
  /** Against the round beside it in the same turn, the median; more is better for rates, less for latencies and sizes. */
  ratio: number | null;
  /** The same of each cost, per unit; less is better. */
  costRatios: Partial<Record<Cost, number>>;
  /** Of the last round. */
  trends: Record<string, Trend>;
  /** Added up over all rounds. */
  broken: Record<string, number>;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

type Compares = Benchmark['compares'];

/** Each contender beside what it names, else beside the one baseline there is. */
export function figuresOf(
  contenders: readonly Pick<Contender, 'name' | 'isBaseline' | 'beside' | 'costsBeside'>[],
  done: ReadonlyMap<string, readonly Round[]>,
  compares: Compares,
): Figures[] {
  const baseline = contenders.find(({ isBaseline }) => isBaseline)?.name;
  return contenders.map(({ name, isBaseline = false, beside = isBaseline ? name : baseline, costsBeside }) => {
    const rounds = done.get(name) ?? [];
    const ratio =
      beside === undefined || beside === name ? null : ratioOf(rounds, done.get(beside), MEASURES[compares]);
    const costs = [...new Set(rounds.flatMap(({ cost }) => Object.keys(cost ?? {}) as Cost[]))];
    const perUnit = (what: Cost) => (round: Round) => (round.cost?.[what] ?? Number.NaN) / round.units;
    const costRatios = costs.flatMap((what): [Cost, number][] => {
      const found = costsBeside === undefined ? null : ratioOf(rounds, done.get(costsBeside), perUnit(what));
      return found === null ? [] : [[what, found]];
    });
    return {
      name,
      isBaseline,
      rate: spread(rounds.map(MEASURES.rate)),
      latency: latenciesOf(rounds),
      cost: Object.fromEntries(costs.map((what) => [what, quantile(rounds.map(perUnit(what)), 0.5)])),
      ratio,
      costRatios: Object.fromEntries(costRatios),
      trends: rounds.at(-1)?.trends ?? {},
      broken: sums(rounds.map(({ broken }) => broken ?? {})),
    };
  });
}

const MEASURES: Record<Compares, (round: Round) => number> = {
  rate: ({ units, seconds }) => units / seconds,
  latency: ({ latenciesMs }) => quantile(latenciesMs ?? [], 0.5),
  size: ({ cost }) => cost?.brotliBytes ?? Number.NaN,
};

function ratioOf(
  rounds: readonly Round[],
  beside: readonly Round[] | undefined,
  measure: (round: Round) => number,
): number | null {
  const ratios = rounds.flatMap((round, n) => {
    const other = beside?.[n];
    const ratio = other ? measure(round) / measure(other) : Number.NaN;
    return Number.isFinite(ratio) ? [ratio] : [];
  });
  return ratios.length > 0 ? quantile(ratios, 0.5) : null;
}

function latenciesOf(rounds: readonly Round[]): Figures['latency'] {
  const all = rounds.flatMap(({ latenciesMs }) => latenciesMs ?? []).sort((a, b) => a - b);
  if (all.length === 0) return null;
  return { p50: at(all, 0.5), p95: at(all, 0.95), p99: at(all, 0.99), max: at(all, 1) };
}

function sums(all: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [what, count] of all.flatMap((one) => Object.entries(one))) total[what] = (total[what] ?? 0) + count;
  return total;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: at(sorted, 0.5), min: at(sorted, 0), max: at(sorted, 1) };
}

export function quantile(values: readonly number[], share: number): number {
  return at(
    [...values].sort((a, b) => a - b),
    share,
  );
}

/** @param sorted ascending */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
