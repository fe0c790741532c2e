/**
 * Escalations that have ended, and some that wait, as many as wanted, written by PostgreSQL itself. Their words are not
 * searched: what would write documents of them would be at it while something else is measured.
 */
import type { Pool } from 'pg';
import { settled, unnoticed } from './bulk';

/** A customer comes back now and then. */
const PER_CUSTOMER = 4;
/** What it was about, in turn. */
export const LINES = [
  'My parcel has not come',
  'The point of sale is down',
  'I was charged twice',
  'Where is my invoice',
];
/** What hardly anybody asks for, and in which language hardly anybody does: every so-manieth. */
export const SELDOM = { topic: 'My loyalty card melted', language: 'is', every: 20_000 };
/** A quarter of a minute and more; most waits are short. */
const WAIT = `interval '1 second' * (15 + (n * 7919::bigint % 1000) ^ 2 / 1000)`;

const TABLES = ['conversation', 'escalation', 'escalation_person', 'message'];

export interface Past {
  ended: number;
  /** Dealt out to these in turn. */
  agents: readonly { id: string; name: string }[];
  /** Messages of each; none unless asked for. */
  words?: number;
}

/** Evenly over the year before now. */
export async function writePast(pool: Pool, { ended: count, agents, words = 0 }: Past): Promise<void> {
  await unnoticed(pool, async (client) => {
    await client.query(
      `insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq)
       select md5('conversation ' || n)::uuid, c.tenant_id, c.id, 'past:' || n, 'past-' || n,
         'Customer ' || n, 'past:' || n, ${PER_CUSTOMER} * $2::int
       from (select * from connection where state = 'live' order by created_at limit 1) c,
         generate_series(0, $1::int / ${PER_CUSTOMER}) n`,
      [count, words],
    );
    await client.query(
      `insert into escalation (id, tenant_id, conversation_id, connection_id, queue_id, routed_queue_id, status,
         assignee_id, assignee_name, topic, language, last_phrase, opened_at, waiting_since, claimed_at,
         first_claimed_at, ended_at, outcome, from_seq, to_seq, card_state)
       select md5('escalation ' || n)::uuid, c.tenant_id, c.id, c.connection_id, q.id, q.id,
         case when n % 20 = 0 then 'abandoned' else 'resolved' end,
         case when n % 20 = 0 then null else ($2::text[])[1 + n % cardinality($2::text[])] end,
         case when n % 20 = 0 then null else ($3::text[])[1 + n % cardinality($3::text[])] end,
         case when n % ${SELDOM.every} = 0 then $6 else ($4::text[])[1 + n % cardinality($4::text[])] end,
         case when n % ${SELDOM.every} = 1 then $7 else 'en' end, 'speak to agent (' || n || ')',
         at, at, case when n % 20 = 0 then null else at + ${WAIT} end, case when n % 20 = 0 then null else at + ${WAIT} end,
         at + ${WAIT} + case when n % 20 = 0 then interval '0' else interval '8 minutes' end,
         case when n % 20 = 0 then null else 'Answered' end,
         1 + n % ${PER_CUSTOMER} * $5::int, greatest(1, (1 + n % ${PER_CUSTOMER}) * $5::int), 'posted'
       from generate_series(1, $1::int) n
         cross join lateral (select now() - interval '1 hour' - ($1::int - n) * (interval '1 year' / $1::int) as at) t
         join conversation c on c.id = md5('conversation ' || n / ${PER_CUSTOMER})::uuid
         cross join (select id from queue where removed_at is null order by is_default desc limit 1) q`,
      [count, agents.map(({ id }) => id), agents.map(({ name }) => name), LINES, words, SELDOM.topic, SELDOM.language],
    );
    await client.query(
      `insert into escalation_person (escalation_id, agent_id, agent_name, role)
       select id, assignee_id, assignee_name, 'owner' from escalation where assignee_id is not null
       on conflict do nothing`,
    );
    await client.query(
      `insert into message (conversation_id, escalation_id, seq, author_kind, author_id, author_name, text, sent_at)
       select e.conversation_id, e.id, e.from_seq + w, case when w % 2 = 0 then 'customer' else 'agent' end,
         coalesce(e.assignee_id, 'past'), 'Somebody', e.topic || ', said once more (' || w || ')', e.opened_at
       from escalation e cross join generate_series(0, $1::int - 1) w where e.status in ('resolved', 'abandoned')`,
      [words],
    );
  });
  await settled(pool, TABLES);
}

/** Whoever asked for a person and waits, the one who has waited longest since this morning. */
export async function writeWaiting(pool: Pool, count: number): Promise<void> {
  await unnoticed(pool, async (client) => {
    await client.query(
      `with said as (
         insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq)
         select md5('waiting ' || n)::uuid, c.tenant_id, c.id, 'waiting:' || n, 'waiting-' || n,
           'Customer ' || n, 'waiting:' || n, 1
         from (select * from connection where state = 'live' order by created_at limit 1) c,
           generate_series(1, $1::int) n
         returning *)
       insert into escalation (tenant_id, conversation_id, connection_id, queue_id, routed_queue_id, status, topic,
         last_phrase, opened_at, waiting_since, from_seq, card_state)
       select c.tenant_id, c.id, c.connection_id, q.id, q.id, 'waiting', ($2::text[])[1 + at % cardinality($2::text[])],
         'speak to agent', t.opened, t.opened, 1, 'posted'
       from (select *, row_number() over ()::int as at from said) c
         cross join lateral (select now() - interval '8 hours' + at * (interval '7 hours' / $1::int) as opened) t
         cross join (select id from queue where removed_at is null order by is_default desc limit 1) q`,
      [count, LINES],
    );
  });
  await settled(pool, TABLES);
}

/** What had happened to each of them: opened, claimed, and how it ended. The desk makes its figures of it. */
export async function writeHappened(pool: Pool): Promise<void> {
  await unnoticed(pool, async (client) => {
    await client.query(
      `update escalation set version = case when assignee_id is null then 2 else 3 end
       where status in ('resolved', 'abandoned')`,
    );
    await client.query(
      `insert into escalation_event (escalation_id, version, type, actor_kind, actor_id, actor_name, summary, at, status,
         queue_id, owner_id, owner_name)
       select e.id, v.version, v.type, v.kind, v.actor, coalesce(v.actor, 'Somebody'), 'It happened', v.at, v.status,
         e.queue_id, v.owner, case when v.owner is not null then e.assignee_name end
       from escalation e
         cross join lateral (values
           (1, 'opened', 'bot', null, e.opened_at, 'waiting', null),
           (2, 'claimed', 'agent', e.assignee_id, e.claimed_at, 'claimed', e.assignee_id),
           (case when e.assignee_id is null then 2 else 3 end, e.status,
             case when e.assignee_id is null then 'customer' else 'agent' end, e.assignee_id, e.ended_at, e.status, e.assignee_id)
         ) v (version, type, kind, actor, at, status, owner)
       where e.status in ('resolved', 'abandoned') and v.at is not null
         and not exists (select from escalation_event h where h.escalation_id = e.id)
       order by e.opened_at, v.version`,
    );
  });
  await settled(pool, [...TABLES, 'escalation_event']);
}
