/** How every queue stands, and how its day has gone so far. */
import { midnightBefore } from '../domain/figures/periods';
import { type QueueFigures, queueFigures, queueZones } from '../store/escalation/queueFigures';
import type { Reader } from '../store/postgres/db';

/** @param at `zone`: in which it is today for queues that are always open, and so have none of their own */
export async function queuesNow(
  q: Reader,
  tenantId: string,
  { now, zone: own = 'UTC' }: { now: Date; zone?: string },
): Promise<QueueFigures[]> {
  // PostgreSQL may know fewer zones than we do, or the same names for others: it is not asked since when it is today.
  const zones = await queueZones(q, tenantId);
  const midnights = zones.map((zone) => ({ zone, at: midnightBefore(now, zone ?? own) }));
  return queueFigures(q, tenantId, { now, midnights });
}
