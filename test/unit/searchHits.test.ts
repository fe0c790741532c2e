/** What of a long text is shown of a hit, and what in it is marked. */
import { matcherOf } from '../../src/domain/search/match';
import type { Passage } from '../../src/domain/search/passages';
import { readSearch } from '../../src/domain/search/query';

const LONG = 'and more words of no interest '.repeat(20);

function markedIn(text: string, typed: string): string[] {
  const passage: Passage = { where: 'message', label: null, seq: 1, text, whisperOf: null };
  const search = readSearch(typed);
  if (!search) throw new Error('Nothing is looked for.');
  const [hit] = matcherOf(search, { id: 'megan', manager: true })([passage]) ?? [];
  for (const range of hit?.ranges ?? []) for (const at of range) expect(at).toBeGreaterThanOrEqual(0);
  return hit?.ranges.map(([from, to]) => hit.text.slice(from, to)) ?? [];
}

test.each(['charged', '退款', 'الفاتورة'])('“%s” is marked wherever in a long text it stands', (word) => {
  for (const before of [0, 1, 5, 20, 39, 40, 41, 60, 300]) {
    const text = `${LONG.slice(0, before)} ${word} ${LONG}`.trim();
    expect([before, markedIn(text, `${word} `)]).toEqual([before, [word]]);
  }
});
