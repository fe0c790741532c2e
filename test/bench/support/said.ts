/** A past in which people said something: words as often as in real texts, most of them rare and a few everywhere. */
import type { Pool, PoolClient } from 'pg';
import { documentOf, MOST_MESSAGES } from '../../../src/escalation/search/document';
import type { Db } from '../../../src/store/postgres/db';
import { saveDocuments } from '../../../src/store/search/documents';
import { readSearched } from '../../../src/store/search/reader';
import { onItsOwn, settled, unnoticed, withoutIndexes } from './bulk';

export interface Said {
  ended: number;
  agents: readonly { id: string; name: string }[];
}

const MESSAGES = 10;
const WORDS = 12;
/** The nth of these is said n times more rarely than the first. */
const VOCABULARY = 50_000;
/** Escalations written by one statement, and documents by another. */
const BATCH = 5_000;
const DOCUMENTS = 500;
/** Statements at work beside each other. */
const AT_ONCE = 2;

/**
 * Ten messages each, evenly over the two years before now; every twentieth in Chinese. Agents came after 20 to 100
 * seconds, to hardly two after the same; where none came, all waited for nine minutes. All is ready to be searched.
 */
export async function writeSaid(db: Db, past: Said): Promise<void> {
  const { pool } = db;
  const first = await numbersFor(pool, past.ended);
  await withoutIndexes(pool, ['message'], () =>
    inBatches(past.ended, BATCH, (from, to) =>
      unnoticed(pool, (client) => writeBatch(client, past, { from, to, first })),
    ),
  );
  await settled(pool, ['conversation', 'escalation', 'message']);
  await writeDocuments(db, first, past.ended);
  await settled(pool, ['search_document']);
}

/** What the desk would have written behind the words, by its own code; only its index is built afterwards. */
async function writeDocuments(db: Db, first: number, count: number): Promise<void> {
  const { rows } = await db.pool.query<{ make: string }>(
    `select pg_get_indexdef('search_document_lexemes'::regclass) as make`,
  );
  await db.pool.query('drop index search_document_lexemes');
  await inBatches(count, DOCUMENTS, async (from, to) => {
    const found = await db.pool.query<{ id: string }>('select id from escalation where number >= $1 and number < $2', [
      first + from,
      first + to,
    ]);
    const ids = found.rows.map(({ id }) => id);
    await saveDocuments(db.q, (await readSearched(db.q, ids, MOST_MESSAGES)).map(documentOf));
  });
  await onItsOwn(db.pool, (client) => client.query(rows[0]?.make ?? ''));
}

/** The first of so many that follow each other, which nobody else is given. */
async function numbersFor(pool: Pool, count: number): Promise<number> {
  const { rows } = await pool.query<{ first: string }>(`select nextval('escalation_number') as first`);
  const first = Number(rows[0]?.first);
  await pool.query(`select setval('escalation_number', $1)`, [first + count - 1]);
  return first;
}

async function inBatches(
  count: number,
  size: number,
  work: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const walk = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += size;
      await work(from, Math.min(from + size, count));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
}

async function writeBatch(
  client: PoolClient,
  { ended, agents }: Said,
  { from, to, first }: { from: number; to: number; first: number },
): Promise<void> {
  await client.query(
    `with made as (
      select n, gen_random_uuid() as id, gen_random_uuid() as chat, c.tenant_id, c.id as connection_id, q.id as queue_id,
        now() - interval '1 hour' - ($2::int - n) * (interval '2 years' / $2::int) as at,
        n % 20 = 0 as gave_up, 1 + n % cardinality($4::text[]) as who,
        (20 + n::bigint * 7919 % 80000 / 1000.0) * interval '1 second' as waited
      from generate_series($1::int, $3::int - 1) n
        cross join (select * from connection where state = 'live' order by created_at limit 1) c
        cross join (select id from queue where removed_at is null order by is_default desc limit 1) q
    ), talked as (
      insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, customer_locale,
        address, lane, last_seq)
      select chat, tenant_id, connection_id, 'said:' || n, 'said-' || n, 'Customer ' || n, 'en-US',
        jsonb_build_object('channel', 'teams', 'tenantId', tenant_id, 'conversationId', 'said:' || n, 'userId', 'said-' || n),
        'said:' || n, ${MESSAGES}
      from made
    ), opened as (
      insert into escalation (id, number, tenant_id, conversation_id, connection_id, queue_id, routed_queue_id,
        routing_reason, status, assignee_id, assignee_name, topic, last_phrase, language, opened_at, waiting_since,
        claimed_at, first_claimed_at, owner_spoke_at, ended_at, outcome, variables, from_seq, to_seq, card_state, ahead_shown)
      select id, $6::bigint + n, tenant_id, chat, connection_id, queue_id, queue_id, 'The default queue',
        case when gave_up then 'abandoned' else 'resolved' end,
        case when not gave_up then ($4::text[])[who] end, case when not gave_up then ($5::text[])[who] end,
        'Order', 'speak to agent', 'en-US', at, at, case when not gave_up then at + waited end,
        case when not gave_up then at + waited end,
        case when not gave_up then at + interval '5 minutes' end, at + interval '9 minutes',
        case when not gave_up then 'Answered' end,
        jsonb_build_array(jsonb_build_object('name', 'order', 'value', 'KX-' || n)), 1, ${MESSAGES}, 'posted', 0
      from made
    ), owned as (
      insert into escalation_person (escalation_id, agent_id, agent_name, role)
      select id, ($4::text[])[who], ($5::text[])[who], 'owner' from made where not gave_up
    )
    insert into message (conversation_id, escalation_id, seq, author_kind, author_id, author_name, text, sent_at,
      external_id, client_message_id, delivery)
    select chat, made.id, s, by.kind, by.id, by.name, (
        select case when (n * ${MESSAGES} + s) % 20 = 0
          then string_agg(chr(19968 + floor(3000 ^ random())::int), '')
          else string_agg('w' || floor(${VOCABULARY} ^ random())::int, ' ') end
        from generate_series(1, ${WORDS}) w where w + s > 0
      ), at + make_interval(secs => s * 30), by.external, by.client, by.delivery
    from made cross join generate_series(1, ${MESSAGES}) s
      -- Whoever gives up has spoken with nobody.
      cross join lateral (
        select 'customer', 'said-' || n, 'Customer ' || n, 'said:' || n || '.' || s, null, null where s % 2 = 1 or gave_up
        union all
        select 'agent', ($4::text[])[who], ($5::text[])[who], null, gen_random_uuid()::text, 'delivered'
        where s % 2 = 0 and not gave_up
      ) by (kind, id, name, external, client, delivery)`,
    [from, ended, to, agents.map(({ id }) => id), agents.map(({ name }) => name), first],
  );
}
