/** Who was passed over when an escalation was offered to somebody: each with what kept it from them then. */
import { z } from 'zod';
import { Obstacle } from './candidates';
import { id } from './fields';

/** What kept an offer from one person, or why another was rather asked of those whom nothing kept it from. */
export const PassedOverWhy = z.discriminatedUnion('kind', [
  ...Obstacle.options,
  /** Their tab was closed; whoever was asked had one open. */
  z.object({ kind: z.literal('noTab') }),
  /** They had more than whoever was asked. */
  z.object({ kind: z.literal('busier'), load: z.number().int(), than: z.number().int() }),
  /** Of two equally busy ones, whoever was asked longer ago. */
  z.object({ kind: z.literal('askedLater') }),
]);
export type PassedOverWhy = z.infer<typeof PassedOverWhy>;

export const PassedOver = z.object({
  /** Those who were there first; 20 at most. */
  people: z.array(z.object({ id, name: z.string(), why: z.array(PassedOverWhy) })),
  /** So many more of the queue's team. */
  more: z.number().int(),
});
export type PassedOver = z.infer<typeof PassedOver>;
