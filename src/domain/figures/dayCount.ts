/**
 * The count of one day in all its cells. It keeps what it has counted of each escalation: what changes is taken away as it
 * was and added as it is, so a day on which something still happens is not counted anew each time it is read. Pure.
 */
import { type CellKey, EVERYTHING, type KeyedCell, nameOf } from './cells';
import type { Facts } from './facts';
import { agentsOf, queuesOf } from './marks';
import type { Whose } from './measures';
import { fromStored, type StoredFacts } from './stored';
import { type Counted, countedOf, Tally } from './tally';

/** Of these a day keeps the most frequent ones; what is said more rarely counts in everything else. */
const TOPICS_PER_DAY = 100;

/** Stored for a topic nobody gave; a key of null says "whichever". */
const NO_TOPIC = '';

interface Part {
  key: CellKey;
  tally: Tally;
  /** Of how many escalations. */
  many: number;
}

export class DayCount {
  private readonly known = new Map<string, { openedAt: Date; facts: string }>();
  private readonly parts = new Map<string, Part>();

  /** @param hourOfWeek of a moment in the figures' time zone */
  constructor(private readonly hourOfWeek: (at: Date) => number) {}

  /** How many escalations are counted. */
  get size(): number {
    return this.known.size;
  }

  /**
   * From now on this one counts as these facts say, whatever was counted of it before.
   * @param facts `StoredFacts` as JSON, which is how they take least room
   */
  set(id: string, openedAt: Date, facts: string): void {
    const before = this.known.get(id);
    if (before) this.count(read(before), -1);
    const now = { openedAt, facts };
    this.known.set(id, now);
    this.count(read(now), 1);
  }

  cells(isWanted: (key: CellKey) => boolean = () => true): KeyedCell[] {
    const topics = this.frequentTopics();
    return [...this.parts.values()]
      .filter(({ key }) => (key.topic === null || topics.has(key.topic)) && isWanted(key))
      .map(({ key, tally }) => ({ key, cell: tally.cell() }));
  }

  private count(facts: Facts, sign: 1 | -1): void {
    const hour = this.hourOfWeek(facts.openedAt);
    for (const queue of [null, ...queuesOf(facts)]) {
      for (const agent of [null, ...agentsOf(facts)]) {
        const counted = countedOf(facts, { queue, agent }, hour);
        for (const key of keysOf(facts, { queue, agent })) this.countIn(key, counted, sign);
      }
    }
  }

  private countIn(key: CellKey, counted: Counted, sign: 1 | -1): void {
    const name = nameOf(key);
    const part = this.parts.get(name) ?? { key, tally: new Tally(), many: 0 };
    part.many += sign;
    if (part.many === 0) {
      this.parts.delete(name);
      return;
    }
    part.tally.add(counted, sign);
    this.parts.set(name, part);
  }

  private frequentTopics(): Set<string> {
    const counts = [...this.parts.values()].flatMap(({ key: { queue, topic }, many }) =>
      queue === null && topic !== null ? [[topic, many] as const] : [],
    );
    const sorted = counts.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    return new Set(sorted.slice(0, TOPICS_PER_DAY).map(([topic]) => topic));
  }
}

const read = ({ openedAt, facts }: { openedAt: Date; facts: string }): Facts =>
  fromStored(JSON.parse(facts) as StoredFacts, openedAt);

/** Everything, each dimension by itself, and a queue with each of the others. */
function keysOf({ connection, topic }: Facts, { queue, agent }: Whose): CellKey[] {
  if (agent !== null) return [{ ...EVERYTHING, queue, agent }];
  const whole = { ...EVERYTHING, queue };
  return [whole, { ...whole, connection }, { ...whole, topic: topic ?? NO_TOPIC }];
}
