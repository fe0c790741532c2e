/** Marks: a number for each figure an escalation counts in, so that the history finds exactly the same ones. Pure. */
import { createHash } from 'node:crypto';
import type { Measure } from '../../contract/figures';
import type { Facts } from './facts';
import { measuresOf, type Whose } from './measures';

/** Of a measure in a queue, of an agent, of both, or of all. */
export function markOf(measure: Measure, { queue, agent }: Whose): string {
  const name = JSON.stringify([measure, queue, agent]);
  return createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
}

export function marksOf(facts: Facts): string[] {
  const marks = new Set<string>();
  for (const queue of [null, ...queuesOf(facts)]) {
    for (const agent of [null, ...agentsOf(facts)]) {
      const whose = { queue, agent };
      for (const measure of measuresOf(facts, whose)) marks.add(markOf(measure, whose));
    }
  }
  return [...marks];
}

/** Where it was opened, came, and was had. */
export function queuesOf({ queue, legs, handlings }: Facts): Set<string> {
  return new Set([queue, ...legs.map((leg) => leg.queue), ...handlings.map(({ queue: of }) => of)]);
}

/** Everybody who accepted, had, answered or resolved it. */
export function agentsOf(facts: Facts): Set<string> {
  const all = [
    ...facts.legs.map(({ by }) => by),
    ...facts.handlings.map(({ agent }) => agent),
    facts.first?.by,
    ...facts.responses.map(({ by }) => by),
    facts.resolution?.by,
  ];
  return new Set(all.filter((agent): agent is string => Boolean(agent)));
}
