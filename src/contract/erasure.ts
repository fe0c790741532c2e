/** Erasure in the contract: of a customer who asks for it, and of words after a time. */
import { z } from 'zod';
import { LIMITS, Person, text, time } from './fields';

/** What the desk keeps of one customer, and what erasing them would take. */
export const CustomerWords = z.object({
  /** Conversations with bots, requests for a person in them, all messages and files. */
  chats: z.number().int(),
  requests: z.number().int(),
  messages: z.number().int(),
  files: z.number().int(),
  since: time.nullable(),
  /** Numbers of their requests that are open, 10 at most: those must end first. */
  open: z.array(z.number().int()),
});
export type CustomerWords = z.infer<typeof CustomerWords>;

export const CustomerErasure = z.object({
  /** Why; it stays in the audit, and must not name the customer. */
  reason: text(LIMITS.erasureReason),
});
export type CustomerErasure = z.infer<typeof CustomerErasure>;

export const ErasedCustomer = z.object({
  /** What the audit calls it, for whoever asks later whether it was done. */
  reference: z.string(),
  chats: z.number().int(),
  requests: z.number().int(),
  messages: z.number().int(),
  files: z.number().int(),
  at: time,
});
export type ErasedCustomer = z.infer<typeof ErasedCustomer>;

/** Days after their end for which chats may be told to keep their words. */
const RETENTION_DAYS = { min: 7, max: 3_650 } as const;
const days = z
  .number()
  .int('Enter a whole number of days.')
  .min(RETENTION_DAYS.min, `Keep words for at least ${RETENTION_DAYS.min} days.`)
  .max(RETENTION_DAYS.max, `Keep words for at most ${RETENTION_DAYS.max} days, or for good.`);

export const Retention = z.object({
  /** How long after their end chats keep their words; null: for good. */
  days: z.number().int().nullable(),
  /** Nothing is erased before; null: nothing is erased. */
  beginsAt: time.nullable(),
  /** Requests that have ended so long ago, and still have their words. */
  due: z.number().int(),
  /** When all of it had last been gone through; null: never. */
  workedAt: time.nullable(),
  /** Since when some of it cannot be erased, and why; null: all is well. */
  failed: z.object({ at: time, reason: z.string() }).nullable(),
  /** 0: nobody has ever chosen. */
  version: z.number().int(),
  changedAt: time.nullable(),
  changedBy: Person.nullable(),
});
export type Retention = z.infer<typeof Retention>;

export const RetentionChange = z.object({
  days: days.nullable(),
  /** The version the change was made from; a stale one is refused with `changed_meanwhile`. */
  version: z.number().int().min(0),
});
export type RetentionChange = z.infer<typeof RetentionChange>;

export const RetentionQuery = z.object({ days: z.coerce.number().pipe(days) });

/** What keeping words for so long would mean by now. */
export const RetentionPreview = z.object({
  /** Requests whose words would go first. */
  due: z.number().int(),
  /** From when on. */
  beginsAt: time,
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;
