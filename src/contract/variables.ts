/** What bots captured, in the contract. */
import { z } from 'zod';

/** A captured value as a bot sent it; anything that is not a plain value arrives as JSON text. */
export const Variable = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
});
export type Variable = z.infer<typeof Variable>;

export const EscalationVariable = Variable.extend({
  /** An id for machines, such as a GUID or a session's: shown apart from what people read. */
  technical: z.boolean(),
});
export type EscalationVariable = z.infer<typeof EscalationVariable>;
