/** Which escalations are meant: one shape for the list, the search, the count and every figure that is opened. */
import { z } from 'zod';
import { LIMITS, id, timeZone } from './fields';
import { Measure } from './figures';
import { EscalationStatus } from './kinds';

const SECONDS_OF_A_YEAR = 366 * 86_400;
const moment = z.iso.datetime({ offset: true });

export const EscalationScope = z.object({
  status: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(EscalationStatus).min(1).max(4))
    .optional(),
  queue: z.guid().optional(),
  /** An agent's id, or `me`. */
  assignee: id.optional(),
  connection: z.guid().optional(),
  /** Opened at this moment or later. */
  from: moment.optional(),
  /** Opened before this moment. */
  to: moment.optional(),
  /** An outcome of the managers' list by its id; `none`: no outcome at all; `own`: the agent's own words. */
  outcome: z.union([z.guid(), z.enum(['none', 'own'])]).optional(),
  /** A tag of the managers' list by its id. */
  tag: z.guid().optional(),
  /** What the customer answered, of five, one or several; `any`: something; `none`: asked, and not answered. */
  rating: z
    .union([
      z.enum(['any', 'none']),
      z
        .string()
        .regex(/^[1-5](,[1-5]){0,4}$/, 'Give one or several of 1 to 5, any, or none.')
        .transform((list) => list.split(',').map(Number)),
    ])
    .optional(),
  /** Of the customer, as bots and channels name it: `de` finds `de-AT`, too. */
  language: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z]{2,8}$/, 'Give a language by its code, such as en.')
    .optional(),
  /** A captured variable, by its name, in whichever case. */
  variable: z.string().trim().min(1).max(LIMITS.name).optional(),
  /** With `variable`: what it is, whole, in whichever case. */
  value: z.string().trim().max(LIMITS.searchText).optional(),
  /** Somebody sent a file or a picture. */
  file: z.literal('any').optional(),
  /** Something that was said did not reach the customer. */
  delivery: z.literal('failed').optional(),
  /** On hold now, or so that its time is over. */
  hold: z.enum(['any', 'ranOut']).optional(),
  /** Waits longer than its queue's service target. */
  overdue: z.literal('any').optional(),
  /** Customers who left a message, and wait for no person; or all but them. */
  leftMessage: z.enum(['any', 'none']).optional(),
  /** Waited longer than so many seconds until an agent had it, or it ended, or until now. */
  waited: z.coerce.number().int().min(0).max(SECONDS_OF_A_YEAR).optional(),
  /** Tests of connections: left out, or nothing else; absent: among all others. */
  test: z.enum(['without', 'only']).optional(),
  /** Words to look for, as docs/search.md says; a space at the end says that the last word is whole. */
  q: z.string().max(LIMITS.historySearch, `Search for at most ${LIMITS.historySearch} characters.`).optional(),
  /**
   * What a figure counts, wherever it is now: see docs/figures.md; without `figureQueue`, in any queue. `escalated`: of
   * bots whose chats of that hour are known; an hour belongs to the day it begins on.
   */
  figure: Measure.or(z.literal('escalated')).optional(),
  /** With `figure`: in this queue, such as the one that missed its target. */
  figureQueue: z.guid().optional(),
  /** With `figure`: of this agent, or `me`. */
  figureAgent: id.optional(),
  /** Exactly this topic; empty: without one. */
  topic: z.string().max(400).optional(),
  /** `topic`: without a topic, as an empty `topic` says; `phrase`: nothing is known of what the customer said last. */
  unnamed: z.enum(['topic', 'phrase']).optional(),
  /** Opened in this hour of the week: Monday's first is 0. */
  hour: z.coerce.number().int().min(0).max(167).optional(),
  /** The time zone of `hour`; UTC unless said. */
  hourZone: timeZone.optional(),
  /**
   * In none of these groups: `phrase`, or `topic`, and the numbers of escalations that name one each. Their own phrase
   * resembles none of theirs, or their topic is another; who has none is left out. See docs/failures.md.
   */
  unlike: z
    .string()
    .regex(/^(phrase|topic):\d{1,15}(,\d{1,15}){0,49}$/, 'Give phrase or topic and up to 50 numbers, like phrase:7,12.')
    .optional(),
  /** The customer's last phrase to the bot resembles this one: see docs/failures.md. */
  phrase: z.string().min(1).max(LIMITS.historySearch).optional(),
});
export type EscalationScope = z.infer<typeof EscalationScope>;

/** A scope with how its list is read. */
export const EscalationFilter = EscalationScope.extend({
  /** `me`: those the asker was asked for advice in, or joined. */
  colleague: z.literal('me').optional(),
  /** `colleague` under its old name; goes with the next release. */
  helper: z.literal('me').optional(),
  /** `me`: those that wait and are offered to the asker. */
  offered: z.literal('me').optional(),
  /** `me`: those with messages of the customer that the asker has not read. */
  unread: z.literal('me').optional(),
  /**
   * `newest` (default) and `oldest` by opening time; `waited`: who waited longest until an agent had it, first;
   * `longest`: the most urgent first, then the longest waiting; `unanswered`: the customer who waits longest for the
   * owner's word first, and behind them those who wait for none.
   */
  order: z.enum(['newest', 'oldest', 'waited', 'longest', 'unanswered']).default('newest'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSize).default(50),
});
export type EscalationFilter = z.infer<typeof EscalationFilter>;

/** Where in an escalation the words of a search stand. */
export const SearchHit = z.object({
  /** What it stands in: a message, a note, a variable, somebody's name, what bot, agent or customer said of it all. */
  where: z.enum(['message', 'note', 'variable', 'name', 'topic', 'summary', 'rating']),
  /** Who said it; null where nobody did. */
  label: z.string().nullable(),
  /** Of a message or a note: its place in the transcript. */
  seq: z.number().int().nullable(),
  /** A line of it around the words. */
  text: z.string(),
  /** The words in `text`: from, and to before. */
  ranges: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const EscalationCount = z.object({
  count: z.number().int(),
  /** There are more than were counted. */
  isMore: z.boolean(),
});
export type EscalationCount = z.infer<typeof EscalationCount>;
