/** Surveys: whom to ask, in which words, and what an answer does. Pure. */
import { z } from 'zod';
import { storable } from '../base/storable';
import { LIMITS } from '../contract/fields';
import type { SurveyScale, SurveySettings } from '../contract/surveys';
import type { Actor, Escalation } from './escalation';
import type { Change, Happened } from './change';
import { isOpen } from './transitions';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A first answer that comes later than this is about something nobody remembers. */
const OPEN_DAYS = 30;
const CHANGEABLE_MS = DAY_MS;

export const RANGES: Readonly<Record<SurveyScale, { min: number; max: number }>> = {
  stars: { min: 1, max: 5 },
  smileys: { min: 1, max: 5 },
  thumbs: { min: 1, max: 2 },
  ten: { min: 0, max: 10 },
};

/** What somebody was asked, as it was when they were: what the queue says since then does not change it. */
export interface SurveyForm {
  scale: SurveyScale;
  /** The customer's, by its code. */
  language: string;
  /** The queue's own words; null: the desk's. */
  question: string | null;
  thanks: string | null;
}

/** A rating of 1 to 5, whatever scale it was given on. */
export function gradeOf(scale: SurveyScale, value: number): number {
  const { min, max } = RANGES[scale];
  return 1 + Math.round((4 * (value - min)) / (max - min));
}

/** Asked about what an agent had; nobody is asked about a wait, and nobody who cannot be reached. */
export function asksAfter(before: Escalation, change: Change): boolean {
  return isOpen(before.status) && !isOpen(change.status) && before.assigneeId !== null && change.quiet !== true;
}

/** `pt-BR` and `pt_br` are `pt`; null for what is no language. */
export function languageCode(tag: string | null): string | null {
  return /^[a-z]{2,8}(?=[-_]|$)/.exec((tag ?? '').trim().toLowerCase())?.[0] ?? null;
}

/** In the customer's language; without words in it, in the queue's first one if the desk has none of its own either. */
export function formFor(
  { scale, wordings }: SurveySettings,
  locale: string | null,
  ownLanguages: readonly string[],
): SurveyForm {
  const wanted = languageCode(locale);
  const worded = wordings.find(({ language }) => language === wanted);
  const isOwn = wanted !== null && ownLanguages.includes(wanted);
  const {
    language,
    question = null,
    thanks = null,
  } = worded ?? (isOwn || wordings.length === 0 ? { language: wanted ?? 'en' } : wordings[0]) ?? { language: 'en' };
  return { scale, language, question, thanks };
}

/** Who was asked since then is left alone. */
export const askedSince = ({ everyDays }: SurveySettings, now: Date): Date =>
  new Date(now.getTime() - everyDays * DAY_MS);

export const remindAt = ({ remindHours }: SurveySettings, now: Date): Date | null =>
  remindHours === null ? null : new Date(now.getTime() + remindHours * HOUR_MS);

export interface Asked {
  form: SurveyForm;
  askedAt: Date;
  rating: number | null;
  comment: string | null;
  answeredAt: Date | null;
}

export interface Given {
  rating: number | null;
  comment: string | null;
}

export type Answer =
  | { kind: 'rated'; rating: number; grade: number; comment: string | null; isChange: boolean }
  /** It says that already. */
  | { kind: 'same' }
  /** Nothing was chosen, or nothing that the scale has. */
  | { kind: 'unclear' }
  /** Too late to answer, or to change the answer. */
  | { kind: 'closed' };

export const isAnswerable = ({ askedAt, answeredAt }: Pick<Asked, 'askedAt' | 'answeredAt'>, now: Date): boolean =>
  answeredAt
    ? now.getTime() - answeredAt.getTime() < CHANGEABLE_MS
    : now.getTime() - askedAt.getTime() < OPEN_DAYS * DAY_MS;

export function answer(asked: Asked, { rating, comment }: Given, now: Date): Answer {
  const { min, max } = RANGES[asked.form.scale];
  const isUnchanged = asked.rating === rating && asked.comment === comment;
  if (asked.answeredAt && isUnchanged) return { kind: 'same' };
  if (!isAnswerable(asked, now)) return { kind: 'closed' };
  if (rating === null || rating < min || rating > max) return { kind: 'unclear' };
  const grade = gradeOf(asked.form.scale, rating);
  return { kind: 'rated', rating, grade, comment, isChange: asked.answeredAt !== null };
}

/** The timeline's entry of a rating; what the customer added to it is its reason. */
export function ratedEvent(
  customer: Actor,
  scale: SurveyScale,
  { rating, comment, isChange }: Extract<Answer, { kind: 'rated' }>,
  whom: 'agent' | 'bot' = 'agent',
): Happened {
  const about = whom === 'bot' ? 'the bot ' : '';
  const how = isChange ? `changed the rating to ` : `rated ${about}`;
  return {
    type: whom === 'bot' ? 'bot_rated' : 'rated',
    summary: `${customer.name} ${how}${rating} of ${RANGES[scale].max}`,
    actor: customer,
    reason: comment ?? undefined,
  };
}

const Pressed = z.looseObject({
  handoffDesk: z.literal('survey'),
  escalationId: z.guid(),
  rating: z.unknown().optional(),
  comment: z.unknown().optional(),
});

/** What came back from the desk's own card; null for what is no answer to a survey. */
export function readAnswer(value: unknown): (Given & { escalationId: string }) | null {
  const pressed = Pressed.safeParse(value).data;
  if (!pressed) return null;
  const rating = z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .safeParse(pressed.rating === '' ? undefined : pressed.rating);
  return {
    escalationId: pressed.escalationId.toLowerCase(),
    rating: rating.data ?? null,
    comment: commentOf(pressed.comment),
  };
}

const THUMBS: Readonly<Record<string, number>> = { '👍': 2, '👎': 1 };

/** An answer in words: the number or the thumb first, and whatever they say about it; null for what is none. */
export function ratingIn(scale: SurveyScale, text: string): Given | null {
  const [, value, comment] = /^\s*(\d{1,2}|👍|👎)\p{M}*\s*(?:$|[.,:;!–-]+\s*(.*)$)/su.exec(text) ?? [];
  if (value === undefined) return null;
  const rating = scale === 'thumbs' && value in THUMBS ? (THUMBS[value] ?? NaN) : Number(value);
  const { min, max } = RANGES[scale];
  return rating >= min && rating <= max ? { rating, comment: commentOf(comment) } : null;
}

export function commentOf(said: unknown): string | null {
  if (typeof said !== 'string') return null;
  const words = storable(said).trim().slice(0, LIMITS.surveyComment);
  return words === '' ? null : words;
}
