/** Queues in the contract: where escalations wait, and the service targets for those who wait. */
import { z } from 'zod';
import { LIMITS, id, text, time, timeZone } from './fields';
import { SurveySettings } from './surveys';
import { WrapUpPart } from './wrapUp';

/** A wall-clock time, `09:00`; `24:00` is the end of the day. */
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Give a time like 09:30.');
/** Opening and closing; a closing at or before the opening is on the next day. */
const span = z.tuple([clock, clock]);
const day = z.array(span).max(5).default([]);

export const Hours = z.object({
  timeZone,
  week: z.object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
  /** Days nobody works, in the queue's time zone. */
  holidays: z.array(z.iso.date()).max(400).default([]),
});
export type Hours = z.infer<typeof Hours>;

export const ServiceTargets = z.object({
  /** Null: always open. Timers run only while the queue is open. */
  hours: Hours.nullable(),
  /** An escalation should be claimed within this time (the service level target); null: no target. */
  targetSeconds: z.number().int().min(10).max(604_800).nullable(),
  /** Who is named in the channel when the target has gone by. */
  onCall: z.object({ id, name: z.string() }).nullable(),
  /** Where an escalation goes when nobody came for a second target. */
  secondQueueId: id.nullable(),
  /** An owner who lets a customer wait this long is reminded, and after as long again loses the escalation. */
  silentOwnerMinutes: z.number().int().min(1).max(10_080).nullable(),
  /** A customer who says nothing for this long is asked, and after as long again the escalation ends. */
  silentCustomerMinutes: z.number().int().min(1).max(43_200).nullable(),
  silentCustomerEnds: z.enum(['resolve', 'abandon']),
  /** Outside hours: the customer may leave a message, or goes back to the bot. */
  whenClosed: z.enum(['leaveMessage', 'backToBot']),
  /** What the customer reads then, instead of the desk's own words. */
  closedWords: text(1_000).nullable(),
  /** By whom escalations are taken: whoever claims, or the least busy agent it is offered to. */
  assignment: z.enum(['claim', 'automatic']),
  /** How long an offer stands. */
  offerSeconds: z.number().int().min(10).max(3_600),
  /**
   * Who has not read what a customer of theirs wrote, and does not look at their tab, is told by the desk's bot, and
   * again each time so many minutes have gone by; null: told once.
   */
  unreadMinutes: z.number().int().min(1).max(1_440).nullable(),
});
export type ServiceTargets = z.infer<typeof ServiceTargets>;

/** Why a queue's channel takes no cards any more. */
export const ChannelLoss = z.enum(['channelDeleted', 'teamArchived', 'teamDeleted', 'appRemoved']);
export type ChannelLoss = z.infer<typeof ChannelLoss>;

export const Queue = z.object({
  id,
  name: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  channelId: z.string().nullable(),
  channelName: z.string().nullable(),
  /** Null while its channel takes cards; a queue without one says so by `channelId`. */
  channelLost: ChannelLoss.nullable(),
  isDefault: z.boolean(),
  waiting: z.number().int(),
  serviceTargets: ServiceTargets,
  /** The same, under its old name; goes with the next release. */
  promises: ServiceTargets,
  /** What an agent has to say before resolving. */
  wrapUpRequires: z.array(WrapUpPart),
  /** What customers are asked once an agent has helped them; null: nothing. */
  survey: SurveySettings.nullable(),
  /** Whether somebody should be there now, and if not, when again. */
  open: z.boolean(),
  opensAt: time.nullable(),
  /** Grows with every change; send it back with one, so that two managers do not undo each other. */
  version: z.number().int(),
});
export type Queue = z.infer<typeof Queue>;

export const NewQueue = z.object({
  name: text(LIMITS.name),
  teamId: id,
  channelId: id,
  isDefault: z.boolean().optional(),
});
export type NewQueue = z.infer<typeof NewQueue>;

export const QueueChange = z.object({
  name: text(LIMITS.name).optional(),
  channelId: id.optional(),
  isDefault: z.literal(true).optional(),
  serviceTargets: ServiceTargets.partial().optional(),
  /** `serviceTargets` under its old name; goes with the next release. */
  promises: ServiceTargets.partial().optional(),
  wrapUpRequires: z.array(WrapUpPart).max(WrapUpPart.options.length).optional(),
  survey: SurveySettings.nullable().optional(),
  /** The version the change was made from; a stale one is refused with `changed_meanwhile`. */
  version: z.number().int().optional(),
});
export type QueueChange = z.infer<typeof QueueChange>;
