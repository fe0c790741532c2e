import { figureWords } from '../../words/figures';
import { type Days, toComeOf } from './periods';

/** Of days that are not over; empty: they are. */
export function goesOnWords(days: Days, today: string): string {
  const toCome = toComeOf(days, today);
  return toCome === null ? '' : figureWords.goesOn[toCome];
}
