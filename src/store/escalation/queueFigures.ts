import { sql } from 'kysely';
import type { Reader } from '../postgres/db';
import { IS_OVERDUE } from './scope';
import { isAvailable, isThere, takesOffers } from '../presence';

export interface QueueFigures {
  id: string;
  name: string;
  waiting: number;
  longestWait: number | null;
  late: number;
  claimed: number;
  leftMessages: number;
  onHold: number;
  holdsRanOut: number;
  hasTarget: boolean;
  /** Of its opening hours; null: it is always open. */
  timeZone: string | null;
}

const MOST = 500;

/** How every queue stands now. */
export async function queueFigures(q: Reader, tenantId: string, now: Date): Promise<QueueFigures[]> {
  const { rows } = await sql<QueueFigures>`
    select u.id, u.name, o.waiting, o."leftMessages", o.late, o.claimed, o."onHold", o."holdsRanOut",
      u.service_targets->>'targetSeconds' is not null as "hasTarget",
      u.service_targets->'hours'->>'timeZone' as "timeZone",
      -- greatest() passes over null, which is nobody, and not no time.
      case when o.since is not null then greatest(0, extract(epoch from ${now}::timestamptz - o.since))::float8 end as "longestWait"
    from queue u
    cross join lateral (
      select count(*) filter (where e.status = 'waiting' and e.left_message_at is null)::int as waiting,
        count(*) filter (where e.status = 'waiting' and e.left_message_at is not null)::int as "leftMessages",
        count(*) filter (where e.status = 'claimed' and e.on_hold_since is not null)::int as "onHold",
        count(*) filter (where e.status = 'claimed' and e.on_hold_until <= ${now})::int as "holdsRanOut",
        count(*) filter (where ${IS_OVERDUE})::int as late,
        count(*) filter (where e.status = 'claimed')::int as claimed,
        min(e.waiting_since) filter (where e.status = 'waiting' and e.left_message_at is null) as since
      from escalation e
      where e.queue_id = u.id and e.status in ('waiting', 'claimed')
    ) o
    where u.tenant_id = ${tenantId} and u.removed_at is null
    order by u.is_default desc, u.name collate "C"
    limit ${MOST}`.execute(q);
  return rows;
}

/** Who waits in a queue now, and who of its team is there to take them. */
export async function standingOf(
  q: Reader,
  queueId: string,
  now: Date,
): Promise<{ waiting: number; available: number }> {
  const { rows } = await sql<{ waiting: number; available: number }>`
    select
      (select count(*)::int from escalation e where e.queue_id = ${queueId} and e.status = 'waiting') as waiting,
      (select count(distinct a.id)::int from queue u join team_member m on m.team_id = u.team_id
        join agent a on a.id = m.user_id and a.tenant_id = u.tenant_id
        where u.id = ${queueId} and ${isAvailable(now)} and ${isThere(now)} and ${takesOffers}) as available`.execute(
    q,
  );
  return rows[0] ?? { waiting: 0, available: 0 };
}

/** Half of the latest claims came faster than this, in seconds; null when there were too few to say. */
export async function usualWait(q: Reader, queueId: string, now: Date): Promise<number | null> {
  const { rows } = await sql<{ usual: number | null; many: number }>`
    select percentile_cont(0.5) within group (order by extract(epoch from first_claim - opened_at)) as usual, count(*)::int as many
    from (
      select e.opened_at, (
        select min(v.at) from escalation_event v where v.escalation_id = e.id and v.type = 'claimed') as first_claim
      from escalation e
      where e.queue_id = ${queueId} and e.opened_at >= ${new Date(now.getTime() - LATELY_MS)} and not e.test
      order by e.opened_at desc limit 50
    ) latest
    where first_claim is not null`.execute(q);
  const row = rows[0];
  return row && row.many >= FEWEST ? row.usual : null;
}

const FEWEST = 5;
const LATELY_MS = 7 * 24 * 3_600_000;
