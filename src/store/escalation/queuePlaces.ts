/** Who stands in a queue, and where. */
import { type SqlBool, sql } from 'kysely';
import { type Reader, constant, constants } from '../postgres/db';

/** Ids of what waits or is worked on in a queue, oldest first. */
export async function openEscalationsOfQueue(q: Reader, queueId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('escalation')
    .select('id')
    .where('queue_id', '=', queueId)
    .where('status', 'in', constants('waiting', 'claimed'))
    .orderBy('opened_at')
    .limit(1_000)
    .execute();
  return rows.map((row) => row.id);
}

/** The same for all queues in a team's channels. */
export async function openEscalationsOfTeam(q: Reader, teamId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('escalation as e')
    .innerJoin('queue as u', 'u.id', 'e.queue_id')
    .select('e.id')
    .where('u.team_id', '=', teamId)
    .where('u.removed_at', 'is', null)
    .where('e.status', 'in', constants('waiting', 'claimed'))
    .orderBy('e.opened_at')
    .limit(1_000)
    .execute();
  return rows.map((row) => row.id);
}

/** How many wait before this one in its queue, itself included: the more urgent, and of the same urgency the older. */
export async function placeInQueue(q: Reader, queueId: string, escalationId: string): Promise<number> {
  const row = await q
    .selectFrom('escalation')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('queue_id', '=', queueId)
    .where('status', '=', constant('waiting'))
    .where('id', '<>', escalationId)
    .where(
      sql<SqlBool>`(-priority, opened_at, id) < (select -me.priority, me.opened_at, me.id from escalation me where me.id = ${escalationId})`,
    )
    .executeTakeFirstOrThrow();
  return row.n + 1;
}
