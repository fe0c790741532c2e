/** Why nobody gets an escalation that waits. */
import type { Candidates } from '../contract/api';
import { isOpenAt, nextOpening } from '../domain/hours';
import { obstaclesOf } from '../domain/routing/candidates';
import { candidatesOf } from '../store/escalation/candidates';
import type { Db } from '../store/postgres/db';

/** @param showsTimes whether it tells since when somebody is offline */
export async function whyNobody(
  db: Db,
  tenantId: string,
  id: string,
  { now, showsTimes }: { now: Date; showsTimes: boolean },
): Promise<Candidates | null> {
  const row = await candidatesOf(db.q, tenantId, id, now);
  if (!row) return null;
  const { status, offeredTo, offeredName, offeredUntil, requiredSkill, serviceTargets } = row;
  const open = isOpenAt(serviceTargets.hours, now);
  const isOffered = serviceTargets.assignment === 'automatic';
  const wanted = { requiredSkill, isOffered, againAt: offeredTo === null ? offeredUntil : null };
  return {
    status,
    assigneeName: row.assigneeName,
    queue: row.queueName,
    assignment: serviceTargets.assignment,
    open,
    opensAt: open ? null : (nextOpening(serviceTargets.hours, now)?.toISOString() ?? null),
    channelLost: row.channelLost,
    hasChannel: row.hasChannel,
    requiredSkill,
    offer:
      status === 'waiting' && offeredTo !== null && offeredUntil !== null
        ? { to: { id: offeredTo, name: offeredName ?? '' }, until: offeredUntil.toISOString() }
        : null,
    members: row.members,
    candidates: row.people.map((one) => ({
      id: one.id,
      name: one.name,
      presence: one.isThere ? one.presence : 'away',
      isOfTeam: one.isOfTeam,
      load: one.load,
      capacity: one.capacity,
      obstacles: obstaclesOf(showsTimes ? one : { ...one, tabClosedAt: null }, wanted),
    })),
  };
}
