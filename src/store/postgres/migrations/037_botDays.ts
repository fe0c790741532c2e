import { type Kysely, sql } from 'kysely';

/** Hours of bots by the day of UTC, so that figures of years read days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Of the hours of bot_hour that are known, and kept by its triggers.
create table bot_day (
  connection_id uuid not null references connection (id) on delete cascade,
  -- Its beginning.
  day timestamptz not null,
  hours int not null,
  escalated bigint not null,
  resolved bigint not null,
  gave_up bigint not null,
  unknown bigint not null,
  primary key (connection_id, day)
);

-- Only what has changed is added: two processes at work on one day do not see each other's hours.
create function bot_hour_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into bot_day as d
    select connection_id, date_trunc('day', hour, 'UTC'), count(*), sum(escalated), sum(resolved), sum(gave_up), sum(unknown)
    from added where known group by 1, 2 order by 1, 2
    on conflict (connection_id, day) do update
      set hours = d.hours + excluded.hours, escalated = d.escalated + excluded.escalated,
        resolved = d.resolved + excluded.resolved, gave_up = d.gave_up + excluded.gave_up,
        unknown = d.unknown + excluded.unknown;
  else
    insert into bot_day as d
    select connection_id, date_trunc('day', hour, 'UTC'), sum(n), sum(n * escalated), sum(n * resolved), sum(n * gave_up),
      sum(n * unknown)
    from (select 1 as n, * from added union all select -1, * from removed) changed
    where known group by 1, 2 order by 1, 2
    on conflict (connection_id, day) do update
      set hours = d.hours + excluded.hours, escalated = d.escalated + excluded.escalated,
        resolved = d.resolved + excluded.resolved, gave_up = d.gave_up + excluded.gave_up,
        unknown = d.unknown + excluded.unknown;
  end if;
  return null;
end $$;
create trigger bot_hour_added after insert on bot_hour referencing new table as added
  for each statement execute function bot_hour_changed();
create trigger bot_hour_updated after update on bot_hour referencing old table as removed new table as added
  for each statement execute function bot_hour_changed();

insert into bot_day
select connection_id, date_trunc('day', hour, 'UTC'), count(*), sum(escalated), sum(resolved), sum(gave_up), sum(unknown)
from bot_hour where known group by 1, 2;
`;
