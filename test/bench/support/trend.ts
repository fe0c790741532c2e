/** Whether something stays as it is over time. Pure. */

export interface Sample {
  /** Seconds since the beginning. */
  at: number;
  value: number;
}

export interface Trend {
  median: number;
  max: number;
  /** Of a line through all of it, by least squares. */
  perHour: number;
  /** The same as a share of the median; null where that is 0. */
  sharePerHour: number | null;
  samples: Sample[];
}

/** @param skip what share of the time belongs to the beginning: caches fill, code is compiled */
export function trendOf(all: readonly Sample[], skip = 0.2): Trend {
  const end = all.at(-1)?.at ?? 0;
  const samples = all.filter(({ at }) => at >= end * skip);
  const sorted = samples.map(({ value }) => value).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const perHour = slope(samples) * 3_600;
  return {
    median,
    max: sorted.at(-1) ?? Number.NaN,
    perHour,
    sharePerHour: median === 0 ? null : perHour / Math.abs(median),
    samples: [...all],
  };
}

/** Per second. */
function slope(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const at = mean((one) => one.at);
  const value = mean((one) => one.value);
  const spread = samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
  if (spread === 0) return 0;
  return samples.reduce((sum, one) => sum + (one.at - at) * (one.value - value), 0) / spread;
}
