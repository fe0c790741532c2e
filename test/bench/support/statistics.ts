/** Medians and spreads of rounds. Pure. */
import type { Contender, Cost, Round } from './benchmark';

export interface Figures {
  name: string;
  isBaseline: boolean;
  /** Units a second: the median round, the slowest and the fastest. */
  rate: Spread;
  /** Milliseconds, over the units of all rounds. */
  latency: { p50: number; p95: number; p99: number } | null;
  /** Per unit, the median round. */
  cost: Partial<Record<Cost, number>>;
  /** Against the baseline's round of the same turn, the median; more is better for rates, less for latencies. */
  ratio: number | null;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function figuresOf(
  contender: Contender,
  rounds: readonly Round[],
  baseline: readonly Round[] | null,
  compares: 'rate' | 'latency',
): Figures {
  const measure = compares === 'rate' ? rateOf : latencyOf;
  const ratios = rounds.flatMap((round, n) => {
    const beside = baseline?.[n];
    return beside ? [measure(round) / measure(beside)] : [];
  });
  const latencies = rounds.flatMap(({ latenciesMs }) => latenciesMs ?? []);
  const costs = new Set(rounds.flatMap(({ cost }) => Object.keys(cost ?? {}) as Cost[]));
  return {
    name: contender.name,
    isBaseline: contender.isBaseline ?? false,
    rate: spread(rounds.map(rateOf)),
    latency:
      latencies.length > 0
        ? { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), p99: quantile(latencies, 0.99) }
        : null,
    cost: Object.fromEntries(
      [...costs].map((what) => [
        what,
        quantile(
          rounds.map(({ cost, units }) => (cost?.[what] ?? 0) / units),
          0.5,
        ),
      ]),
    ),
    ratio: contender.isBaseline || ratios.length === 0 ? null : quantile(ratios, 0.5),
  };
}

const rateOf = ({ units, seconds }: Round): number => units / seconds;
const latencyOf = ({ latenciesMs }: Round): number => quantile(latenciesMs ?? [], 0.5);

function spread(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), min: Math.min(...values), max: Math.max(...values) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
