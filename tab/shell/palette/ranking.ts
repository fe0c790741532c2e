/** What fits the words typed, best first. Pure. */
import { plain } from '../../parts/plain';

/** Scripts written without spaces: a word may begin at any of their letters. */
const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORDS = /[\p{L}\p{N}]+/gu;

export interface Findable {
  title: string;
  /** Found by these, too, though less: a number, a queue, a text. */
  also: readonly string[];
}

/** Everything where each word typed begins a word; null: it does not fit. The lower, the better. */
export function rankOf({ title, also }: Findable, query: string): number | null {
  const typed = plain(query).match(WORDS) ?? [];
  // Nothing but signs: they are looked for as they are.
  if (typed.length === 0) return title.includes(query.trim()) ? 0 : null;
  const name = plain(title);
  if (name.startsWith(typed.join(' '))) return 0;
  if (typed.every((word) => beginsIn(name, word))) return 1;
  const all = [name, ...also.map(plain)];
  return typed.every((word) => all.some((text) => beginsIn(text, word))) ? 2 : null;
}

function beginsIn(text: string, word: string): boolean {
  if (NO_SPACES.test(word)) return text.includes(word);
  return (text.match(WORDS) ?? []).some((each) => each.startsWith(word));
}
