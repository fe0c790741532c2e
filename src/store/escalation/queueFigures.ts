import { sql } from 'kysely';
import type { Reader } from '../postgres/db';
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
  openedToday: number;
  answeredInTime: number;
  missedToday: number;
  hasTarget: boolean;
}

const MOST = 500;

/** Who leaves sooner never meant to wait, as figures over time have it. */
const SHORT_ABANDON = sql`interval '10 seconds'`;

/**
 * How every queue stands now and how its day has gone so far; tests of connections do not count.
 * In time is what was claimed before the service target was missed: the step that says so counts opening hours. Who left
 * before anybody came was missed as well, as figures over time have it. Both count for the queue in which they happened,
 * wherever the escalation went afterwards.
 * @param at since when it is today in each of `queueZones`
 */
export async function queueFigures(
  q: Reader,
  tenantId: string,
  { now, midnights }: { now: Date; midnights: readonly { zone: string | null; at: Date }[] },
): Promise<QueueFigures[]> {
  const first = new Date(Math.min(+now, ...midnights.map(({ at }) => +at)));
  const { rows } = await sql<QueueFigures>`
    with today as (
      select u.id, u.service_targets->>'targetSeconds' is not null as "hasTarget", m.at as midnight
      from queue u join unnest(${midnights.map(({ zone }) => zone)}::text[], ${midnights.map(({ at }) => at)}::timestamptz[]) m (zone, at)
        on m.zone is not distinct from ${ZONE}
      where u.tenant_id = ${tenantId} and u.removed_at is null
    ), opened as (
      select e.id, e.opened_at, e.waiting_since, e.queue_id, coalesce(e.routed_queue_id, e.queue_id) as first_id
      from escalation e
      where e.tenant_id = ${tenantId} and e.opened_at >= ${first} and not e.test
    ), promised as (
      select coalesce(v.queue_id, o.queue_id) as queue_id, o.opened_at,
        bool_or(v.type in ('claimed', 'transferred')) as claimed,
        bool_or(v.type in ('overdue', 'abandoned')) as missed
      from opened o join escalation_event v on v.escalation_id = o.id
      where v.type in ('claimed', 'overdue') or (v.type = 'transferred' and v.status = 'claimed')
        or (v.type = 'abandoned' and v.actor_kind in ('customer', 'bot') and v.owner_id is null
          and v.at >= o.waiting_since + ${SHORT_ABANDON})
      group by o.id, o.opened_at, 1
    )
    select u.id, u.name, o.waiting, o."leftMessages", o.late, o.claimed, o."onHold", o."holdsRanOut", t."hasTarget",
      -- greatest() passes over null, which is nobody, and not no time.
      case when o.since is not null then greatest(0, extract(epoch from ${now}::timestamptz - o.since))::float8 end as "longestWait",
      (select count(*)::int from opened where first_id = u.id and opened_at >= t.midnight) as "openedToday",
      d."answeredInTime", d."missedToday"
    from queue u join today t on t.id = u.id
    cross join lateral (
      select count(*) filter (where e.status = 'waiting' and e.left_message_at is null)::int as waiting,
        count(*) filter (where e.status = 'waiting' and e.left_message_at is not null)::int as "leftMessages",
        count(*) filter (where e.status = 'claimed' and e.on_hold_since is not null)::int as "onHold",
        count(*) filter (where e.status = 'claimed' and e.on_hold_until <= ${now})::int as "holdsRanOut",
        -- What came from a queue that missed its target has not missed this one's.
        count(*) filter (where e.status = 'waiting' and e.alarm in ('onCall', 'managers'))::int as late,
        count(*) filter (where e.status = 'claimed')::int as claimed,
        min(e.opened_at) filter (where e.status = 'waiting' and e.left_message_at is null) as since
      from escalation e
      where e.queue_id = u.id and e.status in ('waiting', 'claimed')
    ) o
    cross join lateral (
      select count(*) filter (where p.claimed and not p.missed)::int as "answeredInTime",
        count(*) filter (where p.missed)::int as "missedToday"
      from promised p where t."hasTarget" and p.queue_id = u.id and p.opened_at >= t.midnight
    ) d
    order by u.is_default desc, u.name collate "C"
    limit ${MOST}`.execute(q);
  return rows;
}

/** Of a queue `u`; null: always open. */
const ZONE = sql<string | null>`(u.service_targets->'hours'->>'timeZone')`;

/** Those that queues have their opening hours in, once each; null: the one of queues that are always open. */
export async function queueZones(q: Reader, tenantId: string): Promise<(string | null)[]> {
  const { rows } = await sql<{ zone: string | null }>`
    select distinct ${ZONE} as zone from queue u where u.tenant_id = ${tenantId} and u.removed_at is null
    limit ${MOST}`.execute(q);
  return rows.map(({ zone }) => zone);
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
