/** The people who answer: whether they are there, what they can do, how much they have. */
import { z } from 'zod';
import { id, text, time } from './fields';
import { TeamsReason } from './graph';

export const Presence = z.enum(['available', 'busy', 'away']);
export type Presence = z.infer<typeof Presence>;

/** How somebody is: what they say, or that no tab of theirs has been open for a while. */
export const AgentStateKind = z.enum([...Presence.options, 'offline']);
export type AgentStateKind = z.infer<typeof AgentStateKind>;

/** A manager says for somebody how they are. */
export const SetPresence = z.object({ presence: z.enum(['available', 'away']), reason: text(200) });
export type SetPresence = z.infer<typeof SetPresence>;

/** By whom somebody's presence was set, and why. */
export const PresenceSet = z.object({ by: z.string(), reason: z.string(), at: time });
export type PresenceSet = z.infer<typeof PresenceSet>;

/** Agents one may transfer to, or filter by. */
export const Agent = z.object({
  id,
  name: z.string(),
  queueIds: z.array(z.string()),
  /** As they say; somebody whose tab closed a while ago is away. */
  presence: Presence,
  /** Why Teams has them busy or away though they said they are available. */
  teamsSays: TeamsReason.nullable(),
  /** A manager set it, and they have not said otherwise since. */
  setBy: PresenceSet.nullable(),
  /** When their last tab closed; null while one is open, or when it never was. */
  tabClosedAt: time.nullable(),
  skills: z.array(z.string()),
  /** How many escalations at once; null: as many as they like. */
  capacity: z.number().int().nullable(),
  /** Open escalations of theirs. */
  load: z.number().int(),
});
export type Agent = z.infer<typeof Agent>;

export const MyChange = z.object({
  presence: Presence.optional(),
  /** Whether they want to be offered chats; of managers nobody assumes it. */
  takesOffers: z.boolean().optional(),
  /** They have read who sees figures about them. */
  agentFiguresRead: z.literal(true).optional(),
});
export type MyChange = z.infer<typeof MyChange>;

export const AgentChange = z.object({
  skills: z.array(text(60)).max(50).optional(),
  capacity: z.number().int().min(1).max(1_000).nullable().optional(),
});
export type AgentChange = z.infer<typeof AgentChange>;
