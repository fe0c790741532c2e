/** Files in the contract: what an agent uploads before sending it. */
import { z } from 'zod';
import { LIMITS, id } from './fields';

/** The body is the file itself; `Content-Type` says what the sender takes it for. */
export const NewFile = z.object({
  /** As people shall see it, with its ending. */
  name: z.string().trim().min(1).max(LIMITS.name),
});
export type NewFile = z.infer<typeof NewFile>;

/** An upload, to be named in `fileIds` of a message or a note within a day. */
export const UploadedFile = z.object({
  fileId: id,
  name: z.string(),
  /** By what is in it. */
  contentType: z.string(),
  size: z.number().int(),
  state: z.literal('ready'),
  hasThumbnail: z.boolean(),
});
export type UploadedFile = z.infer<typeof UploadedFile>;
