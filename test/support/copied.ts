import { type ApiDesk, TENANT } from './apiDesk';

/** Escalations of one connection's tests, each of a chat of its own, with words enough that no buffer takes all of them. */
export async function copied(desk: ApiDesk, total: number): Promise<{ conversation: number; escalation: number }> {
  const { connectionId, support } = desk.world;
  const { rows } = await desk.db.pool.query<{ conversation: number; escalation: number }>(
    `with made as (
       select n, gen_random_uuid() as id, now() - make_interval(mins => n) as at from generate_series(1, $1::int) n
     ), talked as (
       insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane)
       select id, $2, $3, 'many-' || n, 'many-' || n, 'Many', 'many:' || n from made returning id
     ), opened as (
       insert into escalation (tenant_id, conversation_id, connection_id, queue_id, status, opened_at, waiting_since, from_seq, test, agent_message)
       select $2, id, $3, $4, 'waiting', at, at, 1, true, repeat('Words. ', 2000) from made returning id
     )
     select (select count(*)::int from talked) as conversation, (select count(*)::int from opened) as escalation`,
    [total, TENANT, connectionId, support],
  );
  return rows[0] ?? { conversation: 0, escalation: 0 };
}
