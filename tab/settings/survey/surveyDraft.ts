/** A queue's survey while it is edited: as it is written, not as it is meant. Pure. */
import type { Queue } from '../../../src/contract/api';
import { LANGUAGES } from '../../parts/languages';
import { surveyWords as words } from '../../words/settings/survey';

type SurveySettings = NonNullable<Queue['survey']>;

export interface WordingDraft {
  language: string;
  question: string;
  thanks: string;
}

export interface SurveyDraft {
  isOn: boolean;
  scale: SurveySettings['scale'];
  everyDays: string;
  remindHours: string;
  wordings: WordingDraft[];
}

export const SCALES = ['stars', 'smileys', 'thumbs', 'ten'] as const satisfies readonly SurveySettings['scale'][];
/** As the contract says. */
export const MOST_LANGUAGES = 20;
export const MOST_CHARACTERS = 300;

export function draftOf(survey: Queue['survey']): SurveyDraft {
  return {
    isOn: survey !== null,
    scale: survey?.scale ?? 'stars',
    everyDays: String(survey?.everyDays ?? 30),
    remindHours: survey ? String(survey.remindHours ?? '') : '24',
    wordings: (survey?.wordings ?? []).map(({ language, question, thanks }) => ({
      language,
      question,
      thanks: thanks ?? '',
    })),
  };
}

export function surveyOf({ isOn, scale, everyDays, remindHours, wordings }: SurveyDraft): Queue['survey'] {
  if (!isOn) return null;
  return {
    scale,
    everyDays: Number(everyDays),
    remindHours: remindHours.trim() === '' ? null : Number(remindHours),
    wordings: wordings.map(({ language, question, thanks }) => ({
      language,
      question: question.trim(),
      thanks: thanks.trim() || null,
    })),
  };
}

/** What one changed, to be put on top of what somebody else saved. */
export const changedFrom = (before: SurveyDraft, after: SurveyDraft): Partial<SurveyDraft> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof SurveyDraft]),
    ),
  );

/** By the field: what is wrong with it. */
export function mistakesIn({ isOn, everyDays, remindHours, wordings }: SurveyDraft): Map<string, string> {
  const mistakes = new Map<string, string>();
  if (!isOn) return mistakes;
  if (!isWhole(everyDays, 0, 365)) mistakes.set('everyDays', words.wholeDays);
  if (remindHours.trim() !== '' && !isWhole(remindHours, 1, 168)) mistakes.set('remindHours', words.wholeHours);
  wordings.forEach(({ question }, at) => {
    if (question.trim() === '') mistakes.set(`question.${at}`, words.questionMissing);
  });
  return mistakes;
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

/** The next one to be worded: the reader's own first. */
export function nextLanguage(wordings: readonly WordingDraft[], locale: string): string | null {
  const taken = new Set(wordings.map(({ language }) => language));
  const own = locale.split('-')[0]?.toLowerCase() ?? '';
  return [own, 'en', ...LANGUAGES].find((language) => LANGUAGES.includes(language) && !taken.has(language)) ?? null;
}
