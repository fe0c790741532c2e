/** What the rows of figures are called, and whether it is still there. */
import { sql } from 'kysely';
import type { FigureDimension } from '../../contract/figures';
import type { Reader } from '../postgres/db';

export interface Named {
  name: string;
  gone: boolean;
}

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
      select k.id, coalesce(m.name, a.name, p.name) as name, m.name is null as gone
      from unnest(${[...keys]}::text[]) as k(id)
        left join lateral (
          select m.name from team_member m join queue u on u.team_id = m.team_id
          where m.user_id = k.id and u.tenant_id = ${tenantId} and u.removed_at is null limit 1) m on true
        left join agent a on a.tenant_id = ${tenantId} and a.id = k.id
        left join lateral (
          select agent_name as name from escalation_person where agent_id = k.id order by at desc limit 1) p on true
      where coalesce(m.name, a.name, p.name) is not null`,
  }[of].execute(q);
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}
