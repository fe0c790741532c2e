/** Roll-ups: the figures of a day, or a month, of everything together and of each queue, bot, agent and topic. Pure. */
import type { Duration, Figures, Measure } from '../../contract/figures';
import { Duration as Durations, Measure as Measures } from '../../contract/figures';
import type { Facts } from './facts';
import { agentsOf } from './marks';
import { durationsOf, measuresOf, type Whose } from './measures';
import { mergeSketches, type Sketch, sketchOf, summaryOf } from './sketch';

export interface CellKey extends Whose {
  connection: string | null;
  topic: string | null;
}

export interface Cell {
  counts: Partial<Record<Measure, number>>;
  sketches: Partial<Record<Duration, Sketch>>;
  /** Hour of the week and how many were opened in it, in turns. */
  load: number[];
}

export interface KeyedCell {
  key: CellKey;
  cell: Cell;
}

/** Of these a day keeps the most frequent ones; what is said more rarely counts in everything else. */
const TOPICS_PER_DAY = 100;

export const EVERYTHING: CellKey = { queue: null, connection: null, agent: null, topic: null };

/** Stored for a topic nobody gave; a key of null says "whichever". */
const NO_TOPIC = '';

/** @param hourOfWeek of a moment in the figures' time zone */
export function cellsOf(all: readonly Facts[], hourOfWeek: (at: Date) => number): KeyedCell[] {
  const topics = frequentTopics(all);
  const gathered = new Map<string, { key: CellKey; parts: Facts[] }>();
  for (const facts of all) {
    for (const key of keysOf(facts, topics)) {
      const name = nameOf(key);
      const known = gathered.get(name);
      if (known) known.parts.push(facts);
      else gathered.set(name, { key, parts: [facts] });
    }
  }
  return [...gathered.values()].map(({ key, parts }) => ({ key, cell: cellOf(parts, key, hourOfWeek) }));
}

export function cellOf(all: readonly Facts[], whose: Whose, hourOfWeek: (at: Date) => number): Cell {
  const counts: Cell['counts'] = {};
  const values = new Map<Duration, number[]>();
  const load = new Map<number, number>();
  for (const facts of all) {
    for (const measure of measuresOf(facts, whose)) {
      counts[measure] = (counts[measure] ?? 0) + 1;
      if (measure === 'opened') add(load, hourOfWeek(facts.openedAt), 1);
    }
    for (const [name, found] of Object.entries(durationsOf(facts, whose)) as [Duration, number[]][]) {
      if (found.length === 0) continue;
      const known = values.get(name);
      if (known) known.push(...found);
      else values.set(name, [...found]);
    }
  }
  const sketches = Object.fromEntries([...values].map(([name, found]) => [name, sketchOf(found)]));
  return { counts, sketches, load: [...load].flat() };
}

export function mergeCells(cells: readonly Cell[]): Cell {
  const counts: Cell['counts'] = {};
  const load = new Map<number, number>();
  for (const cell of cells) {
    for (const [measure, n] of Object.entries(cell.counts) as [Measure, number][])
      counts[measure] = (counts[measure] ?? 0) + n;
    for (let at = 0; at < cell.load.length; at += 2) add(load, cell.load[at] ?? 0, cell.load[at + 1] ?? 0);
  }
  const sketches: Cell['sketches'] = {};
  for (const name of Durations.options) {
    const parts = cells.flatMap((cell) => (cell.sketches[name] ? [cell.sketches[name]] : []));
    if (parts.length > 0) sketches[name] = mergeSketches(parts);
  }
  return { counts, sketches, load: [...load].flat() };
}

/** The same keys together, such as those of the days of a month. */
export function mergeKeyed(cells: readonly KeyedCell[]): KeyedCell[] {
  const gathered = new Map<string, { key: CellKey; parts: Cell[] }>();
  for (const { key, cell } of cells) {
    const name = nameOf(key);
    const known = gathered.get(name);
    if (known) known.parts.push(cell);
    else gathered.set(name, { key, parts: [cell] });
  }
  return [...gathered.values()].map(({ key, parts }) => ({ key, cell: mergeCells(parts) }));
}

export function figuresOf({ counts, sketches }: Cell): Figures {
  const n = (measure: Measure) => counts[measure] ?? 0;
  const share = (part: number, of: number) => (of === 0 ? null : part / of);
  return {
    counts: Object.fromEntries(Measures.options.map((measure) => [measure, n(measure)])) as Figures['counts'],
    durations: Object.fromEntries(
      Durations.options.map((name) => [name, summaryOf(sketches[name] ?? [])]),
    ) as Figures['durations'],
    serviceLevel: share(n('kept'), n('judged')),
    serviceLevelOfAccepted: share(n('acceptedJudged') - n('acceptedLate'), n('acceptedJudged')),
    abandonRate: share(n('abandoned'), n('decided')),
    surveyAnswered: share(n('rated'), n('surveyed')),
    rating: gradesOf(GRADES.map((grade) => n(`rated${grade}`))),
    botRating: gradesOf(GRADES.map((grade) => n(`botRated${grade}`))),
  };
}

const GRADES = [1, 2, 3, 4, 5] as const;

/** @param counts of each grade, from the worst to the best: mean and median are exact */
function gradesOf(counts: readonly number[]): Figures['rating'] {
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const mean = counts.reduce((sum, count, at) => sum + count * (at + 1), 0) / n;
  let passed = 0;
  const median = 1 + counts.findIndex((count) => (passed += count) >= n / 2);
  return { n, mean, median };
}

/** 168 hours, Monday's first. */
export function loadOf({ load }: Cell): number[] {
  const hours = Array.from({ length: 168 }, () => 0);
  for (let at = 0; at < load.length; at += 2) hours[load[at] ?? 0] = load[at + 1] ?? 0;
  return hours;
}

const nameOf = ({ queue, connection, agent, topic }: CellKey): string =>
  JSON.stringify([queue, connection, agent, topic]);

/** Everything, each dimension by itself, and a queue with each of the others. */
function keysOf(facts: Facts, topics: ReadonlySet<string>): CellKey[] {
  const queues = new Set([
    facts.queue,
    ...facts.legs.map(({ queue }) => queue),
    ...facts.holds.map(({ queue }) => queue),
  ]);
  const agents = agentsOf(facts);
  const topic = facts.topic ?? NO_TOPIC;
  const { connection } = facts;
  const keys: CellKey[] = [];
  for (const queue of [null, ...queues]) {
    keys.push({ ...EVERYTHING, queue }, { ...EVERYTHING, queue, connection });
    if (topics.has(topic)) keys.push({ ...EVERYTHING, queue, topic });
    for (const agent of agents) keys.push({ ...EVERYTHING, queue, agent });
  }
  return keys;
}

function frequentTopics(all: readonly Facts[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { topic } of all) add(counts, topic ?? NO_TOPIC, 1);
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return new Set(sorted.slice(0, TOPICS_PER_DAY).map(([topic]) => topic));
}

function add<K>(counts: Map<K, number>, key: K, n: number): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
