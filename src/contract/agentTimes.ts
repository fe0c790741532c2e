/** Time in state in the contract: how long each agent was available, busy, away or offline. */
import { z } from 'zod';
import { AgentStateKind } from './agents';
import { FiguresQuery } from './figures';
import { id, time } from './fields';

export const AgentTimesQuery = FiguresQuery.pick({ from: true, to: true, zone: true }).extend({
  /** Only theirs; `me`: one's own, which agents may ask for, too. */
  agent: id.optional(),
});
export type AgentTimesQuery = z.infer<typeof AgentTimesQuery>;

export const AgentTime = z.object({
  id,
  name: z.string(),
  /** Seconds; what was before the first record of them is in none. */
  available: z.number().int(),
  busy: z.number().int(),
  away: z.number().int(),
  offline: z.number().int(),
  /** Available and busy. */
  worked: z.number().int(),
  /** How often a manager set it. */
  setByManagers: z.number().int(),
  /** What held from when until when; of one agent, or of a period of up to 7 days, and 500 at most, the latest. */
  spans: z.array(
    z.object({
      state: AgentStateKind,
      from: time,
      to: time,
      /** The manager who set it, and why. */
      by: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type AgentTime = z.infer<typeof AgentTime>;

export const AgentTimes = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  zone: z.string(),
  /** The period as moments, for a timeline; a day may have 23 or 25 hours. */
  begins: time,
  ends: time,
  /** Nothing is known of before; null: of nobody anything yet. */
  recordedSince: time.nullable(),
  agents: z.array(AgentTime),
});
export type AgentTimes = z.infer<typeof AgentTimes>;
