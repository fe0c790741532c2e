/** How full the outbox is, and when something of it is due. */
import { sql } from 'kysely';
import type { Reader } from '../postgres/db';

export interface OutboxState {
  pending: number;
  blockedLanes: number;
}

export async function outboxState(q: Reader): Promise<OutboxState> {
  const { rows } = await sql<OutboxState>`
    select (select coalesce(sum(pending), 0)::int from lane where pending > 0) as pending,
      (select count(*)::int from lane where blocked is not null) as "blockedLanes"`.execute(q);
  return rows[0] ?? { pending: 0, blockedLanes: 0 };
}

/** When the next waiting lane is due, in ms from now (0: now); null when nothing waits. */
export async function nextDueIn(q: Reader): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select extract(epoch from min(next_at) - clock_timestamp())::float8 * 1000 as ms
    from lane where pending > 0 and lease_until < now()`.execute(q);
  const ms = rows[0]?.ms ?? null;
  return ms === null ? null : Math.max(0, ms);
}
