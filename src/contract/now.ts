/** What managers see of the moment: every queue, everybody who answers. */
import { z } from 'zod';
import { Agent } from './agents';
import { id, time, timeZone } from './fields';

/** How a queue stood some five minutes ago. */
const QueueBefore = z.object({
  at: time,
  waiting: z.number().int(),
  longestWait: z.number().nullable(),
  claimed: z.number().int(),
  available: z.number().int(),
});

/** Since when today is. */
export const TodayQuery = z.object({
  /** The reader's own. */
  zone: timeZone.default('UTC'),
});
export type TodayQuery = z.infer<typeof TodayQuery>;

export const QueueNow = z.object({
  queue: z.object({ id, name: z.string() }),
  /** For a person; who left a message is counted apart. */
  waiting: z.number().int(),
  /** Messages left that nobody has claimed: instead of waiting, or outside opening hours. */
  leftMessages: z.number().int(),
  /** Seconds since the one that has waited longest in this queue came into it, as figures define a wait; null when nobody waits. */
  longestWait: z.number().nullable(),
  /** Past the service target, messages left among them. */
  late: z.number().int(),
  claimed: z.number().int(),
  /** Of these, how many are on hold, and how many of those for longer than was said. */
  onHold: z.number().int(),
  holdsRanOut: z.number().int(),
  /** The day it is in the time zone of its opening hours, or, always open, in the one asked in; figures of it count the same. */
  today: z.object({ day: z.iso.date(), zone: timeZone }),
  /** Of what was opened today. Null, these three: still being counted. */
  openedToday: z.number().int().nullable(),
  answeredInTime: z.number().int().nullable(),
  /** Of which it is known whether they were claimed in time. */
  judgedToday: z.number().int().nullable(),
  /** Whether it promises a time in which escalations are claimed; without one nothing is in time, or late. */
  hasTarget: z.boolean(),
  /**
   * The service level of today, as figures over time define it: claimed in time ÷ (claimed in time + missed), 0…1; null
   * before the first, and where nothing was promised. What was missed here counts here, wherever it went.
   */
  serviceLevel: z.number().min(0).max(1).nullable(),
  /** Agents of its team who are available now. */
  available: z.number().int(),
  /** Null: nobody looked then, as when the desk has just started. */
  before: QueueBefore.nullable(),
});
export type QueueNow = z.infer<typeof QueueNow>;

export const DeskNow = z.object({
  /** All of it is of this moment. */
  at: time,
  queues: z.array(QueueNow),
  agents: z.array(Agent),
  /** How long agents stay available after their tab has closed. */
  staysAvailableMinutes: z.number().int(),
});
export type DeskNow = z.infer<typeof DeskNow>;

/** Which queues a big screen shows; none: all of them. */
export const WallLinkBody = z.object({ queueIds: z.array(z.guid()).max(24) });
export const WallLink = z.object({ url: z.string() });
export type WallLink = z.infer<typeof WallLink>;
