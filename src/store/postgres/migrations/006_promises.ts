import { type Kysely, sql } from 'kysely';

/** Promises about time: what a queue promises, where an escalation stands, who is there to keep it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table queue
  -- The contract's QueuePromises, all of it.
  add column promises jsonb not null default '{
    "hours": null, "targetSeconds": 300, "onCall": null, "secondQueueId": null,
    "silentOwnerMinutes": 15, "silentCustomerMinutes": 120, "silentCustomerEnds": "resolve",
    "whenClosed": "leaveMessage", "closedWords": null, "assignment": "claim", "offerSeconds": 45}',
  add column version int not null default 1;

alter table agent
  add column presence text not null default 'away' check (presence in ('available', 'busy', 'away')),
  add column presence_at timestamptz,
  add column skills text[] not null default '{}',
  -- How many escalations at once; null: as many as they like.
  add column capacity int check (capacity > 0);

alter table escalation
  add column waiting_since timestamptz not null default now(),
  add column alarm text not null default 'none' check (alarm in ('none', 'onCall', 'secondQueue', 'managers')),
  add column customer_waits_since timestamptz,
  add column owner_spoke_at timestamptz,
  add column owner_warned_at timestamptz,
  add column customer_asked_at timestamptz,
  -- Nothing promised falls due before this; the sweep looks then, and works out the rest.
  add column due_at timestamptz,
  add column offered_to text collate "C",
  add column offered_name text,
  add column offered_until timestamptz,
  -- Who let an offer of it go by.
  add column passed_by text[] not null default '{}';
create index escalation_due on escalation (due_at) where status in ('waiting', 'claimed') and due_at is not null;
create index escalation_offered on escalation (offered_to) where offered_to is not null;
`;
