/** State of a lane's far end: blocked, unblocked, or due for a retry now. */
import { type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../postgres/db';

/** Nothing reaches the lane's far end any more; the tab says why. */
export async function blockLane(q: Reader, lane: string, reason: string): Promise<void> {
  await q
    .updateTable('lane')
    .set({ blocked: reason.slice(0, 500) })
    .where('key', '=', lane)
    .execute();
}

/** The far end was heard from: the lane is unblocked. */
export async function unblockLane(q: Reader, lane: string): Promise<void> {
  await q.updateTable('lane').set({ blocked: null }).where('key', '=', lane).where('blocked', 'is not', null).execute();
}

/** What kept these lanes waiting for their next attempt is over. */
export async function wakeLanes(tx: Tx, keys: string[]): Promise<void> {
  await sql`
    with l as (select key from lane where key = any(${keys}::text[]) and pending > 0 order by key for update)
    update lane set next_at = now() from l where lane.key = l.key`.execute(tx.q);
  tx.hint({ kind: 'outbox' });
}

/** The same for all that goes to one place. */
export async function wakeLanesOfRate(tx: Tx, rateKey: string): Promise<void> {
  await sql`
    with l as (select key from lane where rate_key = ${rateKey} and pending > 0 order by key for update)
    update lane set next_at = now() from l where lane.key = l.key`.execute(tx.q);
  tx.hint({ kind: 'outbox' });
}

/** Whether anything waits in this lane. */
export async function isWaiting(q: Reader, lane: string): Promise<boolean> {
  const row = await q.selectFrom('lane').select('pending').where('key', '=', lane).executeTakeFirst();
  return row !== undefined && row.pending > 0;
}

/** Lanes that were emptied and not used since; deleted so that the table does not grow with the customers. */
export async function forgetLanes(q: Reader, before: Date, limit: number): Promise<void> {
  await q
    .deleteFrom('lane')
    .where('key', 'in', (eb) =>
      eb
        .selectFrom('lane')
        .select('key')
        .where('pending', '=', 0)
        .where('blocked', 'is', null)
        .where('next_at', '<', before)
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .where(sql<SqlBool>`not exists (select 1 from outbox where outbox.lane = lane.key)`)
    .execute();
}
