/** Years of work in one tenant, written by the database itself: escalations with their conversations, messages and events. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../src/store/postgres/schema';

export interface Years {
  tenantId: string;
  /** The first is an agent of the first queue. */
  agents: string[];
  queueIds: string[];
  connectionId: string;
  /** All of them a year's work, but for these at its end. */
  open: number;
  total: number;
}

const TENANT = 'years';
const QUEUES = 10;
const AGENTS = 200;
const OPEN = 200;
const BATCH = 50_000;

/** @param total how many escalations; the last few hundred of them wait or are claimed, the rest have ended */
export async function liveYears(q: Kysely<Tables>, total: number): Promise<Years> {
  return q.connection().execute(async (own) => {
    // As long as it takes, however busy the machine is.
    await sql`set statement_timeout = 0`.execute(own);
    const years = await live(own, total);
    await sql`reset statement_timeout`.execute(own);
    return years;
  });
}

async function live(q: Kysely<Tables>, total: number): Promise<Years> {
  const { rows: queues } = await sql<{ id: string }>`
    insert into queue (tenant_id, name, is_default)
    select ${TENANT}, 'Queue ' || n, n = 0 from generate_series(0, ${QUEUES - 1}) n returning id`.execute(q);
  const queueIds = queues.map(({ id }) => id);
  const { rows: connections } = await sql<{ id: string }>`
    insert into connection (tenant_id, name, kind, app_id, state)
    values (${TENANT}, 'Bot', 'rest', 'years', 'live') returning id`.execute(q);
  const connectionId = connections[0]?.id ?? '';
  for (let from = 0; from < total; from += BATCH) {
    await liveBatch(q, {
      from,
      to: Math.min(from + BATCH, total),
      openFrom: total - OPEN,
      total,
      queueIds,
      connectionId,
    });
  }
  await sql`analyze`.execute(q);
  return {
    tenantId: TENANT,
    agents: Array.from({ length: AGENTS }, (_, n) => `agent-${n}`),
    queueIds,
    connectionId,
    open: OPEN,
    total,
  };
}

async function liveBatch(
  q: Kysely<Tables>,
  batch: { from: number; to: number; openFrom: number; total: number; queueIds: string[]; connectionId: string },
): Promise<void> {
  const { from, to, openFrom, total, queueIds, connectionId } = batch;
  await sql`
    with made as (
      select n, gen_random_uuid() as conversation_id, gen_random_uuid() as id,
        now() - make_interval(secs => (${total} - n) * (365 * 86400.0 / ${total})) as opened_at,
        case when n < ${openFrom} then case n / ${QUEUES} % 10 when 0 then 'abandoned' else 'resolved' end
          when n % 2 = 0 then 'waiting' else 'claimed' end as status,
        (${queueIds}::uuid[])[1 + n % ${QUEUES}] as queue_id,
        'agent-' || (n / ${QUEUES} % ${AGENTS}) as agent_id
      from generate_series(${from}::int, ${to - 1}::int) n
    ), talked as (
      insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq, last_customer_seq, created_at, active_at)
      select conversation_id, ${TENANT}, ${connectionId}, 'chat-' || n, 'customer-' || n, 'Customer ' || n, 'years:' || n, 3, 2, opened_at, opened_at
      from made
    ), ran as (
      insert into lane (key) select 'years:' || n from made
    ), opened as (
      insert into escalation (id, tenant_id, conversation_id, connection_id, queue_id, status, version, assignee_id, assignee_name,
        topic, last_phrase, opened_at, waiting_since, claimed_at, ended_at, from_seq, to_seq, routed_queue_id)
      select id, ${TENANT}, conversation_id, ${connectionId}, queue_id, status, 3,
        case when status in ('claimed', 'resolved') then agent_id end, case when status in ('claimed', 'resolved') then 'Agent ' || agent_id end,
        'Order ' || n, 'I want to speak to a person about order ' || n, opened_at, opened_at,
        case when status in ('claimed', 'resolved') then opened_at + interval '2 minutes' end,
        case when status in ('abandoned', 'resolved') then opened_at + interval '9 minutes' end,
        1, case when status in ('abandoned', 'resolved') then 3 end, queue_id
      from made
    ), belonged as (
      insert into escalation_person (escalation_id, agent_id, agent_name, role, at)
      select id, agent_id, 'Agent ' || agent_id, 'owner', opened_at from made where status in ('claimed', 'resolved')
    ), told as (
      insert into escalation_event (escalation_id, version, type, actor_kind, actor_name, summary, at)
      select id, v, (array['opened', 'claimed', 'resolved'])[v], 'agent', 'Agent', 'Said so', opened_at + make_interval(mins => v)
      from made, generate_series(1, case status when 'waiting' then 1 when 'claimed' then 2 else 3 end) v
    )
    insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text, sent_at, external_id)
    select conversation_id, id, s, (array['customer', 'customer', 'agent'])[s], 'Somebody', 'Words number ' || s || ' about order ' || n,
      opened_at + make_interval(mins => s), 'words-' || n || '-' || s
    from made, generate_series(1, 3) s`.execute(q);
}
