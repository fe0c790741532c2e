/** What the rows of figures are called, and whether it is still there. */
import { sql } from 'kysely';
import type { FigureDimension } from '../../contract/figures';
import type { Reader } from '../postgres/db';

export interface Named {
  name: string;
  gone: boolean;
}

/**
 * Of somebody who was never seen and is on no team: they may have had tens of thousands, and seldom two names. In the
 * index's order, or PostgreSQL looks for the first few in the whole table.
 */
const NAMES_LOOKED_AT = 10;

/** Removed ones among them: figures are about the past. */
export async function allQueueIds(q: Reader, tenantId: string): Promise<string[]> {
  const rows = await q.selectFrom('queue').select('id').where('tenant_id', '=', tenantId).limit(5_000).execute();
  return rows.map(({ id }) => id);
}

export async function namesOf(
  q: Reader,
  tenantId: string,
  of: FigureDimension,
  keys: readonly string[],
): Promise<Map<string, Named>> {
  if (of === 'topic') return new Map(keys.filter(Boolean).map((key) => [key, { name: key, gone: false }]));
  const { rows } = await {
    queue: sql<Named & { id: string }>`
      select id, name, removed_at is not null as gone from queue
      where tenant_id = ${tenantId} and id::text = any(${[...keys]}::text[])`,
    connection: sql<Named & { id: string }>`
      select id, name, state = 'removed' as gone from connection
      where tenant_id = ${tenantId} and id::text = any(${[...keys]}::text[])`,
    agent: sql<Named & { id: string }>`
      select k.id, n.name, m.name is null as gone
      from unnest(${[...keys]}::text[]) as k(id)
        left join lateral (
          select m.name from team_member m join queue u on u.team_id = m.team_id
          where m.user_id = k.id and u.tenant_id = ${tenantId} and u.removed_at is null limit 1) m on true
        cross join lateral (select coalesce(
          m.name,
          (select a.name from agent a where a.tenant_id = ${tenantId} and a.id = k.id),
          (select name from (
            select agent_name as name, at from escalation_person where agent_id = k.id
            order by escalation_id limit ${NAMES_LOOKED_AT}) p
          order by at desc limit 1)
        ) as name) n
      where n.name is not null`,
  }[of].execute(q);
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}
