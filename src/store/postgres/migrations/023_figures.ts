import { type Kysely, sql } from 'kysely';

/** Figures over time: what each event left behind, what queues promised before, and what is counted of all that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table escalation_event
  -- What held once it had happened; null in events from before these columns.
  add column status text,
  add column queue_id uuid,
  add column owner_id text collate "C",
  add column owner_name text,
  add column offered_to text collate "C";

-- What a queue promised, and when it was open, until then.
create table former_targets (
  queue_id uuid not null references queue (id) on delete cascade,
  until timestamptz not null,
  service_targets jsonb not null,
  primary key (queue_id, until)
);

-- How far the events have been read; see docs/figures.md.
create table figure_state (
  one boolean primary key default true check (one),
  watermark bigint not null default 0,
  -- Of which definitions the facts are; others are made anew.
  definitions int not null default 0
);
insert into figure_state default values;

-- What figures count of one escalation. No name and no word of a customer; stays when the escalation goes.
create table escalation_fact (
  escalation_id uuid primary key,
  tenant_id text not null,
  opened_at timestamptz not null,
  version int not null,
  seq int not null,
  facts json not null,
  -- In which figures it counts; see domain/figures/marks.ts.
  marks bigint[] not null
);
create index escalation_fact_opened on escalation_fact (tenant_id, opened_at);
create index escalation_fact_marks on escalation_fact using gin (marks);

-- The time zones in which somebody reads figures.
create table figure_zone (
  tenant_id text not null,
  zone text not null,
  asked_at timestamptz not null,
  primary key (tenant_id, zone)
);

-- Days and months in which something was opened; due: to be rolled up (again).
create table figure_span (
  tenant_id text not null,
  zone text not null,
  grain text not null check (grain in ('day', 'month')),
  day date not null,
  due boolean not null,
  primary key (tenant_id, zone, grain, day)
);
create index figure_span_due on figure_span (tenant_id, zone, day) where due;

create table figure_cell (
  tenant_id text not null,
  zone text not null,
  grain text not null,
  -- Of what: all, queue, connection, agent or topic, and which of these; in one queue, or everywhere.
  kind text not null,
  queue text collate "C" not null,
  day date not null,
  value text collate "C" not null,
  cell json not null,
  primary key (tenant_id, zone, grain, kind, queue, day, value)
);
create index figure_cell_day on figure_cell (tenant_id, zone, grain, day);
`;
