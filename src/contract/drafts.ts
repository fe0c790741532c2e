/** Drafts in the contract: what somebody is writing in an escalation, on whichever device. */
import { z } from 'zod';
import { LIMITS, Person, time } from './fields';

const words = z.string().max(LIMITS.draftText).default('');

export const Draft = z.object({
  mode: z.enum(['reply', 'note']).default('reply'),
  reply: words,
  note: words,
  /** The note is for the owner alone. */
  whisper: z.boolean().default(false),
  /** Placeholders of a canned reply that are still to be filled in. */
  fields: z.array(z.string().max(LIMITS.name)).max(100).default([]),
  /** Colleagues chosen for the note, who are told of it as long as it names them. */
  mentions: z.array(Person).max(LIMITS.mentions).default([]),
});
export type Draft = z.infer<typeof Draft>;

/** The asker's own; `draft` is null when nothing is kept. */
export const KeptDraft = z.object({
  draft: Draft.nullable(),
  version: z.string().nullable(),
  changedAt: time.nullable(),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

export const DraftChange = Draft.extend({
  /** The version these words were written from, null for none; a stale one is refused with `changed_meanwhile`. */
  version: z.uuid().nullable().default(null),
});
export type DraftChange = z.infer<typeof DraftChange>;
