/** A cell that is being counted: escalations are added, and taken away again once they are others; cells are added up. Pure. */
import type { Duration, Measure } from '../../contract/figures';
import { type Cell, type KeyedCell, nameOf } from './cells';
import type { Facts } from './facts';
import { durationsOf, measuresOf, type Whose } from './measures';
import { SketchTally } from './sketch';

/** What one escalation adds to every cell of these figures. */
export interface Counted {
  measures: readonly Measure[];
  durations: readonly (readonly [Duration, readonly number[]])[];
  /** Of the week, in which it was opened. */
  hour: number;
}

export function countedOf(facts: Facts, whose: Whose, hour: number): Counted {
  const durations = Object.entries(durationsOf(facts, whose)) as [Duration, number[]][];
  return { measures: measuresOf(facts, whose), durations: durations.filter(([, values]) => values.length > 0), hour };
}

export class Tally {
  private readonly counts = new Map<Measure, number>();
  private readonly sketches = new Map<Duration, SketchTally>();
  private readonly load = new Map<number, number>();

  /** @param sign -1 takes it away again */
  add({ measures, durations, hour }: Counted, sign: 1 | -1 = 1): void {
    for (const measure of measures) {
      add(this.counts, measure, sign);
      if (measure === 'opened') add(this.load, hour, sign);
    }
    for (const [name, values] of durations) {
      const sketch = this.sketchOf(name);
      for (const value of values) sketch.add(value, sign);
    }
  }

  addCell({ counts, sketches, load }: Cell): void {
    for (const [measure, n] of Object.entries(counts) as [Measure, number][]) add(this.counts, measure, n);
    for (const [name, sketch] of Object.entries(sketches) as [Duration, number[]][])
      this.sketchOf(name).addSketch(sketch);
    for (let at = 0; at < load.length; at += 2) add(this.load, load[at] ?? 0, load[at + 1] ?? 0);
  }

  cell(): Cell {
    const sketches = [...this.sketches].map(([name, tally]) => [name, tally.sketch()] as const);
    return {
      counts: Object.fromEntries(this.counts),
      sketches: Object.fromEntries(sketches.filter(([, sketch]) => sketch.length > 0)),
      load: [...this.load].flat(),
    };
  }

  private sketchOf(name: Duration): SketchTally {
    const known = this.sketches.get(name);
    if (known) return known;
    const begun = new SketchTally();
    this.sketches.set(name, begun);
    return begun;
  }
}

export function mergeCells(cells: readonly Cell[]): Cell {
  const tally = new Tally();
  for (const cell of cells) tally.addCell(cell);
  return tally.cell();
}

/** The same keys together, such as those of the days of a month. */
export function mergeKeyed(cells: readonly KeyedCell[]): KeyedCell[] {
  const gathered = new Map<string, { key: KeyedCell['key']; tally: Tally }>();
  for (const { key, cell } of cells) {
    const name = nameOf(key);
    const known = gathered.get(name) ?? { key, tally: new Tally() };
    known.tally.addCell(cell);
    gathered.set(name, known);
  }
  return [...gathered.values()].map(({ key, tally }) => ({ key, cell: tally.cell() }));
}

/** What is none is forgotten. */
function add<K>(counts: Map<K, number>, key: K, n: number): void {
  const many = (counts.get(key) ?? 0) + n;
  if (many === 0) counts.delete(key);
  else counts.set(key, many);
}
