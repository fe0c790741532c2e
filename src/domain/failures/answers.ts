/** What agents wrote towards a good end: the messages most of them wrote alike, and did not write everywhere. Pure. */
import { areAlike, groupsOf, type Phrase } from './grouping';
import { wordsOf } from './words';

export interface Written {
  escalationId: string;
  text: string;
}

export interface FoundAnswer<W extends Written> {
  /** The first that was given. */
  written: W;
  /** Escalations with a message like it. */
  count: number;
}

/** Shorter ones are of politeness. */
const LEAST_WORDS = 3;
/** More often than so, of its share here, it is said everywhere. */
const EVERYWHERE = 0.5;

/** @param elsewhere what was written towards other good ends, and how many of those there are */
export function answersOf<W extends Written>(
  written: readonly W[],
  goodEnds: number,
  elsewhere: { written: readonly Written[]; goodEnds: number },
  most: number,
): FoundAnswer<W>[] {
  const byWords = new Map<string, Phrase & { written: W[] }>();
  for (const one of written) {
    const words = wordsOf(one.text);
    if (words.length < LEAST_WORDS) continue;
    const known = byWords.get(words.join()) ?? { words, count: 0, previous: 0, written: [] };
    byWords.set(words.join(), known);
    known.count += 1;
    known.written.push(one);
  }
  const others = elsewhere.written.map(({ escalationId, text }) => ({ escalationId, words: wordsOf(text) }));
  return groupsOf([...byWords.values()], byWords.size)
    .groups.map(({ leader, members }) => ({
      leader,
      count: many(members.flatMap((member) => member.written)),
    }))
    .filter(({ leader, count }) => {
      const there = many(others.filter(({ words }) => areAlike(words, leader.words)));
      return there < 2 || there / elsewhere.goodEnds < (EVERYWHERE * count) / goodEnds;
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most)
    .flatMap(
      ({
        leader: {
          written: [first],
        },
        count,
      }) => (first ? [{ written: first, count }] : []),
    );
}

const many = (some: readonly { escalationId: string }[]): number =>
  new Set(some.map(({ escalationId }) => escalationId)).size;
