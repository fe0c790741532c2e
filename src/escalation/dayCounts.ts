/**
 * Counts of days, kept while there is room: each time only what has changed since is read. A day is counted in small
 * pieces, so that others are served in between, and once, however many ask for it meanwhile.
 */
import { setImmediate } from 'node:timers/promises';
import { DayCount } from '../domain/figures/dayCount';
import { endOf, hourOfWeek, startOf } from '../domain/figures/periods';
import { type FactsOfTime, factsBetween, factsFrom, type KeptFact, stateBetween } from '../store/figures/facts';
import type { Zone } from '../store/figures/spans';
import type { Reader } from '../store/postgres/db';

/** Some hundred megabytes, on a desk that has so many a day. */
const MOST_FACTS = 120_000;
/** Counted in some milliseconds. */
const PIECE = 250;

interface Kept {
  day: string;
  count: DayCount;
  /** Of each escalation, the turn its facts were written at. */
  turns: Map<string, number>;
  /** All that was written up to it is counted. */
  upTo: number;
}

export class DayCounts {
  /** The one asked for longest ago first. */
  private readonly kept = new Map<string, Kept>();
  private readonly begun = new Map<string, Promise<Kept>>();

  /** As it is now: somebody waits for it. */
  async of(q: Reader, zone: Zone, day: string): Promise<DayCount> {
    const name = nameOf(zone, day);
    const kept = await this.upToDate(q, zone, day);
    this.kept.delete(name);
    this.kept.set(name, kept);
    let many = this.many();
    for (const [oldest, { count }] of this.kept) {
      if (many <= MOST_FACTS || oldest === name) break;
      this.kept.delete(oldest);
      many -= count.size;
    }
    return kept.count;
  }

  /** The same in the background, kept where it takes nobody's room. */
  async beside(q: Reader, zone: Zone, day: string): Promise<DayCount> {
    const kept = await this.upToDate(q, zone, day);
    const name = nameOf(zone, day);
    if (!this.kept.has(name) && this.hasRoom(kept.count.size)) this.kept.set(name, kept);
    return kept.count;
  }

  /** Whoever asks for it soon finds it counted, if there is room for it. */
  async prepare(q: Reader, zone: Zone, day: string): Promise<void> {
    if (!this.kept.has(nameOf(zone, day))) {
      const { many } = await stateBetween(q, zone.tenantId, timeOf(zone, day));
      if (many === 0 || !this.hasRoom(many)) return;
    }
    await this.beside(q, zone, day);
  }

  /** Days before this one are asked for no more. */
  forgetBefore(day: string): void {
    for (const [name, kept] of this.kept) if (kept.day < day) this.kept.delete(name);
  }

  private many(): number {
    let many = 0;
    for (const { count } of this.kept.values()) many += count.size;
    return many;
  }

  /** The only one always has. */
  private hasRoom(many: number): boolean {
    return this.kept.size === 0 || this.many() + many <= MOST_FACTS;
  }

  private async upToDate(q: Reader, zone: Zone, day: string): Promise<Kept> {
    const name = nameOf(zone, day);
    const changes = async (kept: Kept) => add(kept, await factsOf(q, zone, day, kept));
    const known = this.kept.get(name) ?? (await this.begin(q, zone, day));
    if (await changes(known)) return known;
    // Facts that are made anew have gone before: all of them are read, as of one moment.
    this.kept.delete(name);
    const anew = emptyCount(zone, day);
    await changes(anew);
    return anew;
  }

  private async begin(q: Reader, zone: Zone, day: string): Promise<Kept> {
    const name = nameOf(zone, day);
    const byOther = await this.begun.get(name)?.catch(() => null);
    if (byOther) return byOther;
    const own = counted(q, zone, day);
    this.begun.set(name, own);
    try {
      return await own;
    } finally {
      if (this.begun.get(name) === own) this.begun.delete(name);
    }
  }
}

const nameOf = ({ tenantId, zone }: Zone, day: string): string => JSON.stringify([tenantId, zone, day]);

const timeOf = ({ zone }: Zone, day: string) => ({ from: startOf(day, zone), to: endOf(day, zone) });

const emptyCount = ({ zone }: Zone, day: string): Kept => ({
  day,
  count: new DayCount(hourOfWeek(zone)),
  turns: new Map(),
  upTo: -1,
});

/** Piece by piece; what is written meanwhile comes with the next changes. */
async function counted(q: Reader, zone: Zone, day: string): Promise<Kept> {
  const time = timeOf(zone, day);
  const kept = emptyCount(zone, day);
  const { last } = await stateBetween(q, zone.tenantId, time);
  let behind: KeptFact | undefined;
  for (;;) {
    const piece = await factsFrom(q, zone.tenantId, time, { behind, limit: PIECE });
    set(kept, piece);
    behind = piece.at(-1);
    if (piece.length < PIECE) break;
  }
  kept.upTo = last ?? -1;
  return kept;
}

const factsOf = (q: Reader, zone: Zone, day: string, { upTo }: Kept): Promise<FactsOfTime> =>
  factsBetween(q, zone.tenantId, { ...timeOf(zone, day), behind: upTo });

/**
 * Others may be at the same count, and have added more meanwhile: a fact older than what is counted is left out.
 * @returns whether all there is is counted, and nothing else
 */
async function add(kept: Kept, { many, last, changed }: FactsOfTime): Promise<boolean> {
  const isOld = () => last !== null && last < kept.upTo;
  for (let from = 0; from < changed.length && !isOld(); from += PIECE) {
    if (from > 0) await setImmediate();
    set(kept, changed.slice(from, from + PIECE));
  }
  if (isOld()) return true;
  kept.upTo = last ?? kept.upTo;
  return kept.count.size === many;
}

function set({ turns, count }: Kept, facts: readonly KeptFact[]): void {
  for (const { id, turn, facts: text, openedAt } of facts) {
    if (turn <= (turns.get(id) ?? -1)) continue;
    turns.set(id, turn);
    count.set(id, openedAt, text);
  }
}
