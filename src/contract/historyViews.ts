/** Views of the history in the contract: what somebody chose to see, kept under a name or sent as a link. */
import { z } from 'zod';
import { LIMITS, id, text } from './fields';

/** As people choose: of the list's filters, with days as days and waits in minutes. What is left out is any. */
export const ViewField = z.enum([
  'q',
  'status',
  'queue',
  'connection',
  'assignee',
  'from',
  'to',
  /** The time zone these days are of; absent: the reader's own. */
  'zone',
  /** Opened within so many days, today among them. */
  'days',
  'outcome',
  'tag',
  'rating',
  'language',
  'variable',
  'value',
  'file',
  'delivery',
  'hold',
  'leftMessage',
  'overdue',
  'waited',
  'test',
  /** What a figure counts, and in which queue, of which agent, about which topic. */
  'figure',
  'figureQueue',
  'figureAgent',
  'topic',
  /** What has no topic, or no last phrase. */
  'unnamed',
  /** Opened in this hour of the week, from 0: Monday's first. */
  'hour',
  /** In none of these groups of what makes bots fail. */
  'unlike',
  /** What the customer said last to the bot resembles this. */
  'phrase',
  'order',
  /** Those shown, with commas between them. */
  'columns',
]);
export type ViewField = z.infer<typeof ViewField>;

export const ViewShows = z.partialRecord(ViewField, z.string().max(LIMITS.historySearch));
export type ViewShows = z.infer<typeof ViewShows>;

export const HistoryLinkBody = z.object({
  shows: ViewShows,
  /** The chat that is open over it. */
  escalationId: z.guid().optional(),
});
export const HistoryLink = z.object({ url: z.string() });
export type HistoryLink = z.infer<typeof HistoryLink>;

export const HistoryView = z.object({
  id,
  name: z.string(),
  /** Everybody's, kept by managers; else the asker's own. */
  shared: z.boolean(),
  shows: ViewShows,
  changedBy: z.string(),
  /** Grows with every change; send it back with one. */
  version: z.number().int(),
  can: z.object({ change: z.boolean() }),
});
export type HistoryView = z.infer<typeof HistoryView>;

export const NewHistoryView = z.object({
  name: text(LIMITS.viewName),
  shows: ViewShows,
  shared: z.boolean().default(false),
});
export type NewHistoryView = z.infer<typeof NewHistoryView>;

export const HistoryViewChange = z.object({
  name: text(LIMITS.viewName).optional(),
  shows: ViewShows.optional(),
  /** The version the change was made from; a stale one is refused with `changed_meanwhile`. */
  version: z.number().int().optional(),
});
export type HistoryViewChange = z.infer<typeof HistoryViewChange>;
