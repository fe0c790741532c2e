/** Keys low-code callers prove themselves with; only their hashes are kept. */
import { sql } from 'kysely';
import type { ConnectionRow } from './connections';
import { type Reader, constant } from './postgres/db';

export interface FoundKey {
  id: string;
  connectionId: string;
  /** Why it is no good any more. */
  ended: 'revoked' | 'replaced' | null;
}

/** Null: there never was such a key, or its connection was removed. */
export async function findKey(q: Reader, hash: Buffer, now: Date): Promise<FoundKey | null> {
  const row = await q
    .selectFrom('connection_key')
    .select(['id', 'connection_id', 'until', 'revoked_at'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!row) return null;
  const isReplaced = row.until !== null && row.until <= now;
  const ended = row.revoked_at !== null ? 'revoked' : isReplaced ? 'replaced' : null;
  return { id: row.id, connectionId: row.connection_id, ended };
}

/** Written at most once a minute: a key that is used all the time is no hot row. */
export async function keyUsed(q: Reader, id: string, now: Date): Promise<void> {
  await q
    .updateTable('connection_key')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', new Date(now.getTime() - 60_000))]))
    .execute();
}

export interface LiveKey {
  id: string;
  hint: string;
  until: Date | null;
}

/** Those that are good now, oldest first. */
export async function liveKeys(q: Reader, connectionId: string, now: Date): Promise<LiveKey[]> {
  return q
    .selectFrom('connection_key')
    .select(['id', 'hint', 'until'])
    .where('connection_id', '=', connectionId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .orderBy('created_at')
    .execute();
}

export async function insertKey(
  q: Reader,
  key: { connectionId: string; hash: Buffer; hint: string; createdBy: string },
): Promise<void> {
  await q
    .insertInto('connection_key')
    .values({ connection_id: key.connectionId, hash: key.hash, hint: key.hint, created_by: key.createdBy })
    .execute();
}

/** Good until then; what would have ended sooner does. */
export async function endKey(q: Reader, id: string, until: Date): Promise<void> {
  await q
    .updateTable('connection_key')
    .set({ until: sql<Date>`least(until, ${until})` })
    .where('id', '=', id)
    .execute();
}

export async function revokeKey(q: Reader, id: string, now: Date): Promise<void> {
  await q.updateTable('connection_key').set({ revoked_at: now }).where('id', '=', id).execute();
}

export async function connectionOfKey(q: Reader, key: FoundKey): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', key.connectionId)
    .where('state', '<>', constant('removed'))
    .executeTakeFirst();
  return row ?? null;
}
