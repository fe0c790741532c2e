/** What managers keep as one row a tenant, read and saved whole. */
import { sql } from 'kysely';
import type { Reader } from './postgres/db';

interface Saving {
  tenantId: string;
  /** The one it was read at; 0: nothing was ever saved. */
  version: number;
  by: { id: string; name: string };
  now: Date;
}

/** False when somebody saved since `version` was read. @param values by column, as PostgreSQL takes them */
export async function saveVersioned(
  q: Reader,
  table: 'rule_set' | 'wrap_up' | 'retention',
  { tenantId, version, by, now }: Saving,
  values: Record<string, unknown>,
): Promise<boolean> {
  const row = Object.entries({
    ...values,
    version: version + 1,
    changed_at: now,
    changed_by_id: by.id,
    changed_by_name: by.name,
  });
  const columns = row.map(([column]) => sql.ref(column));
  const set = row.map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  const { rows } =
    version === 0
      ? await sql`insert into ${sql.table(table)} (tenant_id, ${sql.join(columns)})
          values (${tenantId}, ${sql.join(row.map(([, value]) => value))})
          on conflict do nothing returning version`.execute(q)
      : await sql`update ${sql.table(table)} set ${sql.join(set)}
          where tenant_id = ${tenantId} and version = ${version} returning version`.execute(q);
  return rows.length > 0;
}
