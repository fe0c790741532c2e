/** A year of work, thrown with dice and written as the desk writes it: events, words, and queues that change their mind. */
import { sql } from 'kysely';
import type { Hours, ServiceTargets } from '../../src/contract/api';
import type { Db } from '../../src/store/postgres/db';
import { dice } from './dice';

export const ZONE = 'Europe/Berlin';
const FROM = Date.parse('2025-02-01T00:00:00Z');
const YEAR_MS = 365 * 86_400_000;
const AGENTS = ['adele', 'diego', 'lee', 'megan'];
const TOPICS = ['Returns', 'Invoice', 'Parcel', null];
const S = 1_000;
const MIN = 60 * S;

const day: [string, string][] = [['09:00', '17:00']];
const OFFICE: Hours = {
  timeZone: ZONE,
  week: { mon: day, tue: day, wed: day, thu: day, fri: [['09:00', '15:00']], sat: [], sun: [] },
  holidays: ['2025-12-25', '2025-12-26'],
};
/** Through the night, in which the clocks are changed. */
const NIGHT: Hours = {
  timeZone: 'America/New_York',
  week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [['20:00', '04:00']], sun: [['00:00', '24:00']] },
  holidays: [],
};

export interface Promised {
  hours: Hours | null;
  targetSeconds: number | null;
  /** Until it was changed; null: it holds. */
  until: Date | null;
}

export interface FigureYear {
  tenantId: string;
  queueIds: string[];
  connectionIds: string[];
  agents: string[];
  topics: (string | null)[];
  promises: Map<string, Promised[]>;
}

/** @param of another tenant, year, or throw of the dice */
export async function writeFigureYear(
  db: Db,
  total: number,
  of: { tenantId?: string; from?: number; seed?: number } = {},
): Promise<FigureYear> {
  const { tenantId = 'figures', from = FROM, seed = 7 } = of;
  const next = dice(seed);
  const upTo = (n: number) => Math.floor(next() * n);
  const one = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
  const chance = (share: number) => next() < share;
  // Ratings have dice of their own, so that the year stays what it is without them.
  const asks = dice(seed + 1);
  const holding = dice(seed + 2);

  const { rows: queues } = await sql<{ id: string }>`
    insert into queue (tenant_id, name, is_default)
    select ${tenantId}, name, false from unnest(array['Support', 'Billing', 'Night', 'Walk-in']) name returning id`.execute(
    db.q,
  );
  const queueIds = queues.map(({ id }) => id);
  const changed = new Date(from + YEAR_MS / 2);
  const promises = new Map<string, Promised[]>(
    [
      [
        { hours: OFFICE, targetSeconds: 120, until: changed },
        { hours: OFFICE, targetSeconds: 900, until: null },
      ],
      [{ hours: null, targetSeconds: 300, until: null }],
      [
        { hours: null, targetSeconds: 60, until: changed },
        { hours: NIGHT, targetSeconds: 60, until: null },
      ],
      [{ hours: null, targetSeconds: null, until: null }],
    ].map((list, n) => [queueIds[n] ?? '', list]),
  );
  for (const [id, list] of promises) {
    for (const { until, ...targets } of list) {
      const says = JSON.stringify(targets satisfies Partial<ServiceTargets>);
      await (
        until
          ? sql`insert into former_targets select id, ${until}, service_targets || ${says}::jsonb from queue where id = ${id}`
          : sql`update queue set service_targets = service_targets || ${says}::jsonb where id = ${id}`
      ).execute(db.q);
    }
  }
  const { rows: connections } = await sql<{ id: string }>`
    insert into connection (tenant_id, name, kind, app_id, state)
    select ${tenantId}, name, 'rest', name, 'live' from unnest(array['Shop bot', 'Bank bot']) name returning id`.execute(
    db.q,
  );
  const connectionIds = connections.map(({ id }) => id);

  const escalations: object[] = [];
  const events: object[] = [];
  const messages: object[] = [];
  const surveys: object[] = [];
  for (let n = 0; n < total; n += 1) {
    const opened = from + Math.floor(next() * YEAR_MS);
    let at = opened;
    let version = 0;
    let seq = 0;
    let state = { status: 'waiting', queue: one(queueIds), owner: null as string | null };
    const first = state.queue;
    const happen = (
      type: string,
      actor: [string, string | null],
      change: Partial<typeof state> = {},
      offered: string | null = null,
    ) => {
      state = { ...state, ...change };
      version += 1;
      events.push({ n, version, type, kind: actor[0], actor: actor[1], at: new Date(at), ...state, offered });
    };
    const say = (kind: string, by: string | null, more: object = {}) => {
      seq += 1;
      messages.push({ n, seq, kind, by, at: new Date(at), note: false, delivery: null, ...more });
    };
    const DESK: [string, null] = ['system', null];
    // What was said to the bot, and by it, before.
    at = opened - 30 * S;
    say('customer', 'robin');
    say('bot', 'bot');
    at = opened;
    happen('opened', ['bot', 'bot']);
    say('system', null);
    for (let steps = 0; steps < 8 && (state.status === 'waiting' || state.status === 'claimed'); steps += 1) {
      const dice = next();
      if (state.status === 'waiting') {
        at += chance(0.1) ? upTo(9) * S : chance(0.05) ? upTo(72) * 60 * MIN : upTo(15 * 60) * S;
        if (chance(0.2)) say('customer', 'robin');
        if (dice < 0.1) happen('abandoned', ['customer', 'robin'], { status: 'abandoned' });
        else if (dice < 0.13) happen('abandoned', DESK, { status: 'abandoned' });
        else if (dice < 0.18) happen('transferred', DESK, { queue: one(queueIds.filter((id) => id !== state.queue)) });
        else if (dice < 0.22)
          happen('transferred', ['agent', 'megan'], { queue: one(queueIds.filter((id) => id !== state.queue)) });
        else if (dice < 0.25) happen('transferred', ['agent', 'megan'], { status: 'claimed', owner: one(AGENTS) });
        else if (dice < 0.3) happen('overdue', DESK);
        else {
          const agent = one(AGENTS);
          if (chance(0.3)) {
            happen('offered', DESK, {}, agent);
            at += upTo(40) * S;
            if (chance(0.3)) {
              happen('passed', DESK);
              continue;
            }
          }
          happen('claimed', ['agent', agent], { status: 'claimed', owner: agent });
          say('system', null);
        }
      } else {
        for (let words = upTo(5); words > 0; words -= 1) {
          at += upTo(600) * S;
          const dice = next();
          if (dice < 0.45) say('customer', 'robin');
          else if (dice < 0.8) say('agent', state.owner, { delivery: chance(0.9) ? 'delivered' : 'failed' });
          else say('agent', state.owner, { note: true });
        }
        const owner: [string, string | null] = ['agent', state.owner];
        for (let holds = Math.floor(holding() * 3); holds > 0; holds -= 1) {
          happen('put_on_hold', owner);
          at += Math.floor(holding() * 900) * S;
          if (holding() < 0.7) happen('continued', owner);
        }
        at += upTo(20 * 60) * S;
        if (dice < 0.6) happen('resolved', owner, { status: 'resolved' });
        else if (dice < 0.7) happen('abandoned', ['customer', 'robin'], { status: 'abandoned' });
        else if (dice < 0.78) happen('released', owner, { status: 'waiting', owner: null });
        else if (dice < 0.82) happen('released', DESK, { status: 'waiting', owner: null });
        else if (dice < 0.9) happen('transferred', owner, { owner: one(AGENTS.filter((id) => id !== state.owner)) });
        else happen('transferred', owner, { status: 'waiting', owner: null, queue: one(queueIds) });
      }
    }
    const ended = state.status === 'resolved' || state.status === 'abandoned';
    const endedAt = at;
    if (ended && state.owner !== null && asks() < 0.6) {
      const grade = asks() < 0.5 ? 1 + Math.floor(asks() * 5) : null;
      surveys.push({ n, source: 'desk', queue: state.queue, agent: state.owner, grade, at: new Date(at) });
      // Days after the end, and no part of any time.
      at += Math.floor(asks() * 72 * 60) * MIN;
      if (grade !== null) happen('rated', ['customer', 'robin']);
    }
    if (asks() < 0.05) {
      surveys.push({
        n,
        source: 'bot',
        queue: first,
        agent: null,
        grade: 1 + Math.floor(asks() * 5),
        at: new Date(at),
      });
      happen('bot_rated', ['customer', 'robin']);
    }
    escalations.push({
      n,
      ...state,
      first,
      version,
      seq,
      connection: one(connectionIds),
      topic: one(TOPICS),
      opened: new Date(opened),
      ended: ended ? new Date(endedAt) : null,
      test: chance(0.02),
    });
  }
  await keep(db, tenantId, { escalations, events, messages, surveys });
  return { tenantId, queueIds, connectionIds, agents: AGENTS, topics: TOPICS, promises };
}

async function keep(
  db: Db,
  tenantId: string,
  made: { escalations: object[]; events: object[]; messages: object[]; surveys: object[] },
): Promise<void> {
  const id = sql`overlay(overlay(md5('year ' || n) placing '4' from 13) placing '8' from 17)::uuid`;
  const chat = sql`md5('chat ' || n)::uuid`;
  await sql`
    with r as (select * from json_to_recordset(${JSON.stringify(made.escalations)}::json)
      as r(n int, status text, queue uuid, owner text, first uuid, version int, seq int, connection uuid, topic text,
        opened timestamptz, ended timestamptz, test boolean)),
    talked as (
      insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq)
      select ${chat}, ${tenantId}, connection, 'chat ' || n, 'customer ' || n, 'Robin', 'figures:' || n, seq from r)
    insert into escalation (id, tenant_id, conversation_id, connection_id, queue_id, routed_queue_id, status, version,
      assignee_id, assignee_name, topic, opened_at, waiting_since, claimed_at, ended_at, from_seq, to_seq, test)
    select ${id}, ${tenantId}, ${chat}, connection, queue, first, status, version, owner, owner, topic, opened, opened, case when owner is not null then opened end, ended, 1,
      case when ended is not null then seq end, test from r`.execute(db.q);
  await sql`
    insert into escalation_event (escalation_id, version, type, actor_kind, actor_id, actor_name, summary, at, status,
      queue_id, owner_id, owner_name, offered_to)
    select ${id}, version, type, kind, actor, coalesce(actor, 'Handoff Desk'), 'Said so', at, status, queue, owner, owner, offered
    from json_to_recordset(${JSON.stringify(made.events)}::json)
      as r(n int, version int, type text, kind text, actor text, at timestamptz, status text, queue uuid, owner text, offered text)
    order by at`.execute(db.q);
  await sql`
    insert into escalation_person (escalation_id, agent_id, agent_name, role)
    select distinct ${id}, owner, owner, 'owner' from json_to_recordset(${JSON.stringify(made.events)}::json) as r(n int, owner text)
    where owner is not null`.execute(db.q);
  await sql`
    insert into message (conversation_id, escalation_id, seq, author_kind, author_id, author_name, text, sent_at, note, delivery)
    select ${chat}, ${id}, seq, kind, by, coalesce(by, 'Handoff Desk'), 'Words', at, note, delivery
    from json_to_recordset(${JSON.stringify(made.messages)}::json)
      as r(n int, seq int, kind text, by text, at timestamptz, note boolean, delivery text)`.execute(db.q);
  await sql`
    insert into survey (escalation_id, source, tenant_id, customer_id, queue_id, agent_id, asked_at, scale, rating, grade, answered_at)
    select ${id}, source, ${tenantId}, 'customer ' || n, queue, agent, at, 'stars', grade, grade, case when grade is not null then at end
    from json_to_recordset(${JSON.stringify(made.surveys)}::json)
      as r(n int, source text, queue uuid, agent text, grade int, at timestamptz)`.execute(db.q);
  await sql`
    update escalation e set rating = s.grade from survey s
    where s.escalation_id = e.id and s.source = 'desk' and e.tenant_id = ${tenantId}`.execute(db.q);
}
