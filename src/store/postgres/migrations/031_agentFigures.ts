import { type Kysely, sql } from 'kysely';

/** Who sees figures of single agents, and which agents have read it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- One row a tenant; none: as the desk comes.
create table agent_figures (
  tenant_id text primary key,
  shown_to text not null check (shown_to in ('nobody', 'themselves', 'managers')),
  changed_at timestamptz not null,
  changed_by_id text not null,
  changed_by_name text not null
);

-- When they last read who sees figures about them.
alter table agent add column figures_read_at timestamptz;
`;
