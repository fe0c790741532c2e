import { type Kysely, sql } from 'kysely';

/** Who besides the queue's team belongs to an escalation: its owners so far, and colleagues asked or come to help. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create table escalation_person (
  escalation_id uuid not null references escalation (id) on delete cascade,
  agent_id text collate "C" not null,
  agent_name text not null,
  role text not null check (role in ('owner', 'consulted', 'joined')),
  at timestamptz not null default now(),
  primary key (escalation_id, agent_id, role)
);
create index escalation_person_agent on escalation_person (agent_id, escalation_id);

insert into escalation_person (escalation_id, agent_id, agent_name, role)
select id, assignee_id, coalesce(assignee_name, ''), 'owner' from escalation where assignee_id is not null
union
select escalation_id, actor_id, actor_name, 'owner' from escalation_event where type = 'claimed' and actor_id is not null
on conflict do nothing;

-- A note for one agent's eyes, from a manager; set only on notes.
alter table message
  add column whisper_to text collate "C",
  add column whisper_to_name text,
  add check (whisper_to is null or note);
`;
