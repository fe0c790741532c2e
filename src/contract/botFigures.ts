/** How many chats bots had, and how they ended: what managers read of it, and what bots' authors report. */
import { z } from 'zod';
import { ConnectionKind } from './connections';
import { FiguresAnswer, FiguresQuery } from './figures';
import { id, time } from './fields';

export const BotFiguresQuery = FiguresQuery.pick({ from: true, to: true, zone: true, connection: true });
export type BotFiguresQuery = z.infer<typeof BotFiguresQuery>;

const Share = z.number().min(0).max(1).nullable();

export const BotFigures = z.object({
  /** All that ended. */
  chats: z.number().int(),
  /** Ended with a handoff; opens the history with the same escalations, as `figure=escalated`. */
  escalated: z.number().int(),
  /** The bot said so, or the customer confirmed it. */
  resolved: z.number().int(),
  /** Went quiet, or was left unanswered: nobody said that they were helped. */
  gaveUp: z.number().int(),
  /** Without a handoff; how they ended was not reported. */
  unknown: z.number().int(),
  /** Escalated ÷ chats; null: there were none. */
  escalationRate: Share,
  /** Not escalated ÷ chats: resolved, given up and not known together. */
  deflection: Share,
  resolvedRate: Share,
  gaveUpRate: Share,
});
export type BotFigures = z.infer<typeof BotFigures>;

/**
 * Where the figures are from: `counted` by the desk, through which all chats of this bot pass; `reported` by the bot's
 * author; `notReported`, and so not known; `notCounted`: all of it was before the desk counted chats.
 */
export const BotSource = z.enum(['counted', 'reported', 'notReported', 'notCounted']);
export type BotSource = z.infer<typeof BotSource>;

const BotRow = z.object({
  id,
  name: z.string(),
  kind: ConnectionKind,
  /** It has been removed. */
  gone: z.boolean(),
  source: BotSource,
  /** Hours of the period that have begun, and those of which all chats are known. */
  hours: z.object({ known: z.number().int(), of: z.number().int() }),
  /** Null: not known. */
  figures: BotFigures.nullable(),
  previous: BotFigures.nullable(),
});

export const BotFiguresAnswer = FiguresAnswer.pick({
  from: true,
  to: true,
  zone: true,
  before: true,
  preparing: true,
}).extend({
  /** The desk counts chats from this hour on. */
  countedSince: time,
  /** Of all bots whose chats are known; null: of none they are. */
  total: BotFigures.nullable(),
  previous: BotFigures.nullable(),
  /** By day, of more than three months by month; only those with chats. */
  series: z.array(FiguresAnswer.shape.series.element.omit({ figures: true }).extend({ figures: BotFigures })),
  /** The busiest first. */
  bots: z.array(BotRow),
  /** There are more bots. */
  more: z.boolean(),
});
export type BotFiguresAnswer = z.infer<typeof BotFiguresAnswer>;

export const REPORT_LIMITS = {
  /** In one call: six weeks. */
  hours: 1_008,
  /** Of one hour. */
  chats: 10_000_000,
  /** How old an hour may be. */
  days: 731,
} as const;

const count = z
  .number()
  .int('Give a whole number.')
  .min(0)
  .max(REPORT_LIMITS.chats, `At most ${REPORT_LIMITS.chats} in one hour.`)
  .default(0);

/** An hour as all clocks of the world have it. */
const hour = z.iso
  .datetime({ offset: true, error: 'Give the hour’s beginning, such as 2026-11-26T14:00:00Z.' })
  .transform((text) => new Date(text))
  .refine(
    (at) => at.getTime() % 3_600_000 === 0,
    'Give the beginning of an hour of UTC, such as 2026-11-26T14:00:00Z.',
  );

export const NewBotReport = z.object({
  hours: z
    .array(
      z.object({
        hour,
        /** Chats that ended in this hour without a handoff; those with one the desk counts itself. */
        resolved: count,
        gaveUp: count,
        unknown: count,
        /** False: the hour is not known after all, as if it had never been reported. */
        known: z.boolean().default(true),
      }),
    )
    .min(1, 'Report one hour at least.')
    .max(REPORT_LIMITS.hours, `At most ${REPORT_LIMITS.hours} hours in one call.`),
});
export type NewBotReport = z.infer<typeof NewBotReport>;

/** `from` up to and without `to`. */
export const BotReportQuery = z.object({ from: hour, to: hour });

/** What the desk has of these hours, those that are known; the first first. */
export const BotReport = z.object({
  hours: z.array(
    z.object({
      hour: time,
      chats: z.number().int(),
      /** As the desk counts them, a few seconds later. */
      escalated: z.number().int(),
      resolved: z.number().int(),
      gaveUp: z.number().int(),
      unknown: z.number().int(),
    }),
  ),
});
export type BotReport = z.infer<typeof BotReport>;
