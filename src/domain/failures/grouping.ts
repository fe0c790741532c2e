/**
 * Phrases that resemble each other, as groups: each has one phrase all others in it resemble, so that anybody can say of
 * any phrase whether it belongs, by these two alone. One that resembles the phrases of two groups counts in both. Pure;
 * the order phrases come in changes nothing.
 *
 * Two alike phrases share one of their rarest words (prefix filtering, as in the PPJoin algorithm), so each is compared
 * with few others and not with all.
 */

/** All phrases with the same words. */
export interface Phrase {
  /** Each once, in ascending order. */
  words: readonly number[];
  /** How often it was said, and how often in the time before. */
  count: number;
  previous: number;
}

export interface Group<P extends Phrase> {
  /** All others resemble it. */
  leader: P;
  /** The most frequent first; the leader is one of them. */
  members: P[];
  count: number;
  previous: number;
}

export interface Grouping<P extends Phrase> {
  /** The largest first. */
  groups: Group<P>[];
  /** There are more. */
  isMore: boolean;
  /** How often something was said that is in none of these groups. */
  others: number;
}

/** Phrases others are gathered around: more are too rare to be shown. */
const MOST_LEADERS = 5_000;
/** Of those as many are counted as could be among the largest. */
const COUNTED = 4;
/** Phrases between two steps. */
const STEP = 500;

/** At least half of the words of both are in both. Whole numbers, so that PostgreSQL says the same. */
export function areAlike(one: readonly number[], other: readonly number[]): boolean {
  return enough(shared(one, other), one.length, other.length);
}

/** Whether some words are alike to one of these phrases: each is compared with few of them. */
export function alikeToOneOf(phrases: readonly (readonly number[])[]): (words: readonly number[]) => boolean {
  const all = phrases.map((words): Phrase => ({ words, ...NONE }));
  const around = new Leaders(rarity(all));
  for (const phrase of all) around.add(phrase);
  return (words) => around.alike({ words, ...NONE }).size > 0;
}

const enough = (overlap: number, one: number, other: number): boolean => overlap > 0 && 3 * overlap >= one + other;
/** The fewest words two phrases of these lengths share to be alike. */
const needed = (one: number, other: number): number => Math.max(1, Math.ceil((one + other) / 3));

export function groupsOf<P extends Phrase>(phrases: readonly P[], most: number): Grouping<P> {
  const steps = groupingOf(phrases, most);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in steps of some milliseconds, for whoever has others to serve in between. */
export function* groupingOf<P extends Phrase>(phrases: readonly P[], most: number): Generator<void, Grouping<P>> {
  const telling = phrases.filter(({ words, count, previous }) => words.length > 0 && count + previous > 0);
  const sorted = telling.toSorted(byFrequency);
  const rarestFirst = rarity(sorted);
  const around = new Leaders<P>(rarestFirst);
  const gathered = new Map<P, number>();
  let done = 0;
  for (const phrase of sorted) {
    if (phrase.count === 0) break;
    if (++done % STEP === 0) yield;
    const leader = around.nearest(phrase);
    if (leader) gathered.set(leader, (gathered.get(leader) ?? 0) + phrase.count);
    else if (gathered.size < MOST_LEADERS) {
      around.add(phrase);
      gathered.set(phrase, phrase.count);
    }
  }
  const likely = [...gathered]
    .sort(([one, a], [other, b]) => b - a || byFrequency(one, other))
    .slice(0, most * COUNTED)
    .map(([leader]) => leader);
  const groups = (yield* membersOf(likely, sorted, rarestFirst)).sort(
    (a, b) => b.count - a.count || byFrequency(a.leader, b.leader),
  );
  const shown = groups.slice(0, most);
  const inSome = new Set(shown.flatMap(({ members }) => members));
  return {
    groups: shown,
    isMore: gathered.size > shown.length,
    others: telling.reduce((sum, phrase) => sum + (inSome.has(phrase) ? 0 : phrase.count), 0),
  };
}

function* membersOf<P extends Phrase>(
  leaders: P[],
  sorted: readonly P[],
  rarestFirst: Rarity,
): Generator<void, Group<P>[]> {
  const around = new Leaders<P>(rarestFirst);
  const groups = new Map(leaders.map((leader): [P, Group<P>] => [leader, { leader, members: [], ...NONE }]));
  for (const leader of leaders) around.add(leader);
  let done = 0;
  for (const phrase of sorted) {
    if (++done % STEP === 0) yield;
    for (const leader of around.alike(phrase)) {
      const group = groups.get(leader);
      if (!group) continue;
      group.members.push(phrase);
      group.count += phrase.count;
      group.previous += phrase.previous;
    }
  }
  return [...groups.values()];
}

const NONE = { count: 0, previous: 0 };

/** What is said often and briefly gathers best; behind that, any order that is always the same. */
function byFrequency(one: Phrase, other: Phrase): number {
  return (
    other.count - one.count ||
    other.previous - one.previous ||
    one.words.length - other.words.length ||
    compare(one.words, other.words)
  );
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let at = 0; at < one.length; at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A phrase's words, those that few phrases have first. */
type Rarity = (words: readonly number[]) => number[];

function rarity(phrases: readonly Phrase[]): Rarity {
  const common = new Map<number, number>();
  for (const { words } of phrases) for (const word of words) common.set(word, (common.get(word) ?? 0) + 1);
  return (words) => words.toSorted((a, b) => (common.get(a) ?? 0) - (common.get(b) ?? 0) || a - b);
}

/** Under a word: phrases of one length that have it at one place among their rarest. */
type Postings<P> = Map<number, Map<number, P[]>>;
/** Longer than any phrase. */
const PLACES = 64;

class Leaders<P extends Phrase> {
  private readonly postings: Postings<P> = new Map();
  private readonly sizes = new Set<number>();

  constructor(private readonly rarestFirst: Rarity) {}

  add(leader: P): void {
    const size = leader.words.length;
    this.sizes.add(size);
    this.rarestFirst(leader.words).forEach((word, place) => {
      const byPlace = this.postings.get(word) ?? new Map<number, P[]>();
      this.postings.set(word, byPlace);
      const key = size * PLACES + place;
      const known = byPlace.get(key);
      if (known) known.push(leader);
      else byPlace.set(key, [leader]);
    });
  }

  /** The one that shares most with it. */
  nearest(phrase: P): P | null {
    let best: P | null = null;
    for (const leader of this.alike(phrase)) {
      if (!best || nearness(phrase, leader) > nearness(phrase, best)) best = leader;
      else if (nearness(phrase, leader) === nearness(phrase, best) && byFrequency(leader, best) < 0) best = leader;
    }
    return best;
  }

  alike({ words }: P): Set<P> {
    const found = new Set<P>();
    const compared = new Set<P>();
    const rarest = this.rarestFirst(words);
    const size = words.length;
    for (const other of this.sizes) {
      const least = needed(size, other);
      if (least > size || least > other) continue;
      for (let at = 0; at <= size - least; at += 1) {
        const byPlace = this.postings.get(rarest[at] ?? 0);
        if (!byPlace) continue;
        for (let place = 0; place <= other - least; place += 1) {
          for (const leader of byPlace.get(other * PLACES + place) ?? []) {
            if (compared.has(leader)) continue;
            compared.add(leader);
            if (areAlike(words, leader.words)) found.add(leader);
          }
        }
      }
    }
    return found;
  }
}

const nearness = (one: Phrase, other: Phrase): number => {
  const overlap = shared(one.words, other.words);
  return overlap / (one.words.length + other.words.length - overlap);
};

/** Of two ascending lists. */
function shared(one: readonly number[], other: readonly number[]): number {
  let [at, to, count] = [0, 0, 0];
  while (at < one.length && to < other.length) {
    const difference = (one[at] ?? 0) - (other[to] ?? 0);
    if (difference === 0) count += 1;
    if (difference <= 0) at += 1;
    if (difference >= 0) to += 1;
  }
  return count;
}
