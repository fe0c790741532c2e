/** Figures over time in the contract: what is counted, what is measured, of what and when. */
import { z } from 'zod';
import { id, timeZone } from './fields';

/** Counts of escalations; each opens the history with the same escalations. */
export const Measure = z.enum([
  'opened',
  'entered',
  'accepted',
  'judged',
  'kept',
  'missed',
  'acceptedJudged',
  'acceptedLate',
  'noTarget',
  'decided',
  'abandoned',
  'shortAbandoned',
  'endedUnclaimed',
  'movedOut',
  'movedIn',
  'overflowed',
  'handedOn',
  'answered',
  'unanswered',
  'resolved',
  'waiting',
  'claimed',
  /** Asked how it was, and answered; from the worst of five to the best. */
  'surveyed',
  'rated',
  'rated1',
  'rated2',
  'rated3',
  'rated4',
  'rated5',
  /** What the bot's own survey told. */
  'botRated',
  'botRated1',
  'botRated2',
  'botRated3',
  'botRated4',
  'botRated5',
]);
export type Measure = z.infer<typeof Measure>;

/** Durations, in seconds; `…Open` count opening hours alone. */
export const Duration = z.enum([
  'wait',
  'waitOpen',
  'accept',
  'first',
  'firstOpen',
  'response',
  'handle',
  /** Of the handling. */
  'onHold',
  'resolution',
  'resolutionOpen',
]);
export type Duration = z.infer<typeof Duration>;

const Share = z.number().min(0).max(1).nullable();

const Grades = z.object({ n: z.number().int(), mean: z.number(), median: z.number() }).nullable();

export const Figures = z.object({
  counts: z.record(Measure, z.number().int()),
  /** Null: nothing was measured. Above two minutes median and 90th percentile are right to within one per cent. */
  durations: z.record(
    Duration,
    z.object({ n: z.number().int(), mean: z.number(), median: z.number(), p90: z.number() }).nullable(),
  ),
  /** Kept ÷ all that were promised a time, misses that moved away among them; null: no target, or nothing to judge. */
  serviceLevel: Share,
  /** Accepted in time ÷ accepted; null: no target, or nothing accepted. */
  serviceLevelOfAccepted: Share,
  /** Abandoned ÷ entered, without short abandons, ends by the desk and overflow; null: nothing to judge. */
  abandonRate: Share,
  /** Answered ÷ asked how it was; null: nobody was asked. */
  surveyAnswered: Share,
  /** Of five, however it was asked; null: nobody answered. */
  rating: Grades,
  /** The same of what bots' own surveys told. */
  botRating: Grades,
});
export type Figures = z.infer<typeof Figures>;

export const FigureDimension = z.enum(['queue', 'connection', 'agent', 'topic']);
export type FigureDimension = z.infer<typeof FigureDimension>;

const day = z.iso.date('Give a day like 2026-11-26.');

export const FiguresQuery = z.object({
  /** The first and the last day, both of them whole, in `zone`; what was opened on them is counted. */
  from: day,
  to: day,
  zone: timeZone.default('UTC'),
  queue: z.guid().optional(),
  connection: z.guid().optional(),
  /** An agent's id, or `me`: one's own, which agents may ask for, too. See docs/figures.md for who sees whose. */
  agent: id.optional(),
  topic: z.string().max(400).optional(),
  /** One row each, the busiest first. */
  by: FigureDimension.optional(),
});
export type FiguresQuery = z.infer<typeof FiguresQuery>;

export const FiguresAnswer = z.object({
  from: day,
  to: day,
  zone: z.string(),
  /** As many days before `from`, to compare with. */
  before: z.object({ from: day, to: day }),
  /** Set while figures of this time zone are being made ready: ask again. */
  preparing: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  total: Figures,
  previous: Figures,
  /** By day, of more than three months by month; only those on which something was opened. */
  series: z.array(z.object({ from: day, grain: z.enum(['day', 'month']), figures: Figures })),
  rows: z.array(
    z.object({
      /** An id, or a topic; null: without one. */
      key: z.string().nullable(),
      name: z.string().nullable(),
      /** Its queue or bot has been removed, or the agent is on no team any more. */
      gone: z.boolean(),
      figures: Figures,
      previous: Figures,
    }),
  ),
  /** There are more rows. */
  more: z.boolean(),
  /** Opened by hour of the week in `zone`: Monday's 24 first. */
  load: z.array(z.number().int()).length(168),
});
export type FiguresAnswer = z.infer<typeof FiguresAnswer>;
