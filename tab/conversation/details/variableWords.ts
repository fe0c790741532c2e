/** Captured variables as people read them. Pure. */
import type { Variable } from '../../../src/contract/api';
import { detailsWords } from '../../words/details';

/** Plain values as they are, yes and no for truth, lists with commas; anything deeper stays as it came. */
export function variableWords(value: Variable['value']): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? detailsWords.yes : detailsWords.no;
  if (typeof value === 'number') return String(value);
  const list = listIn(value);
  return list ? list.map(String).join(', ') : value;
}

/** A bot's list of plain values arrives as JSON text. */
function listIn(text: string): unknown[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    const isPlain = Array.isArray(parsed) && parsed.every((item) => ['string', 'number'].includes(typeof item));
    return isPlain ? parsed : null;
  } catch {
    return null; // Words that merely begin with a bracket.
  }
}

/** Where a name such as PaymentsAffected may break when the column is narrow. */
export const breakable = (name: string): string => name.replace(/([a-z\d])([A-Z])|([_.])/g, '$1$3\u200b$2');
