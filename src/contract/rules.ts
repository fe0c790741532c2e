/** Routing rules on the wire; part of the contract. */
import { z } from 'zod';
import { LIMITS, id, text, time } from './fields';

/** 0 normal, 1 high, 2 urgent. */
const Priority = z.number().int().min(0).max(2);

const parts = {
  name: text(LIMITS.ruleName),
  /** In the adaptive-expressions language; its length and grammar are judged in words, not by this schema. */
  condition: z.string(),
  queueId: id,
  priority: Priority.default(0),
  requiredSkill: z
    .string()
    .trim()
    .max(LIMITS.skill)
    .nullable()
    .default(null)
    .transform((skill) => skill || null),
  enabled: z.boolean().default(true),
};

export const Rule = z.object({ id: z.guid(), ...parts });
export type Rule = z.infer<typeof Rule>;

/** A rule as it is edited: a new one has no id yet. */
export const RuleDraft = z.object({ id: z.guid().optional(), ...parts });
export type RuleDraft = z.input<typeof RuleDraft>;

const drafts = z.array(RuleDraft).max(LIMITS.rules, `A desk has at most ${LIMITS.rules} rules.`);

export const RuleSet = z.object({
  /** Grows by one with every save; 0 before the first. */
  version: z.number().int(),
  rules: z.array(Rule),
  changedAt: time.nullable(),
  changedBy: z.object({ id, name: z.string() }).nullable(),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** All rules in their order; `version` is the one that was edited. */
export const RuleSetChange = z.object({ version: z.number().int().min(0), rules: drafts });
export type RuleSetChange = z.input<typeof RuleSetChange>;

export const RuleCheck = z.object({ condition: z.string() });
export const RuleChecked = z.object({
  /** Null when the condition is fine. */
  mistake: z
    .object({
      /** Characters before it. */
      position: z.number().int(),
      length: z.number().int(),
      reason: z.string(),
    })
    .nullable(),
  /** Variables it reads. */
  variables: z.array(z.string()),
});
export type RuleChecked = z.infer<typeof RuleChecked>;

/** What a condition may be made of here. */
export const RuleScope = z.object({
  fields: z.array(z.object({ name: z.string(), about: z.string() })),
  functions: z.array(z.string()),
  /** Names bots captured lately, with an example of their values. */
  variables: z.array(z.object({ name: z.string(), example: z.string() })),
});
export type RuleScope = z.infer<typeof RuleScope>;

export const DryRun = z.object({
  rules: drafts,
  /** How many of the newest escalations to try. */
  last: z.number().int().min(1).max(LIMITS.dryRun).default(100),
});

const place = z.object({
  queue: z.object({ id, name: z.string() }),
  priority: z.number().int(),
  requiredSkill: z.string().nullable(),
});

export const DryRunResult = z.object({
  /** Escalations tried, and whether there was time for all that were asked for. */
  tried: z.number().int(),
  complete: z.boolean(),
  /** How many went to each queue, and how many would have. */
  queues: z.array(z.object({ id, name: z.string(), went: z.number().int(), wouldGo: z.number().int() })),
  /** What would have gone elsewhere, or otherwise; the newest of them. */
  changed: z.number().int(),
  changes: z.array(
    z.object({
      id,
      number: z.number().int(),
      customer: z.string(),
      topic: z.string().nullable(),
      openedAt: time,
      went: place,
      wouldGo: place,
      reason: z.string(),
    }),
  ),
  /** In the order of the rules. */
  rules: z.array(
    z.object({
      chosen: z.number().int(),
      /** How often it could not be told, with the first reason. */
      passedOver: z.number().int(),
      why: z.string().nullable(),
      /** Variables it reads that none of the tried escalations had. */
      unseen: z.array(z.string()),
    }),
  ),
});
export type DryRunResult = z.infer<typeof DryRunResult>;
