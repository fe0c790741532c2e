/** Counts of days that were asked for, kept while there is room: each time only what has changed since is read. */
import { DayCount } from '../domain/figures/dayCount';
import { endOf, hourOfWeek, startOf } from '../domain/figures/periods';
import { fromStored } from '../domain/figures/stored';
import { type FactsOfTime, factsBetween } from '../store/figures/facts';
import type { Zone } from '../store/figures/spans';
import type { Reader } from '../store/postgres/db';

/** Some thirty megabytes. */
const MOST_FACTS = 20_000;

interface Kept {
  count: DayCount;
  /** Of each escalation, the turn its facts were written at. */
  turns: Map<string, number>;
  /** All that was written up to it is counted. */
  upTo: number;
}

export class DayCounts {
  /** The one asked for longest ago first. */
  private readonly kept = new Map<string, Kept>();

  async of(q: Reader, zone: Zone, day: string): Promise<DayCount> {
    const name = JSON.stringify([zone.tenantId, zone.zone, day]);
    let kept = this.kept.get(name) ?? begin(zone);
    if (!add(kept, await factsOf(q, zone, day, kept))) {
      kept = begin(zone);
      add(kept, await factsOf(q, zone, day, kept));
    }
    this.keep(name, kept);
    return kept.count;
  }

  private keep(name: string, kept: Kept): void {
    this.kept.delete(name);
    this.kept.set(name, kept);
    let many = 0;
    for (const { count } of this.kept.values()) many += count.size;
    for (const [oldest, { count }] of this.kept) {
      if (many <= MOST_FACTS || oldest === name) return;
      this.kept.delete(oldest);
      many -= count.size;
    }
  }
}

const begin = ({ zone }: Zone): Kept => ({ count: new DayCount(hourOfWeek(zone)), turns: new Map(), upTo: -1 });

const factsOf = (q: Reader, { tenantId, zone }: Zone, day: string, { upTo }: Kept): Promise<FactsOfTime> =>
  factsBetween(q, tenantId, { from: startOf(day, zone), to: endOf(day, zone), behind: upTo });

/**
 * Others may be at the same count, and have added more meanwhile: a fact older than what is counted is left out.
 * @returns whether all there is is counted, and nothing else: facts that are made anew have gone before
 */
function add(kept: Kept, { many, last, changed }: FactsOfTime): boolean {
  if (last !== null && last < kept.upTo) return true;
  for (const { id, turn, facts, openedAt } of changed) {
    if (turn <= (kept.turns.get(id) ?? -1)) continue;
    kept.turns.set(id, turn);
    kept.count.set(id, fromStored(facts, openedAt));
  }
  kept.upTo = last ?? kept.upTo;
  return kept.count.size === many;
}
