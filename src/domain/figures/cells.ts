/** Roll-ups: the figures of a day, or a month, of everything together and of each queue, bot, agent and topic. Pure. */
import type { Duration, Figures, Measure } from '../../contract/figures';
import { Duration as Durations, Measure as Measures } from '../../contract/figures';
import type { Whose } from './measures';
import { type Sketch, summaryOf } from './sketch';

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

export const EVERYTHING: CellKey = { queue: null, connection: null, agent: null, topic: null };

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

export const nameOf = ({ queue, connection, agent, topic }: CellKey): string =>
  JSON.stringify([queue, connection, agent, topic]);
