/** How the API says no; part of the contract. */
import { z } from 'zod';

export const PROBLEM_CODES = [
  'bad_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'too_large',
  'too_many_requests',
  'already_claimed',
  'not_your_queue',
  'managers_only',
  'not_offered',
  'at_capacity',
  'not_claimed',
  'not_yours',
  'closed',
  'wrap_up_missing',
  'wrap_up_unknown',
  'already_exists',
  'in_use',
  'not_live',
  'not_tested',
  'wrong_state',
  'key_reused',
  'changed_meanwhile',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** RFC 9457 problem details, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(PROBLEM_CODES),
  /** A sentence for the person, when there is more to say than the title. */
  detail: z.string().optional(),
  /** Which field is wrong or missing, for `bad_request` and the wrap-up. */
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        /** For a condition: how many characters stand before the mistake, and how many it spans. */
        position: z.number().int().optional(),
        length: z.number().int().optional(),
      }),
    )
    .optional(),
  /** For `changed_meanwhile`: who saved first, and when. */
  changedBy: z.object({ id: z.string(), name: z.string() }).optional(),
  changedAt: z.iso.datetime().optional(),
  claimedBy: z.object({ id: z.string(), name: z.string() }).optional(),
  claimedAt: z.iso.datetime().optional(),
});
export type Problem = z.infer<typeof Problem>;
