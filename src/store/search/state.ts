/** What the documents do not say yet. */
import { sql } from 'kysely';
import type { Reader } from '../postgres/db';

/** Changes looked at by one search, and escalations that are read because of them. */
const MOST_CHANGES = 2_000;
export const MOST_CHANGED = 500;

export interface Unwritten {
  /** Their documents are old, or not there yet; read by every search, the newest changes first where there are too many. */
  changed: string[];
  /** More have changed than a search reads. */
  isBehind: boolean;
  /** Those from before there were documents are still being gone through. */
  hasBacklog: boolean;
  /** Some documents are of a former make, and say less; they are being written anew. */
  hasFormer: boolean;
}

export async function unwritten(q: Reader): Promise<Unwritten> {
  const { rows } = await sql<{ changed: string[]; hasBacklog: boolean; hasFormer: boolean }>`
    select array(select escalation_id from search_todo limit ${MOST_CHANGES + 1})::text[] as changed,
      exists (select from search_backlog) as "hasBacklog", exists (select from search_former) as "hasFormer"`.execute(
    q,
  );
  const { changed = [], hasBacklog = false, hasFormer = false } = rows[0] ?? {};
  const each = [...new Set(changed)];
  return {
    changed: each.slice(-MOST_CHANGED),
    isBehind: changed.length > MOST_CHANGES || each.length > MOST_CHANGED,
    hasBacklog,
    hasFormer,
  };
}
