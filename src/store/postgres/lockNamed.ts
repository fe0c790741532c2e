import { sql } from 'kysely';
import type { Reader } from './db';

/** Whoever locks the same name waits until this transaction is over. For what has no row to lock yet. */
export async function lockNamed(q: Reader, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(q);
}
