/** Escalations that have ended, as many as wanted, written by PostgreSQL itself. */
import type { Pool } from 'pg';

/** A customer comes back now and then. */
const PER_CUSTOMER = 4;
const LINES = ['My parcel has not come', 'The point of sale is down', 'I was charged twice', 'Where is my invoice'];

/** Evenly over the year before now, dealt out to these agents in turn. */
export async function writePast(pool: Pool, count: number, agents: readonly { id: string; name: string }[]) {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query(
      `insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane)
       select md5('conversation ' || n)::uuid, c.tenant_id, c.id, 'past:' || n, 'past-' || n,
         'Customer ' || n, 'past:' || n
       from (select * from connection where state = 'live' order by created_at limit 1) c,
         generate_series(0, $1::int / ${PER_CUSTOMER}) n`,
      [count],
    );
    await client.query(
      `insert into escalation (id, tenant_id, conversation_id, connection_id, queue_id, routed_queue_id, status,
         assignee_id, assignee_name, topic, last_phrase, opened_at, waiting_since, claimed_at, ended_at, outcome,
         from_seq, to_seq, card_state)
       select md5('escalation ' || n)::uuid, c.tenant_id, c.id, c.connection_id, q.id, q.id,
         case when n % 20 = 0 then 'abandoned' else 'resolved' end,
         case when n % 20 = 0 then null else ($2::text[])[1 + n % cardinality($2::text[])] end,
         case when n % 20 = 0 then null else ($3::text[])[1 + n % cardinality($3::text[])] end,
         ($4::text[])[1 + n % cardinality($4::text[])], 'speak to agent (' || n || ')',
         at, at, case when n % 20 = 0 then null else at + interval '1 minute' end, at + interval '9 minutes',
         case when n % 20 = 0 then null else 'Answered' end, 1, 1, 'posted'
       from generate_series(1, $1::int) n
         cross join lateral (select now() - interval '1 hour' - ($1::int - n) * (interval '1 year' / $1::int) as at) t
         join conversation c on c.id = md5('conversation ' || n / ${PER_CUSTOMER})::uuid
         cross join (select id from queue where removed_at is null order by is_default desc limit 1) q`,
      [count, agents.map(({ id }) => id), agents.map(({ name }) => name), LINES],
    );
    await client.query(
      `insert into escalation_person (escalation_id, agent_id, agent_name, role)
       select id, assignee_id, assignee_name, 'owner' from escalation where assignee_id is not null
       on conflict do nothing`,
    );
    for (const table of ['conversation', 'escalation', 'escalation_person'])
      await client.query(`vacuum analyze ${table}`);
  } finally {
    client.release(true);
  }
}
