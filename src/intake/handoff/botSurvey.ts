/** A bot's own survey: what Copilot Studio's “End with survey” leaves in a transcript, or says as an event. Pure. */
import type { BotRating } from '../../domain/escalation';
import { commentOf } from '../../domain/survey';
import { field, isRecord, textOf, unwrapJson } from '../content/foreignJson';

const ANSWER = 'csatsurveyresponse';

/** Null for everything else, and for an answer that is no grade of five. */
export function readBotRating(activity: unknown): BotRating | null {
  if (!isRecord(activity)) return null;
  const names = [field(activity, 'valueType'), field(activity, 'name')].map((name) => textOf(name, 100)?.toLowerCase());
  const type = textOf(field(activity, 'type'), 40)?.toLowerCase();
  if (!names.includes(ANSWER) || (type !== 'trace' && type !== 'event')) return null;
  const value = unwrapJson(field(activity, 'value'));
  if (!isRecord(value)) return null;
  const score = Number(field(value, 'score') ?? field(value, 'rating') ?? NaN);
  if (!Number.isInteger(score) || score < 1 || score > 5) return null;
  return { rating: score, comment: commentOf(field(value, 'comment')) };
}

/** The last one counts: the session before the handoff. */
export function lastBotRating(activities: readonly unknown[]): BotRating | null {
  for (const activity of activities.toReversed()) {
    const rating = readBotRating(activity);
    if (rating) return rating;
  }
  return null;
}
