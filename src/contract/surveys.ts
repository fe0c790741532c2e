/** What customers are asked once a person has helped them, in the contract, and what they answered. */
import { z } from 'zod';
import { LIMITS, text, time } from './fields';

/** `stars` and `smileys`: 1 to 5; `thumbs`: 1 (down) or 2 (up); `ten`: 0 to 10. */
export const SurveyScale = z.enum(['stars', 'smileys', 'thumbs', 'ten']);
export type SurveyScale = z.infer<typeof SurveyScale>;

/** A queue's own words in one language; where it has none, the desk's are used. */
const SurveyWording = z.object({
  language: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z]{2,8}$/, 'Give a language by its code, such as en.'),
  question: text(LIMITS.surveyWords),
  /** What the customer reads once they have answered; null: the desk's own words. */
  thanks: text(LIMITS.surveyWords).nullable(),
});
export type SurveyWording = z.infer<typeof SurveyWording>;

export const SurveySettings = z.object({
  scale: SurveyScale,
  wordings: z
    .array(SurveyWording)
    .max(LIMITS.surveyLanguages)
    .refine((all) => new Set(all.map(({ language }) => language)).size === all.length, 'Give each language once.'),
  /** Whoever was asked is left alone for so many days; 0: asked every time. */
  everyDays: z.number().int().min(0).max(365),
  /** Whoever has not answered is asked once more after so many hours; null: never. */
  remindHours: z.number().int().min(1).max(168).nullable(),
});
export type SurveySettings = z.infer<typeof SurveySettings>;

export const Rating = z.object({
  scale: SurveyScale,
  /** As it was chosen on that scale. */
  value: z.number().int(),
  /** The same of five, by which ratings of different scales are counted together. */
  grade: z.number().int().min(1).max(5),
  comment: z.string().nullable(),
  at: time,
  /** When the customer changed it; null: never. */
  changedAt: time.nullable(),
});
export type Rating = z.infer<typeof Rating>;

export const EscalationSurvey = z.object({
  askedAt: time,
  remindedAt: time.nullable(),
  rating: Rating.nullable(),
});
export type EscalationSurvey = z.infer<typeof EscalationSurvey>;

/** What a bot that keeps its customers to itself passes on. */
export const NewRating = z.object({
  rating: z.number().int().min(0).max(10),
  comment: z.string().trim().max(LIMITS.surveyComment).nullish(),
});
