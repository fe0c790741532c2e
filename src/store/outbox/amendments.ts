/** Changes of one message that wait behind each other: what it goes back to when they fail is what it was before the first. */
import { sql } from 'kysely';
import type { Amendment } from '../../domain/outbox';
import type { Tx } from '../postgres/db';

/** What the message was before, as it counts by now; null: a later change of it waits, and inherits that. */
export async function wasBefore(
  tx: Tx,
  item: { id: string; lane: string },
  { messageId, before }: Amendment,
): Promise<Amendment['before'] | null> {
  const { rows } = await sql<{ before: Amendment['before']; later: string | null }>`
    select payload -> 'before' as before,
      (select o.id from outbox o where o.lane = ${item.lane} and o.id > ${item.id}
        and o.payload ->> 'messageId' = ${messageId} and o.payload ? 'before' order by o.id limit 1) as later
    from outbox where id = ${item.id}`.execute(tx.q);
  const [found] = rows;
  const first = found?.before ?? before;
  if (!found?.later) return first;
  await sql`update outbox set payload = jsonb_set(payload, '{before}', ${JSON.stringify(first)}::jsonb)
    where id = ${found.later}`.execute(tx.q);
  return null;
}
