import { type Kysely, sql } from 'kysely';

/** The audit: what was there before and after, found by words, only added to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table audit
  -- setting, access, export or signIn.
  add column kind text not null default 'setting',
  -- As [{what, before, after}], in words.
  add column changes jsonb not null default '[]',
  -- What is written once only, whichever process comes first.
  add column once text collate "C",
  add column words tsvector;
update audit set
  kind = case when subject_kind = 'export' then 'export' else 'setting' end,
  words = to_tsvector('simple', summary || ' ' || actor_name || ' ' || subject_name);

create unique index audit_once on audit (once) where once is not null;
create index audit_kind on audit (tenant_id, kind, id desc);
create index audit_actor on audit (tenant_id, actor_id, id desc);
create index audit_words on audit using gin (words);
create index audit_age on audit (at);

create function audit_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '365 days' then return old; end if;
  end if;
  raise exception 'The audit is only added to; what is in it is deleted after a year at the earliest.'
    using errcode = 'restrict_violation';
end $$;
create trigger audit_only_grows before update or delete on audit for each row execute function audit_only_grows();
create trigger audit_is_not_emptied before truncate on audit for each statement execute function audit_only_grows();
`;
