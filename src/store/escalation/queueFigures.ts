import { sql } from 'kysely';
import type { Reader } from '../postgres/db';

export interface QueueFigures {
  id: string;
  name: string;
  waiting: number;
  longestWait: number | null;
  late: number;
  claimed: number;
  openedToday: number;
  answeredInTime: number;
  overdueToday: number;
}

const MOST = 500;

/**
 * How every queue stands now and how its day has gone so far; tests of connections do not count.
 * In time is what was claimed before the service target was missed: the step that says so counts opening hours.
 */
export async function queueFigures(q: Reader, tenantId: string, now: Date): Promise<QueueFigures[]> {
  const { rows } = await sql<QueueFigures>`
    select u.id, u.name, o.waiting, o.late, o.claimed,
      -- greatest() passes over null, which is nobody, and not no time.
      case when o.since is not null then greatest(0, extract(epoch from ${now}::timestamptz - o.since))::float8 end as "longestWait",
      d."openedToday", d."answeredInTime", d."overdueToday"
    from queue u
    cross join lateral (
      select date_trunc('day', ${now}::timestamptz, coalesce(u.service_targets->'hours'->>'timeZone', 'UTC')) as midnight
    ) day
    cross join lateral (
      select count(*) filter (where e.status = 'waiting')::int as waiting,
        count(*) filter (where e.status = 'waiting' and e.alarm <> 'none')::int as late,
        count(*) filter (where e.status = 'claimed')::int as claimed,
        min(e.opened_at) filter (where e.status = 'waiting') as since
      from escalation e
      where e.queue_id = u.id and e.status in ('waiting', 'claimed')
    ) o
    cross join lateral (
      select count(*)::int as "openedToday",
        count(*) filter (where s.claimed and not s.overdue)::int as "answeredInTime",
        count(*) filter (where s.overdue)::int as "overdueToday"
      from escalation e
      cross join lateral (
        select coalesce(bool_or(v.type = 'claimed'), false) as claimed, coalesce(bool_or(v.type = 'overdue'), false) as overdue
        from escalation_event v where v.escalation_id = e.id
      ) s
      where e.queue_id = u.id and e.opened_at >= day.midnight and not e.test
    ) d
    where u.tenant_id = ${tenantId} and u.removed_at is null
    order by u.is_default desc, u.name collate "C"
    limit ${MOST}`.execute(q);
  return rows;
}

/** Half of the latest claims came faster than this, in seconds; null when there were too few to say. */
export async function usualWait(q: Reader, queueId: string, since: Date): Promise<number | null> {
  const { rows } = await sql<{ usual: number | null; many: number }>`
    select percentile_cont(0.5) within group (order by extract(epoch from first_claim - opened_at)) as usual, count(*)::int as many
    from (
      select e.opened_at, (
        select min(v.at) from escalation_event v where v.escalation_id = e.id and v.type = 'claimed') as first_claim
      from escalation e
      where e.queue_id = ${queueId} and e.opened_at >= ${since} and not e.test
      order by e.opened_at desc limit 50
    ) latest
    where first_claim is not null`.execute(q);
  const row = rows[0];
  return row && row.many >= FEWEST ? row.usual : null;
}

const FEWEST = 5;
