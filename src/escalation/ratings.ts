/** What was asked and answered, as it is kept → as the contract tells it. Pure. */
import type { EscalationSurvey, Rating } from '../contract/surveys';
import type { SurveyRow } from '../store/escalation/surveys';

export function surveyFrom(row: SurveyRow): EscalationSurvey {
  return { askedAt: iso(row.askedAt), remindedAt: row.remindedAt && iso(row.remindedAt), rating: ratingFrom(row) };
}

export function ratingFrom({ scale, rating, grade, comment, answeredAt, changedAt }: SurveyRow): Rating | null {
  if (rating === null || grade === null || answeredAt === null) return null;
  return { scale, value: rating, grade, comment, at: iso(answeredAt), changedAt: changedAt && iso(changedAt) };
}

/** PostgreSQL's JSON tells times its own way. */
const iso = (at: string): string => new Date(at).toISOString();
