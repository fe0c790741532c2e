/** Managers in the contract: who they are, and which queues they manage. */
import { z } from 'zod';
import { id, time } from './fields';

export const Manager = z.object({
  id,
  name: z.string(),
  /** Null: all queues, and the settings of the whole desk. */
  queueIds: z.array(z.string()).nullable(),
  /** Named in the setting MANAGERS: manages all, whatever is chosen here. */
  isNamed: z.boolean(),
  /** Grows with every change; send it back with one, so that two managers do not undo each other. */
  version: z.number().int(),
  changedAt: time.nullable(),
  changedBy: z.string().nullable(),
  can: z.object({ change: z.boolean() }),
});
export type Manager = z.infer<typeof Manager>;

export const ManagerChange = z.object({
  /** Null: all of them. */
  queueIds: z.array(z.guid().toLowerCase()).min(1, 'Choose a queue at least.').max(500).nullable(),
  /** The version the change was made from; a stale one is refused with `changed_meanwhile`. */
  version: z.number().int().optional(),
});
export type ManagerChange = z.infer<typeof ManagerChange>;
