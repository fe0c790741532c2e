/** The card, or the words, by which a customer is asked how it was. Pure. */
import type { SurveyForm } from '../domain/survey';
import { RANGES } from '../domain/survey';
import type { SurveyScale } from '../contract/surveys';
import { clean, clip, foreignLine } from './text/escape';
import { type SurveyWords, surveyWords } from './words/customer/survey';

export interface SurveyCardData {
  escalationId: string;
  number: number;
  form: SurveyForm;
  rating: number | null;
  comment: string | null;
  /** It can be answered, or the answer changed. */
  isOpen: boolean;
  isReminder: boolean;
}

interface SurveyChoice {
  title: string;
  value: string;
}

const TEXT = 600;
const COMMENT = 2_000;
const SMILEYS = ['😞', '🙁', '😐', '🙂', '😀'];

export function surveyView({ escalationId, number, form, rating, comment, isOpen, isReminder }: SurveyCardData) {
  const words = surveyWords(form.language);
  const choices = choicesFor(form.scale, words);
  const chosen = choices.find(({ value }) => value === String(rating));
  const text = chosen
    ? `${chosen.title} · ${isOpen ? words.changeable : words.final}`
    : !isOpen
      ? words.closed
      : isReminder
        ? words.reminder
        : '';
  return {
    id: escalationId,
    title: chosen ? foreignLine(form.thanks ?? words.thanks, TEXT) : words.about(number),
    text,
    hasText: text !== '',
    // A label is no Markdown: nothing in it is to be escaped.
    question: questionOf(form),
    isOpen,
    choices,
    style: form.scale === 'ten' ? 'compact' : 'expanded',
    chosen: chosen?.value ?? '',
    comment: (comment ?? '').slice(0, COMMENT),
    words: { ...words, send: chosen ? words.change : words.send },
  };
}

/** The best first, as everybody reads them. */
function choicesFor(scale: SurveyScale, words: SurveyWords): SurveyChoice[] {
  const { min, max } = RANGES[scale];
  const values = Array.from({ length: max - min + 1 }, (_, n) => max - n);
  return values.map((value) => ({ title: titleOf(scale, value, words), value: String(value) }));
}

function titleOf(scale: SurveyScale, value: number, { grades, good, bad }: SurveyWords): string {
  switch (scale) {
    case 'stars':
      return `${'★'.repeat(value)}${'☆'.repeat(5 - value)} ${grades[value - 1]}`;
    case 'smileys':
      return `${SMILEYS[value - 1]} ${grades[value - 1]}`;
    case 'thumbs':
      return value === 2 ? `👍 ${good}` : `👎 ${bad}`;
    case 'ten':
      return value === 10 ? `10 – ${grades[4]}` : value === 0 ? `0 – ${grades[0]}` : String(value);
  }
}

/** Where no card is shown: the same question with its choices. */
export function surveyText(form: SurveyForm): string {
  const words = surveyWords(form.language);
  const choices = choicesFor(form.scale, words);
  const listed =
    form.scale === 'ten'
      ? `${choices.at(-1)?.title} … ${choices[0]?.title}`
      : choices.map(({ title, value }) => `${value}: ${title}`).join(', ');
  return `${questionOf(form)} (${listed})`;
}

const questionOf = (form: SurveyForm): string =>
  clip(clean(form.question ?? surveyWords(form.language).question), TEXT);
