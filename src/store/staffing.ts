/** Which queues have somebody available; `domain/staffing.ts` decides what that means. */
import { sql } from 'kysely';
import type { Staffing } from '../domain/staffing';
import { isAvailable, isThere } from './presence';
import type { Reader } from './postgres/db';

const MOST = 1_000;

export interface StaffingRow extends Staffing {
  id: string;
  tenantId: string;
  name: string;
}

export async function staffings(q: Reader, now: Date): Promise<StaffingRow[]> {
  const { rows } = await sql<StaffingRow>`
    select u.id, u.tenant_id as "tenantId", u.name, u.staffed, u.nobody_since as "nobodySince",
      u.service_targets -> 'hours' as hours,
      (select count(*)::int from escalation e where e.queue_id = u.id and e.status = 'waiting') as waiting,
      exists (
        select from team_member m join agent a on a.id = m.user_id and a.tenant_id = u.tenant_id
        where m.team_id = u.team_id and ${isAvailable(now)} and ${isThere(now)}
      ) as "isThere"
    from queue u where u.removed_at is null limit ${MOST}`.execute(q);
  return rows;
}

/** False when another process was quicker. */
export async function setStaffing(
  q: Reader,
  before: Pick<StaffingRow, 'id' | 'staffed' | 'nobodySince'>,
  after: Pick<StaffingRow, 'staffed' | 'nobodySince'>,
): Promise<boolean> {
  const { numUpdatedRows } = await q
    .updateTable('queue')
    .set({ staffed: after.staffed, nobody_since: after.nobodySince })
    .where('id', '=', before.id)
    .where('staffed', '=', before.staffed)
    .where('nobody_since', before.nobodySince === null ? 'is' : 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
