/** A year of chats with bots, thrown with dice: what customers and bots said, what was handed over, and what was reported. */
import { sql } from 'kysely';
import { reportChats } from '../../src/arrival/botReports';
import type { Db } from '../../src/store/postgres/db';
import { dice } from './dice';
import type { FigureYear } from './figureYear';

const MIN = 60_000;
const HOUR = 60 * MIN;
const YEAR_MS = 365 * 86_400_000;
const FROM = Date.parse('2025-02-01T00:00:00Z');
/** A restless customer is silent for about as long as ends a chat. */
const SILENCE_MIN = 30;

export interface BotYear {
  /** Whose chats the desk sees. */
  relayed: string[];
  /** Whose author reports some hours of, the last of several reports of each. */
  reported: { id: string; hours: Map<number, { resolved: number; gaveUp: number; unknown: number }> };
  silent: string;
}

/** @param year with escalations of two bots the desk sees only handoffs of */
export async function writeBotYear(db: Db, year: FigureYear, conversations: number, from = FROM): Promise<BotYear> {
  const { tenantId, queueIds, connectionIds } = year;
  const behind = new Date(from + YEAR_MS + 10 * 24 * HOUR);
  const next = dice(11);
  const upTo = (n: number) => Math.floor(next() * n);
  const { rows: made } = await sql<{ id: string }>`
    insert into connection (tenant_id, name, kind, app_id, state)
    select ${tenantId}, name, 'copilotStudio', name, 'live' from unnest(array['Travel bot', 'Room bot']) name
    returning id`.execute(db.q);
  const relayed = made.map(({ id }) => id);
  const said: object[] = [];
  const outcomes: object[] = [];
  const escalations: object[] = [];
  for (let n = 0; n < conversations; n += 1) {
    let at = from + Math.floor(next() * YEAR_MS);
    let seq = 0;
    let fromSeq = 1;
    for (let steps = 3 + upTo(25); steps > 0; steps -= 1) {
      at += next() < 0.75 ? upTo(12 * MIN) : (SILENCE_MIN - 10 + upTo(90)) * MIN;
      const what = next();
      seq += 1;
      said.push({ n, seq, kind: 'customer', at: new Date(at), escalation: null });
      if (what < 0.6) said.push({ n, seq: (seq += 1), kind: 'bot', at: new Date(at + 2_000), escalation: null });
      if (what < 0.12)
        outcomes.push({
          n,
          seq,
          at: new Date(at + 9_000),
          outcome: next() < 0.6 ? 'resolved' : 'gaveUp',
          ends: next() < 0.5,
        });
      else if (what > 0.85) {
        const e = escalations.length;
        for (let words = upTo(4); words > 0; words -= 1) {
          seq += 1;
          said.push({
            n,
            seq,
            kind: next() < 0.5 ? 'customer' : 'agent',
            at: new Date(at + (20 + words) * MIN),
            escalation: e,
          });
        }
        escalations.push({
          n,
          e,
          bot: relayed[n % 2],
          queue: queueIds[upTo(queueIds.length)],
          at: new Date(at + 3_000),
          from: fromSeq,
          to: seq,
        });
        fromSeq = seq + 1;
        at += 25 * MIN;
      }
    }
  }
  const chat = sql`md5('bot chat ' || n)::uuid`;
  const request = sql`md5('bot request ' || e)::uuid`;
  await sql`
    insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq, active_at)
    select ${chat}, ${tenantId}, (${relayed}::uuid[])[1 + n % 2], 'bot chat ' || n, 'customer ' || n, 'Robin', 'bots:' || n, 9999, ${behind}
    from generate_series(0, ${conversations - 1}::int) n`.execute(db.q);
  await sql`
    insert into escalation (id, tenant_id, conversation_id, connection_id, queue_id, routed_queue_id, status, opened_at,
      waiting_since, ended_at, from_seq, to_seq)
    select ${request}, ${tenantId}, ${chat}, bot, queue, queue, 'resolved', at, at, at, "from", "to"
    from json_to_recordset(${JSON.stringify(escalations)}::json)
      as r(n int, e int, bot uuid, queue uuid, at timestamptz, "from" int, "to" int)`.execute(db.q);
  await sql`
    insert into escalation_event (escalation_id, version, type, actor_kind, actor_name, summary, at, status, queue_id)
    select id, 1, 'opened', 'bot', 'bot', 'Opened', opened_at, 'waiting', queue_id
    from escalation where connection_id = any(${relayed}::uuid[])`.execute(db.q);
  await sql`
    insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text, sent_at)
    select ${chat}, case when e is not null then ${request} end, seq, kind, kind, 'Words', at
    from (select n, seq, kind, at, escalation as e from json_to_recordset(${JSON.stringify(said)}::json)
      as r(n int, seq int, kind text, at timestamptz, escalation int)) r`.execute(db.q);
  await sql`
    insert into bot_chat (conversation_id, from_seq, due_at)
    select id, 1, active_at from conversation where connection_id = any(${relayed}::uuid[])`.execute(db.q);
  await sql`
    insert into bot_outcome (conversation_id, seq, at, outcome, ends)
    select ${chat}, seq, at, outcome, ends from json_to_recordset(${JSON.stringify(outcomes)}::json)
      as r(n int, seq int, at timestamptz, outcome text, ends boolean)`.execute(db.q);

  const [id = '', silent = ''] = connectionIds;
  const hours: BotYear['reported']['hours'] = new Map();
  for (let calls = 0; calls < 60; calls += 1) {
    const first = Math.floor((from + next() * YEAR_MS) / HOUR);
    const report = Array.from({ length: 1 + upTo(200) }, (_, n) => ({
      hour: new Date((first + n) * HOUR).toISOString(),
      ...(next() < 0.1
        ? { known: false }
        : { resolved: upTo(30), gaveUp: upTo(9), unknown: next() < 0.2 ? upTo(5) : 0 }),
    }));
    await reportChats(db, id, { hours: report }, behind);
    for (const { hour, ...counts } of report) {
      if ('known' in counts) hours.delete(Date.parse(hour));
      else hours.set(Date.parse(hour), counts);
    }
  }
  return { relayed, reported: { id, hours }, silent };
}

export interface Counted {
  escalated: number;
  resolved: number;
  gaveUp: number;
  unknown: number;
}

/**
 * The same once more by nothing of the product's: PostgreSQL says by its windows which words begin a chat, and of each
 * chat what came first of all that may end it.
 */
export async function reckonBots(
  db: Db,
  of: BotYear,
  { from, to, zone }: { from: string; to: string; zone: string },
): Promise<Map<string, Counted>> {
  const within = (at: string) =>
    sql.raw(`date_trunc('hour', ${at}, 'UTC') >= '${from}'::timestamp at time zone '${zone}'
      and date_trunc('hour', ${at}, 'UTC') < ('${to}'::timestamp + interval '1 day') at time zone '${zone}'`);
  const { rows } = await sql<{ bot: string } & Counted>`
    with steps as (
      select conversation_id, seq, 0 as rank, sent_at as at, null as outcome, null::boolean as ends, false as handed
      from message where author_kind = 'customer' and escalation_id is null
      union all select conversation_id, seq, 1, at, outcome, ends, false from kept_outcome
      union all select conversation_id, to_seq, 2, opened_at, null, null, true from escalation
    ), marked as (
      select s.*, lag(ends is true or handed) over w as after_end,
        at - max(case when rank = 0 then at end) over (partition by conversation_id order by seq, rank
          rows between unbounded preceding and 1 preceding) > interval '30 minutes' and rank = 0 as after_silence
      from steps s window w as (partition by conversation_id order by seq, rank)
    ), numbered as (
      select m.*, sum((coalesce(after_end, false) or after_silence is true)::int) over (partition by conversation_id order by seq, rank) as chat
      from marked m
    ), chats as (
      select conversation_id, chat,
        max(at) filter (where rank = 0) as last, bool_or(handed) as handed, max(at) filter (where ends) as ended,
        (array_agg(outcome order by seq desc, rank desc) filter (where ends is false))[1] as said,
        (array_agg(outcome) filter (where ends))[1] as end_said
      from numbered group by conversation_id, chat having bool_or(rank = 0)
    ), quiet as (
      select c.connection_id as bot, coalesce(ended, last) as at, coalesce(said, end_said, 'gaveUp') as how
      from chats join conversation c on c.id = chats.conversation_id where not handed
    )
    select n.id as bot, 0 as unknown,
      (select count(*)::int from escalation e where e.connection_id = n.id and ${within('e.opened_at')}) as escalated,
      (select count(*)::int from quiet where bot = n.id and how = 'resolved' and ${within('at')}) as resolved,
      (select count(*)::int from quiet where bot = n.id and how = 'gaveUp' and ${within('at')}) as "gaveUp"
    from connection n where n.id = any(${of.relayed}::uuid[])`.execute(db.q);
  const found = new Map(rows.map(({ bot, ...counts }) => [bot, counts]));

  const { rows: opened } = await sql<{ hour: Date }>`
    select date_trunc('hour', opened_at, 'UTC') as hour from escalation
    where connection_id = ${of.reported.id} and not test`.execute(db.q);
  const { rows: bounds } = await sql<{ from: Date; to: Date }>`
    select ${from}::timestamp at time zone ${zone} as from, (${to}::timestamp + interval '1 day') at time zone ${zone} as to`.execute(
    db.q,
  );
  const [bound] = bounds;
  const counts = { escalated: 0, resolved: 0, gaveUp: 0, unknown: 0 };
  let known = 0;
  for (const [hour, told] of of.reported.hours) {
    if (!bound || hour < +bound.from || hour >= +bound.to) continue;
    known += 1;
    counts.escalated += opened.filter((one) => +one.hour === hour).length;
    counts.resolved += told.resolved;
    counts.gaveUp += told.gaveUp;
    counts.unknown += told.unknown;
  }
  if (known > 0) found.set(of.reported.id, counts);
  return found;
}
