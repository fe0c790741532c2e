/** What the desk does through Microsoft Graph, and how that goes. */
import { z } from 'zod';
import { Person, time } from './fields';

/** How an owner who does not look at the tab is told that a customer wrote: by the bot in their chat, or in Teams' activity feed. */
export const TellBy = z.enum(['chat', 'feed']);
export type TellBy = z.infer<typeof TellBy>;

/** Which presence in Teams takes an available agent out of the offers: none, a call or presentation, or every one. */
export const FollowPresence = z.enum(['off', 'calls', 'all']);
export type FollowPresence = z.infer<typeof FollowPresence>;

/** Whether the desk adds its app for a customer a Copilot Studio agent hands over, who does not have it. */
export const AddApp = z.enum(['off', 'customers']);
export type AddApp = z.infer<typeof AddApp>;

/** Why Teams counts somebody as busy or away. */
export const TeamsReason = z.enum([
  'inACall',
  'presenting',
  'doNotDisturb',
  'inAMeeting',
  'busy',
  'beRightBack',
  'away',
  'outOfOffice',
  'offline',
]);
export type TeamsReason = z.infer<typeof TeamsReason>;

/** How one use of Graph goes; it fails now when `failedAt` is the later one. */
export const GraphUseHealth = z.object({
  workedAt: time.nullable(),
  failedAt: time.nullable(),
  /** Why it failed last, and what to do about it. */
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
});
export type GraphUseHealth = z.infer<typeof GraphUseHealth>;

export const GraphSettings = z.object({
  tellBy: TellBy,
  followPresence: FollowPresence,
  addApp: AddApp,
  /** Whether the desk has an app to call Graph with; what to set when it has none. */
  isSetUp: z.boolean(),
  setUp: z.string().nullable(),
  feed: GraphUseHealth,
  presence: GraphUseHealth,
  install: GraphUseHealth,
  changedAt: time.nullable(),
  changedBy: Person.nullable(),
});
export type GraphSettings = z.infer<typeof GraphSettings>;

export const GraphSettingsChange = z.object({
  tellBy: TellBy.optional(),
  followPresence: FollowPresence.optional(),
  addApp: AddApp.optional(),
});
export type GraphSettingsChange = z.infer<typeof GraphSettingsChange>;
