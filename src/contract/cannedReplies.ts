/** Canned replies in the contract: what an agent often says, kept to be said again. */
import { z } from 'zod';
import { LIMITS, id, text } from './fields';

export const CannedFile = z.object({ id, name: z.string(), contentType: z.string(), size: z.number().int() });
export type CannedFile = z.infer<typeof CannedFile>;

export const CannedReply = z.object({
  id,
  /** What it is looked for by. */
  name: z.string(),
  /** With placeholders in braces, such as `{customer.name}`; whoever uses it fills them in. */
  text: z.string(),
  /** Everybody's, kept by managers; else the asker's own. */
  shared: z.boolean(),
  files: z.array(CannedFile),
  changedBy: z.string(),
  /** Grows with every change; send it back with one, so that two managers do not undo each other. */
  version: z.number().int(),
  can: z.object({ change: z.boolean() }),
});
export type CannedReply = z.infer<typeof CannedReply>;

export const NewCannedReply = z.object({
  name: text(LIMITS.cannedName),
  text: text(LIMITS.messageText),
  shared: z.boolean().default(false),
});
export type NewCannedReply = z.infer<typeof NewCannedReply>;

export const CannedReplyChange = z.object({
  name: text(LIMITS.cannedName).optional(),
  text: text(LIMITS.messageText).optional(),
  /** The version the change was made from; a stale one is refused with `changed_meanwhile`. */
  version: z.number().int().optional(),
});
export type CannedReplyChange = z.infer<typeof CannedReplyChange>;
