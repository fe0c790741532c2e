/** Wrap-up on the wire: what an agent says of an escalation when ending it, and the lists managers keep for it. */
import { z } from 'zod';
import { LIMITS, id, time } from './fields';

/** What a queue may ask for before an escalation of it is resolved. */
export const WrapUpPart = z.enum(['outcome', 'tags', 'summary']);
export type WrapUpPart = z.infer<typeof WrapUpPart>;

/** An outcome or a tag to choose. */
export const Choice = z.object({ id: z.guid(), name: z.string() });
export type Choice = z.infer<typeof Choice>;

/** A choice as it is edited: a new one has no id yet. What its name may be is judged in words. */
export const ChoiceDraft = z.object({ id: z.guid().optional(), name: z.string() });
export type ChoiceDraft = z.infer<typeof ChoiceDraft>;

export const WrapUpLists = z.object({
  /** Grows by one with every save; 0 before the first. */
  version: z.number().int(),
  /** Empty: the outcome is in the agent's own words. */
  outcomes: z.array(Choice),
  tags: z.array(Choice),
  changedAt: time.nullable(),
  changedBy: z.object({ id, name: z.string() }).nullable(),
});
export type WrapUpLists = z.infer<typeof WrapUpLists>;

/** Both lists, whole and in their order; `version` is the one that was edited. */
export const WrapUpListsChange = z.object({
  version: z.number().int().min(0),
  outcomes: z.array(ChoiceDraft).max(LIMITS.outcomes, `A desk has at most ${LIMITS.outcomes} outcomes.`),
  tags: z.array(ChoiceDraft).max(LIMITS.tags, `A desk has at most ${LIMITS.tags} tags.`),
});
export type WrapUpListsChange = z.infer<typeof WrapUpListsChange>;

export const ResolveBody = z.object({
  /** An outcome of the list by its id or its name; where there is no list, the agent's own words. */
  outcome: z.string().trim().max(LIMITS.outcomeText).optional(),
  /** Tags of the list, each by its id or its name. */
  tags: z.array(z.string().trim().max(LIMITS.outcomeText)).max(LIMITS.tags).optional(),
  /** A few words for colleagues; neither the customer nor the bot sees it. */
  summary: z.string().trim().max(LIMITS.outcomeText).optional(),
});
export type ResolveBody = z.infer<typeof ResolveBody>;
