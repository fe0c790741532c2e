/** What a bot may ask before it hands over, and what it is told. Pure. */
import { z } from 'zod';
import { time } from './fields';

/** What routing may go by, before anything is handed over. */
export const AvailabilityQuery = z.object({
  topic: z.string().max(400).optional(),
  /** A language tag like `pt-BR`. */
  language: z.string().max(60).optional(),
});
export type AvailabilityQuery = z.infer<typeof AvailabilityQuery>;

export const Availability = z.object({
  /** Whether somebody asked for now would wait in a queue that is open. */
  open: z.boolean(),
  /** When the queue opens, if it is closed now; null: it is open, or nobody knows. */
  opensAt: time.nullable(),
  /** The same for a customer to read. */
  words: z.string(),
  /** Customers waiting in that queue. */
  waiting: z.number().int(),
  /** Half of the latest requests were claimed faster; null: too few to say, or closed. */
  expectedWaitSeconds: z.number().int().nullable(),
  /** Agents of the queue who have said that they are available, and are there. */
  agentsAvailable: z.number().int(),
  queue: z.object({ name: z.string() }),
});
export type Availability = z.infer<typeof Availability>;
