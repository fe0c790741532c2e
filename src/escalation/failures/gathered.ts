/** What was said, each with the same words or the same topic once, with whose it was and how it ended. */
import type { FailureKind } from '../../contract/failures';
import type { Grouping, Phrase } from '../../domain/failures/grouping';
import type { SaidRow } from '../../store/failures/said';

export interface Gathered extends Phrase {
  words: readonly number[];
  topic: string;
  /** There is a phrase with something in it, or a topic. */
  isNamed: boolean;
  /** The number of the newest escalation of the period. */
  newest: number;
  /** By bot, and by end, how many of the period. */
  bots: Map<string, number>;
  /** By bot, those of hours all its chats are known of, and as many before. */
  inChats: Map<string, number>;
  previousInChats: Map<string, number>;
  ends: Map<string, number>;
  /** Names of outcomes by their ids. */
  outcomes: Map<string, string>;
}

export function gathered(by: FailureKind, rows: readonly SaidRow[]): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const { words, topic, connectionId, ended, outcome, count, previous, newest, ...row } of rows) {
    const key = by === 'phrase' ? words.join() : topic;
    const one = found.get(key) ?? { ...NEW, words, topic, isNamed: key !== '', ...ofIts() };
    found.set(key, one);
    one.count += count;
    one.previous += previous;
    one.newest = Math.max(one.newest, newest);
    one.bots.set(connectionId, (one.bots.get(connectionId) ?? 0) + count);
    one.inChats.set(connectionId, (one.inChats.get(connectionId) ?? 0) + row.inChats);
    one.previousInChats.set(connectionId, (one.previousInChats.get(connectionId) ?? 0) + row.previousInChats);
    one.ends.set(ended, (one.ends.get(ended) ?? 0) + count);
    if (outcome !== null && ended !== 'own') one.outcomes.set(ended, outcome);
  }
  return [...found.values()];
}

const NEW = { count: 0, previous: 0, newest: 0 };
const ofIts = () => ({
  bots: new Map<string, number>(),
  inChats: new Map<string, number>(),
  previousInChats: new Map<string, number>(),
  ends: new Map<string, number>(),
  outcomes: new Map<string, string>(),
});

/** Authors of bots name topics: each is a group of its own. */
export function topicsOf(all: readonly Gathered[], most: number): Grouping<Gathered> {
  const named = all
    .filter(({ isNamed, count }) => isNamed && count > 0)
    .toSorted((a, b) => b.count - a.count || (a.topic < b.topic ? -1 : 1));
  const groups = named
    .slice(0, most)
    .map((leader) => ({ leader, members: [leader], count: leader.count, previous: leader.previous }));
  const rest = named.slice(most);
  return { groups, isMore: rest.length > 0, others: rest.reduce((sum, { count }) => sum + count, 0) };
}
