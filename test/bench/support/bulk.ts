/** Much written at once by PostgreSQL itself: no trigger looks at each row, and indexes are built when all of it is there. */
import type { Pool, PoolClient } from 'pg';

/** As long as it takes, on a connection that is closed afterwards. */
export async function onItsOwn<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`set statement_timeout = 0; set maintenance_work_mem = '1GB'`);
    return await work(client);
  } finally {
    client.release(true);
  }
}

/** The same, and what is written is neither checked nor noted: whoever writes says what it would have led to. */
export const unnoticed = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  onItsOwn(pool, async (client) => {
    await client.query('set session_replication_role = replica');
    return work(client);
  });

/** These tables have no indexes meanwhile, and afterwards the same as before. Where the work fails they have none left. */
export async function withoutIndexes(pool: Pool, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await onItsOwn(pool, (client) => client.query<{ drop: string; make: string }>(INDEXES, [tables]));
  await onItsOwn(pool, (client) => client.query(rows.map(({ drop }) => drop).join(';')));
  await work();
  await onItsOwn(pool, async (client) => {
    for (const { make } of rows.toReversed()) await client.query(make);
  });
}

/** What others refer to goes first and comes last. */
const INDEXES = `
  with meant as (select $1::text[]::regclass[]::oid[] as tables)
  select drop, make from (
    select case contype when 'f' then 0 else 1 end as place, conname as name,
      format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint, meant
    where (contype = 'f' and confrelid = any(tables)) or (contype in ('p', 'u') and conrelid = any(tables))
    union all
    select 2, indexrelid::regclass::text, format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index, meant
    where indrelid = any(tables) and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))
  ) found order by place, name`;

/** PostgreSQL knows what is there, and none of it is still being put on the disk while something else is measured. */
export async function settled(pool: Pool, tables: readonly string[]): Promise<void> {
  await onItsOwn(pool, async (client) => {
    for (const table of tables) await client.query(`vacuum analyze ${table}`);
    // Not everywhere we may.
    await client.query('checkpoint').catch(() => undefined);
  });
}
