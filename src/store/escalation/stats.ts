import { sql } from 'kysely';
import type { Stats } from '../../contract/api';
import type { Reader } from '../postgres/db';
import { outboxState } from '../outbox/state';

interface Counts {
  waiting: number;
  claimed: number;
  longestWait: number | null;
  endedToday: number;
}

/**
 * @param of null queues: all of the tenant
 * @param at today has been since `midnight`
 */
export async function statsOf(
  q: Reader,
  of: { tenantId: string; queueIds: readonly string[] | null },
  { now, midnight }: { now: Date; midnight: Date },
): Promise<Stats> {
  const mine = sql`e.tenant_id = ${of.tenantId} and (${of.queueIds === null} or e.queue_id = any(${[...(of.queueIds ?? [])]}::uuid[]))`;
  const { rows } = await sql<Counts>`
    select
      open.waiting, open.claimed, extract(epoch from ${now}::timestamptz - open.since)::float8 as "longestWait",
      (select count(*)::int from escalation e where ${mine} and e.ended_at >= ${midnight}) as "endedToday"
    from (
      select
        count(*) filter (where e.status = 'waiting')::int as waiting,
        count(*) filter (where e.status = 'claimed')::int as claimed,
        min(e.waiting_since) filter (where e.status = 'waiting') as since
      from escalation e where ${mine} and e.status in ('waiting', 'claimed')
    ) as open`.execute(q);
  const { waiting = 0, claimed = 0, endedToday = 0, longestWait = null } = rows[0] ?? {};
  // Clock skew: a clock behind the database's must not show a negative wait.
  return {
    waiting,
    claimed,
    endedToday,
    longestWait: longestWait === null ? null : Math.max(0, longestWait),
    outbox: await outboxState(q),
  };
}
