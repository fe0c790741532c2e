/**
 * Quantile sketch of durations (log-linear histogram): seconds up to two minutes are kept as they are, longer ones to
 * within one per cent. Sketches of parts add up to the sketch of the whole. Pure.
 */

/** Flat, for storing: the sum, then bucket and how many, in turns. */
export type Sketch = number[];

const EXACT = 128;
const PER_OCTAVE = 64;

export function sketchOf(values: readonly number[]): Sketch {
  const counts = new Map<number, number>();
  let sum = 0;
  for (const value of values) {
    sum += value;
    const bucket = bucketOf(value);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return flat(sum, counts);
}

export function mergeSketches(sketches: readonly Sketch[]): Sketch {
  const counts = new Map<number, number>();
  let sum = 0;
  for (const [part = 0, ...pairs] of sketches) {
    sum += part;
    for (let n = 0; n < pairs.length; n += 2) {
      const bucket = pairs[n] ?? 0;
      counts.set(bucket, (counts.get(bucket) ?? 0) + (pairs[n + 1] ?? 0));
    }
  }
  return flat(sum, counts);
}

export interface Summary {
  n: number;
  mean: number;
  /** Half took no longer. */
  median: number;
  /** Nine of ten took no longer. */
  p90: number;
}

/** Null of nothing. */
export function summaryOf(sketch: Sketch): Summary | null {
  const [sum = 0, ...pairs] = sketch;
  let n = 0;
  for (let at = 1; at < pairs.length; at += 2) n += pairs[at] ?? 0;
  if (n === 0) return null;
  return { n, mean: Math.round(sum / n), median: quantile(pairs, n, 0.5), p90: quantile(pairs, n, 0.9) };
}

/** Nearest rank. */
function quantile(pairs: readonly number[], n: number, share: number): number {
  const rank = Math.max(1, Math.ceil(n * share));
  let seen = 0;
  for (let at = 0; at < pairs.length; at += 2) {
    seen += pairs[at + 1] ?? 0;
    if (seen >= rank) return middleOf(pairs[at] ?? 0);
  }
  return 0;
}

function bucketOf(seconds: number): number {
  const value = Math.max(0, Math.round(seconds));
  if (value < EXACT) return value;
  const octave = Math.floor(Math.log2(value));
  const width = 2 ** (octave - 6);
  return EXACT + (octave - 7) * PER_OCTAVE + Math.floor(value / width) - PER_OCTAVE;
}

function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const octave = Math.floor((bucket - EXACT) / PER_OCTAVE) + 7;
  const width = 2 ** (octave - 6);
  return Math.round((PER_OCTAVE + ((bucket - EXACT) % PER_OCTAVE)) * width + (width - 1) / 2);
}

function flat(sum: number, counts: Map<number, number>): Sketch {
  if (counts.size === 0) return [];
  return [sum, ...[...counts].sort(([a], [b]) => a - b).flat()];
}
