/** What happened to an escalation, in the contract. */
import { z } from 'zod';
import { LIMITS, MAX_SEQ, Person, id, time } from './fields';
import { ActorKind, EventType } from './kinds';
import { PassedOver } from './passedOver';

const EventPlace = z.object({
  agent: Person.nullable(),
  queue: z.object({ id, name: z.string() }).nullable(),
});

export const EscalationEvent = z.object({
  /** The escalation's version this event made. */
  version: z.number().int(),
  type: EventType,
  at: time,
  actor: z.object({
    kind: ActorKind,
    id: z.string().nullable(),
    name: z.string(),
  }),
  /** One plain sentence: "Transferred to Billing". */
  summary: z.string(),
  /** Its place in the talk: the seq of the message it came after. */
  afterSeq: z.number().int(),
  /** What was given as the reason: of a release, in words; of an end, its outcome. */
  reason: z.string().nullable(),
  /** Whose it was, or who let it go by; the queue it left. */
  from: EventPlace,
  /** Whose it became, or who was asked or reminded; the queue it came to, or went back to. */
  to: EventPlace,
  /** Of an offer, for managers of its queue: who was passed over; null: it is none, or from before that was kept. */
  passedOver: PassedOver.nullable(),
});
export type EscalationEvent = z.infer<typeof EscalationEvent>;

export const EventsAfter = z.object({
  /** Those after this version: what one knows already. */
  after: z.coerce.number().int().min(0).max(MAX_SEQ).default(0),
  limit: z.coerce.number().int().min(1).max(LIMITS.eventsPage).default(LIMITS.eventsPage),
});
