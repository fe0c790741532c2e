/** How queues stood minute by minute, for a quarter of an hour: what Live compares with. */
import { sql } from 'kysely';
import { isAvailable, isThere } from '../presence';
import type { Reader } from '../postgres/db';

const MINUTE_MS = 60_000;
const KEPT_MS = 15 * MINUTE_MS;
/** Compared with is what was seen closest to this long ago, and not a minute and a half beside it. */
const AGO_MS = 5 * MINUTE_MS;
const BESIDE_MS = 1.5 * MINUTE_MS;

/** All queues, once a minute, whichever process comes first. */
export async function sampleQueues(q: Reader, now: Date): Promise<void> {
  const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
  await sql`
    with forgotten as (delete from queue_sample where at < ${new Date(now.getTime() - KEPT_MS)})
    insert into queue_sample (queue_id, at, waiting, claimed, available, longest_wait)
    select u.id, ${minute}, o.waiting, o.claimed, (
        select count(distinct m.user_id)::int from team_member m join agent a on a.id = m.user_id and a.tenant_id = u.tenant_id
        where m.team_id = u.team_id and ${isAvailable(now)} and ${isThere(now)}),
      case when o.since is not null then greatest(0, extract(epoch from ${now}::timestamptz - o.since))::float8 end
    from queue u
    cross join lateral (
      select count(*) filter (where e.status = 'waiting' and e.left_message_at is null)::int as waiting,
        count(*) filter (where e.status = 'claimed')::int as claimed,
        min(e.waiting_since) filter (where e.status = 'waiting' and e.left_message_at is null) as since
      from escalation e where e.queue_id = u.id and e.status in ('waiting', 'claimed')
    ) o
    where u.removed_at is null
    on conflict do nothing`.execute(q);
}

export interface SampleRow {
  queueId: string;
  at: Date;
  waiting: number;
  claimed: number;
  available: number;
  longestWait: number | null;
}

/** Of each queue how it stood some five minutes ago; a queue nobody looked at then is missing. */
export async function samplesBefore(q: Reader, tenantId: string, now: Date): Promise<Map<string, SampleRow>> {
  const then = now.getTime() - AGO_MS;
  const { rows } = await sql<SampleRow>`
    select distinct on (s.queue_id) s.queue_id as "queueId", s.at, s.waiting, s.claimed, s.available,
      s.longest_wait as "longestWait"
    from queue_sample s join queue u on u.id = s.queue_id
    where u.tenant_id = ${tenantId}
      and s.at between ${new Date(then - BESIDE_MS)} and ${new Date(then + BESIDE_MS)}
    order by s.queue_id, abs(extract(epoch from s.at - ${new Date(then)}::timestamptz)), s.at`.execute(q);
  return new Map(rows.map((row) => [row.queueId, row]));
}
