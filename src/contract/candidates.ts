/** Why nobody gets an escalation that waits: what keeps it from each who could. */
import { z } from 'zod';
import { Presence } from './agents';
import { Person, id, time } from './fields';
import { TeamsReason } from './graph';
import { EscalationStatus } from './kinds';
import { ChannelLoss } from './queues';

/** What keeps an escalation from one person. */
export const Obstacle = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notOfTeam') }),
  /** They have never opened the tab. */
  z.object({ kind: z.literal('neverHere') }),
  z.object({ kind: z.literal('away'), teamsSays: TeamsReason.nullable() }),
  z.object({ kind: z.literal('busy'), teamsSays: TeamsReason.nullable() }),
  /** Available, they said, but no tab of theirs is open any more. */
  z.object({ kind: z.literal('offline'), since: time.nullable() }),
  /** `load` counts what is offered to them, too. */
  z.object({ kind: z.literal('full'), load: z.number().int(), capacity: z.number().int() }),
  /** A manager who has not said that they want to be offered chats. */
  z.object({ kind: z.literal('managerUnasked') }),
  z.object({ kind: z.literal('declines') }),
  z.object({ kind: z.literal('lacksSkill'), skill: z.string() }),
  /** They let an offer of it go by; `againAt`: when they may be asked once more. */
  z.object({ kind: z.literal('passed'), againAt: time.nullable() }),
  /** They had it, and it went back to the queue from them. */
  z.object({ kind: z.literal('takenFrom') }),
]);
export type Obstacle = z.infer<typeof Obstacle>;

export const Candidate = z.object({
  id,
  name: z.string(),
  presence: Presence,
  isOfTeam: z.boolean(),
  load: z.number().int(),
  capacity: z.number().int().nullable(),
  /** None: nothing keeps it from them. */
  obstacles: z.array(Obstacle),
});
export type Candidate = z.infer<typeof Candidate>;

export const Candidates = z.object({
  status: EscalationStatus,
  /** Who has it, once it waits no more. */
  assigneeName: z.string().nullable(),
  queue: z.string(),
  /** `claim`: nobody is asked, whoever wants to takes it. */
  assignment: z.enum(['claim', 'automatic']),
  open: z.boolean(),
  /** When its queue opens; null while it is open, or never. */
  opensAt: time.nullable(),
  /** Its queue's channel takes no cards: nobody sees it there. */
  channelLost: ChannelLoss.nullable(),
  hasChannel: z.boolean(),
  requiredSkill: z.string().nullable(),
  offer: z.object({ to: Person, until: time }).nullable(),
  /** People of the queue's team. */
  members: z.number().int(),
  /** Those of the team, and of others those who are available; 200 at most, whom least keeps from it first. */
  candidates: z.array(Candidate),
});
export type Candidates = z.infer<typeof Candidates>;
