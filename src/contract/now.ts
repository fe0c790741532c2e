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
  /** Seconds the longest waiting customer has waited; null when nobody waits. */
  longestWait: z.number().nullable(),
  /** Past the service target, messages left among them. */
  late: z.number().int(),
  claimed: z.number().int(),
  /** Of these, how many are on hold, and how many of those for longer than was said. */
  onHold: z.number().int(),
  holdsRanOut: z.number().int(),
  /** Since midnight in the time zone of the queue's opening hours; of a queue that is always open, in the one asked in. */
  openedToday: z.number().int(),
  answeredInTime: z.number().int(),
  /** Whether it promises a time in which escalations are claimed; without one nothing is in time, or late. */
  hasTarget: z.boolean(),
  /**
   * The service level of today, as figures over time define it: claimed in time ÷ (claimed in time + missed), 0…1; null
   * before the first, and without a service target. What was missed here counts here, wherever it went.
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
