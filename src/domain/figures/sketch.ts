/**
 * Quantile sketch of durations (log-linear histogram): seconds up to two minutes are kept as they are, longer ones to
 * within one per cent. Sketches of parts add up to the sketch of the whole. Pure.
 */

/** Flat, for storing: the sum, then bucket and how many, in turns. */
export type Sketch = number[];

const EXACT = 128;
const PER_OCTAVE = 64;

/** A sketch that is being made: what was added may be taken away again. */
export class SketchTally {
  private sum = 0;
  private readonly counts = new Map<number, number>();

  /** @param sign -1 takes it away again */
  add(value: number, sign: 1 | -1 = 1): void {
    this.sum += sign * value;
    this.count(bucketOf(value), sign);
  }

  addSketch(sketch: Sketch): void {
    this.sum += sketch[0] ?? 0;
    for (let at = 1; at < sketch.length; at += 2) this.count(sketch[at] ?? 0, sketch[at + 1] ?? 0);
  }

  /** Empty of nothing. */
  sketch(): Sketch {
    if (this.counts.size === 0) return [];
    return [this.sum, ...[...this.counts].sort(([a], [b]) => a - b).flat()];
  }

  private count(bucket: number, n: number): void {
    const many = (this.counts.get(bucket) ?? 0) + n;
    if (many === 0) this.counts.delete(bucket);
    else this.counts.set(bucket, many);
  }
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
  const mean = Math.round(sum / n);
  // One alone, and all that are alike, are what they are.
  if (pairs.length === 2) return { n, mean, median: mean, p90: mean };
  return { n, mean, median: quantile(pairs, n, 0.5), p90: quantile(pairs, n, 0.9) };
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

/** Of whole seconds: two minutes one by one, then 64 to each doubling. */
export function bucketOf(seconds: number): number {
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
