/** What is found by typing. Pure. */
import { plain } from '../../parts/plain';

/** Those that hold every word of the query: in their name before elsewhere, else in the order they come in. */
export function found<T>(
  items: readonly T[],
  query: string,
  textsOf: (item: T) => [name: string, ...others: string[]],
): T[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const ranked = items.flatMap((item) => {
    const [name, ...others] = textsOf(item).map(plain);
    const all = [name, ...others].join('\n');
    if (name === undefined || !words.every((word) => all.includes(word))) return [];
    const rank = words.every((word) => name.startsWith(word)) ? 0 : words.every((word) => name.includes(word)) ? 1 : 2;
    return [{ item, rank }];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item);
}
