/** What facts are made from: an escalation's events, its words, and what its queues promised at the time. */
import { sql } from 'kysely';
import type { ServiceTargets } from '../../contract/api';
import type { Raw, Word } from '../../domain/figures/facts';
import type { Known, StoredEvent } from '../../domain/figures/oldEvents';
import type { Reader } from '../postgres/db';
import { newTargets } from '../queues';

export interface RawEscalation extends Omit<Raw, 'now' | 'events'> {
  id: string;
  tenantId: string;
  openedAt: Date;
  version: number;
  /** Of the newest message that was read. */
  seq: number;
  lastPhrase: string | null;
  events: StoredEvent[];
  /** What events from before they said what held are told by. */
  known: Known;
}

interface EscalationRow {
  id: string;
  tenantId: string;
  connection: string;
  topic: string | null;
  lastPhrase: string | null;
  openedAt: Date;
  version: number;
  seq: number;
  queueId: string;
  ownerId: string | null;
  ownerName: string | null;
}

/** Of these; tests of connections are none of anybody's work. */
export async function rawOf(q: Reader, ids: readonly string[]): Promise<RawEscalation[]> {
  if (ids.length === 0) return [];
  const wanted = [...ids];
  const { rows: escalations } = await sql<EscalationRow>`
    select e.id, e.tenant_id as "tenantId", e.connection_id as connection, e.topic, e.last_phrase as "lastPhrase", e.opened_at as "openedAt",
      e.version, least(c.last_seq, coalesce(e.to_seq, c.last_seq)) as seq,
      coalesce(e.routed_queue_id, e.queue_id) as "queueId", e.assignee_id as "ownerId", e.assignee_name as "ownerName"
    from escalation e join conversation c on c.id = e.conversation_id
    where e.id = any(${wanted}::uuid[]) and not e.test`.execute(q);
  const { rows: events } = await sql<StoredEvent & { escalationId: string }>`
    select escalation_id as "escalationId", type, at, actor_kind as "actorKind", actor_id as "actorId",
      actor_name as "actorName", summary, status, queue_id as "queueId", owner_id as "ownerId",
      owner_name as "ownerName", offered_to as "offeredTo"
    from escalation_event where escalation_id = any(${wanted}::uuid[])
    order by escalation_id, version`.execute(q);
  const { rows: words } = await sql<Word & { escalationId: string }>`
    select e.id as "escalationId", m.author_kind as kind, m.sent_at as at, m.author_id as by
    from escalation e join message m on m.conversation_id = e.conversation_id
      and m.seq >= e.from_seq and m.seq <= coalesce(e.to_seq, 2147483647)
    where e.id = any(${wanted}::uuid[]) and m.author_kind in ('customer', 'agent') and not m.note
      and m.delivery is distinct from 'failed'
    order by e.id, m.seq`.execute(q);
  const { rows: surveys } = await sql<SurveyRow>`
    select escalation_id as "escalationId", source, queue_id as queue, agent_id as agent, grade from survey
    where escalation_id = any(${wanted}::uuid[])`.execute(q);
  const targets = await targetsOf(q, [
    ...new Set([...events.map((e) => e.queueId), ...escalations.map((e) => e.queueId)]),
  ]);
  const names = await namesFor(q, escalations, events);
  const eventsBy = grouped(events);
  const wordsBy = grouped(words);
  const surveysBy = grouped(surveys);
  return escalations.map(({ queueId, ownerId, ownerName, ...row }) => ({
    ...row,
    events: eventsBy.get(row.id) ?? [],
    known: {
      openedAt: row.openedAt,
      queueId,
      ownerId,
      ownerName,
      queueNamed: (name) => names.queues.get(`${row.tenantId} ${name}`) ?? null,
      agentNamed: (name) => names.agents.get(`${row.id} ${name}`) ?? null,
    },
    words: wordsBy.get(row.id) ?? [],
    ...answersIn(surveysBy.get(row.id) ?? []),
    targetsAt: targets,
  }));
}

interface SurveyRow {
  escalationId: string;
  source: 'desk' | 'bot';
  queue: string;
  agent: string | null;
  grade: number | null;
}

function answersIn(surveys: readonly SurveyRow[]): Pick<Raw, 'survey' | 'botGrade'> {
  const asked = surveys.find(({ source }) => source === 'desk');
  return {
    survey: asked ? { queue: asked.queue, agent: asked.agent, grade: asked.grade } : null,
    botGrade: surveys.find(({ source }) => source === 'bot')?.grade ?? null,
  };
}

/** Former targets hold until they were changed; behind the last change, what the queue says now. */
async function targetsOf(q: Reader, queueIds: readonly (string | null)[]): Promise<Raw['targetsAt']> {
  const { rows } = await sql<{ queueId: string; until: Date | null; targets: ServiceTargets }>`
    select queue_id as "queueId", until, ${newTargets} || service_targets as targets from former_targets
    where queue_id = any(${queueIds.filter(Boolean)}::uuid[])
    union all
    select id, null, ${newTargets} || service_targets from queue where id = any(${queueIds.filter(Boolean)}::uuid[])
    order by 1, 2 nulls last`.execute(q);
  const byQueue = new Map<string, typeof rows>();
  for (const row of rows) byQueue.set(row.queueId, [...(byQueue.get(row.queueId) ?? []), row]);
  return (queueId, at) => {
    const found = byQueue.get(queueId)?.find(({ until }) => until === null || at < until);
    return found?.targets ?? { hours: null, targetSeconds: null };
  };
}

/** Only old events are told by names. */
async function namesFor(
  q: Reader,
  escalations: readonly EscalationRow[],
  events: readonly (StoredEvent & { escalationId: string })[],
) {
  const old = [
    ...new Set(events.filter((e) => e.status === null && e.type === 'transferred').map((e) => e.escalationId)),
  ];
  const queues = new Map<string, string>();
  const agents = new Map<string, string>();
  if (old.length === 0) return { queues, agents };
  const tenants = [...new Set(escalations.map(({ tenantId }) => tenantId))];
  const { rows: named } = await sql<{ tenantId: string; name: string; id: string }>`
    select tenant_id as "tenantId", name, id from queue where tenant_id = any(${tenants}) order by removed_at nulls last limit 5000`.execute(
    q,
  );
  for (const { tenantId, name, id } of named.reverse()) queues.set(`${tenantId} ${name}`, id);
  const { rows: people } = await sql<{ escalationId: string; name: string; id: string }>`
    select escalation_id as "escalationId", agent_name as name, agent_id as id from escalation_person
    where escalation_id = any(${old}::uuid[])`.execute(q);
  for (const { escalationId, name, id } of people) agents.set(`${escalationId} ${name}`, id);
  return { queues, agents };
}

function grouped<T extends { escalationId: string }>(rows: readonly T[]): Map<string, T[]> {
  const by = new Map<string, T[]>();
  for (const row of rows) {
    const known = by.get(row.escalationId);
    if (known) known.push(row);
    else by.set(row.escalationId, [row]);
  }
  return by;
}
