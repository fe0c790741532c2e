/** A past in which people said something: words as often as in real texts, most of them rare and a few everywhere. */
import type { Pool } from 'pg';
import { SearchIndex } from '../../../src/escalation/search/searchIndex';
import type { Db } from '../../../src/store/postgres/db';

export interface Said {
  ended: number;
  agents: readonly { id: string; name: string }[];
}

const MESSAGES = 10;
const WORDS = 12;
/** The nth of these is said n times more rarely than the first. */
const VOCABULARY = 50_000;
const BATCH = 20_000;

/** Ten messages each, evenly over the two years before now; every twentieth in Chinese. Then it is indexed. */
export async function writeSaid(db: Db, past: Said): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    for (const table of ['escalation', 'message']) await client.query(`alter table ${table} disable trigger user`);
    for (let from = 0; from < past.ended; from += BATCH) await writeBatch(client, past, from);
    for (const table of ['escalation', 'message']) await client.query(`alter table ${table} enable trigger user`);
    await client.query('insert into search_backlog select max(number) + 1 from escalation');
    const index = new SearchIndex(db);
    for (let left = true; left;) {
      await index.keep();
      left = (await client.query('select 1 from search_backlog')).rowCount !== 0;
    }
    for (const table of ['conversation', 'escalation', 'message', 'search_document']) {
      await client.query(`vacuum analyze ${table}`);
    }
    await client.query('checkpoint').catch(() => undefined);
  } finally {
    client.release(true);
  }
}

async function writeBatch(client: Pick<Pool, 'query'>, { ended, agents }: Said, from: number): Promise<void> {
  await client.query(
    `with made as (
      select n, gen_random_uuid() as id, gen_random_uuid() as chat, c.tenant_id, c.id as connection_id, q.id as queue_id,
        now() - interval '1 hour' - ($2::int - n) * (interval '2 years' / $2::int) as at,
        n % 20 = 0 as gave_up, 1 + n % cardinality($4::text[]) as who
      from generate_series($1::int, $3::int - 1) n
        cross join (select * from connection where state = 'live' order by created_at limit 1) c
        cross join (select id from queue where removed_at is null order by is_default desc limit 1) q
    ), talked as (
      insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq)
      select chat, tenant_id, connection_id, 'said:' || n, 'said-' || n, 'Customer ' || n, 'said:' || n, ${MESSAGES} from made
    ), opened as (
      insert into escalation (id, tenant_id, conversation_id, connection_id, queue_id, routed_queue_id, status,
        assignee_id, assignee_name, topic, last_phrase, opened_at, waiting_since, claimed_at, ended_at, outcome,
        variables, from_seq, to_seq, card_state)
      select id, tenant_id, chat, connection_id, queue_id, queue_id,
        case when gave_up then 'abandoned' else 'resolved' end,
        case when not gave_up then ($4::text[])[who] end, case when not gave_up then ($5::text[])[who] end,
        'Order', 'speak to agent', at, at, case when not gave_up then at + interval '1 minute' end,
        at + interval '9 minutes', case when not gave_up then 'Answered' end,
        jsonb_build_array(jsonb_build_object('name', 'order', 'value', 'KX-' || n)), 1, ${MESSAGES}, 'posted'
      from made
    )
    insert into message (conversation_id, escalation_id, seq, author_kind, author_id, author_name, text, sent_at)
    select chat, id, s, case when s % 2 = 1 then 'customer' else 'agent' end, 'said', 'Somebody', (
        select case when (n * ${MESSAGES} + s) % 20 = 0
          then string_agg(chr(19968 + floor(3000 ^ random())::int), '')
          else string_agg('w' || floor(${VOCABULARY} ^ random())::int, ' ') end
        from generate_series(1, ${WORDS}) w where w + s > 0
      ), at + make_interval(secs => s * 30)
    from made, generate_series(1, ${MESSAGES}) s`,
    [from, ended, Math.min(from + BATCH, ended), agents.map(({ id }) => id), agents.map(({ name }) => name)],
  );
}
