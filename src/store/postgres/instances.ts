/**
 * Which processes are alive. Each takes a number and holds a session-level advisory lock on it;
 * the lock falls with the connection, so a killed process is seen dead at once, without heartbeats.
 */
import { sql } from 'kysely';
import { type Client } from 'pg';

/** First half of the advisory lock's key; the second is the instance's number. */
const LOCK_SPACE = 0x4844; // "HD"

export interface Instance {
  readonly id: number;
}

/** Takes a number on the given connection, which must stay open as long as the process lives. */
export async function enlist(client: Client): Promise<Instance> {
  const { rows } = await client.query<{ id: number }>(
    `select id, pg_advisory_lock($1, id) from (select nextval('instance_id')::int as id) as next`,
    [LOCK_SPACE],
  );
  const first = rows[0];
  if (!first) throw new Error('PostgreSQL gave no instance number.');
  return { id: first.id };
}

/** Takes the same number again on a new connection, after the old one broke. */
export async function reenlist(client: Client, instance: Instance): Promise<void> {
  await client.query('select pg_try_advisory_lock($1, $2)', [LOCK_SPACE, instance.id]);
}

/** A fragment that is true when the column's process is no longer there. */
export function isDead(owner: ReturnType<typeof sql.ref>) {
  return sql<boolean>`${owner} is not null and not exists (
    select 1 from pg_locks
    where locktype = 'advisory' and classid = ${LOCK_SPACE}::oid and objid = ${owner}::oid and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database()))`;
}
