/** What makes bots fail, in the contract: why they hand over, and what agents did about it. */
import { z } from 'zod';
import { BotFiguresAnswer } from './botFigures';
import { EscalationScope } from './escalationScope';
import { CsvQuery } from './exports';
import { FiguresQuery } from './figures';
import { Person, id, time } from './fields';

/** By what the customer said last to the bot, or by the topic the bot named. */
export const FailureKind = z.enum(['phrase', 'topic']);
export type FailureKind = z.infer<typeof FailureKind>;

export const FailuresQuery = EscalationScope.pick({ queue: true, connection: true, topic: true }).extend({
  /** Whole days in `zone`; what was opened on them counts. */
  ...FiguresQuery.pick({ from: true, to: true, zone: true }).shape,
  by: FailureKind.default('phrase'),
});
export type FailuresQuery = z.infer<typeof FailuresQuery>;

const Counted = z.object({ id, name: z.string(), count: z.number().int() });

/** How many of a bot's chats ended with one of these: of the hours all its chats are known of, and no others. */
const OfChats = z.object({
  /** Opens the history with as many, as `figure=escalated`. */
  count: z.number().int(),
  chats: z.number().int(),
  share: z.number().min(0).max(1),
  /** The share in as many days before; null: not known, or there were no chats. */
  previous: z.number().min(0).max(1).nullable(),
});
export type OfChats = z.infer<typeof OfChats>;

export const Failure = z.object({
  /** The phrase all others of this group resemble, or the topic; of the history's filter `phrase` or `topic`. */
  key: z.string(),
  count: z.number().int(),
  /** In as many days before; null: those are too many to be compared with. */
  previous: z.number().int().nullable(),
  /** Of all that were escalated. */
  share: z.number().min(0).max(1),
  /** Other phrases of the group, the most frequent first. */
  examples: z.array(z.object({ text: z.string(), count: z.number().int() })),
  /** The number of the newest that said exactly so, or is about it: the history's filter `unlike` names a group by it. */
  newest: z.number().int(),
  /** It only asks for a person. */
  asksForPerson: z.boolean(),
  /** `ofChats` is null where the bot's chats are not known: its `source` in the answer's `bots` says why. */
  bots: z.array(Counted.extend({ ofChats: OfChats.nullable() })),
  /** How they ended, by the id of an outcome, or `own`: the agent's own words; `none`: resolved without one. */
  outcomes: z.array(Counted.extend({ name: z.string().nullable() })),
  resolved: z.number().int(),
  abandoned: z.number().int(),
  /** Still waiting or with an agent. */
  open: z.number().int(),
});
export type Failure = z.infer<typeof Failure>;

export const FailuresAnswer = z.object({
  /** Later than asked for where there is more than is looked at: see `isCut`. */
  from: FiguresQuery.shape.from,
  to: FiguresQuery.shape.to,
  zone: z.string(),
  isCut: z.boolean(),
  /** As many days before `from`. */
  before: z.object({ from: FiguresQuery.shape.from, to: FiguresQuery.shape.to }),
  /** Set while what has happened is still being read: ask again. */
  preparing: z.object({ done: z.number(), of: z.number() }).nullable(),
  /** Everything escalated. */
  total: z.number().int(),
  previous: z.number().int().nullable(),
  /** Of `total`: without a phrase or a topic. */
  unnamed: z.number().int(),
  /** Of `total`: in none of these groups, and not unnamed. */
  others: z.number().int(),
  /** The largest first. A request that resembles two phrases counts in both groups. */
  groups: z.array(Failure),
  /** Bots of these groups, and what is known of their chats; null: chats with bots have no queue, and whoever asks manages some queues. */
  bots: z
    .array(BotFiguresAnswer.shape.bots.element.pick({ id: true, name: true, source: true, hours: true }))
    .nullable(),
  /** There are more groups. */
  more: z.boolean(),
});
export type FailuresAnswer = z.infer<typeof FailuresAnswer>;

export const FailuresCsvQuery = FailuresQuery.extend({
  /** As of the history's CSV. */
  separator: CsvQuery.shape.separator,
});
export type FailuresCsvQuery = z.infer<typeof FailuresCsvQuery>;

/** The history's own filters, so that both mean the same. */
export const AnswersQuery = EscalationScope.pick({
  queue: true,
  connection: true,
  topic: true,
  phrase: true,
  from: true,
  to: true,
});
export type AnswersQuery = z.infer<typeof AnswersQuery>;

export const FailureAnswers = z.object({
  /** Of each owner: accepted → released, transferred, resolved or abandoned, in seconds; null: nobody had one. */
  handle: z.object({ n: z.number().int(), median: z.number(), p90: z.number() }).nullable(),
  /** Resolved, not rated badly, and the customer not back within a day: so many were looked at, the newest. */
  goodEnds: z.number().int(),
  /** What agents wrote towards those ends and not everywhere else, what most of them wrote first. */
  answers: z.array(
    z.object({
      text: z.string(),
      /** Good ends with a message like it. */
      count: z.number().int(),
      /** Where it was written, in the newest of them that has just these words. */
      escalation: z.object({ id, number: z.number().int() }),
      seq: z.number().int(),
      agent: Person,
      at: time,
    }),
  ),
});
export type FailureAnswers = z.infer<typeof FailureAnswers>;

/** One line of JSON lines. */
export const ExportedFailure = Failure.extend({
  by: FailureKind,
  from: FailuresAnswer.shape.from,
  to: FailuresAnswer.shape.to,
  before: FailuresAnswer.shape.before,
  handle: FailureAnswers.shape.handle,
  goodEnds: FailureAnswers.shape.goodEnds,
  answers: z.array(FailureAnswers.shape.answers.element.extend({ url: z.string() })),
});
export type ExportedFailure = z.infer<typeof ExportedFailure>;
