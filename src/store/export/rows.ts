/** Escalations as they are taken along: page by page, by opening time, which never changes. */
import { sql } from 'kysely';
import type { EscalationStatus, Variable } from '../../contract/api';
import type { Choice } from '../../contract/wrapUp';
import type { StoredFacts } from '../../domain/figures/stored';
import { type SurveyRow, surveyBy } from '../escalation/surveys';
import { allOf, inScope, type Scope, FIRST_CLAIMED, WAITED } from '../escalation/scope';
import { customerOf } from '../customer';
import type { Reader } from '../postgres/db';
import type { Place } from '../search/candidates';

export type ExportOrder = 'newest' | 'oldest';

/** Those of a scope behind a place, in order. */
export async function placesIn(
  q: Reader,
  { scope, order, behind, limit }: { scope: Scope; order: ExportOrder; behind: Place | null; limit: number },
): Promise<Place[]> {
  const [direction, isBehind] = order === 'newest' ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const later = behind
    ? sql`(e.opened_at, e.id) ${isBehind} (${behind.at}::timestamptz, ${behind.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<Place>`
    select e.id, e.opened_at::text as at from escalation e where ${allOf(inScope(scope))} and ${later}
    order by e.opened_at ${direction}, e.id ${direction} limit ${limit}`.execute(q);
  return rows;
}

/** How often each variable was captured in these. */
export async function namesIn(q: Reader, ids: readonly string[]): Promise<{ name: string; count: number }[]> {
  const { rows } = await sql<{ name: string; count: number }>`
    select v->>'name' as name, count(*)::int as count
    from escalation e, jsonb_array_elements(e.variables) v
    where e.id = any(${[...ids]}::uuid[]) and e.variables <> '[]'
    group by 1`.execute(q);
  return rows;
}

export interface ExportRow {
  id: string;
  number: number;
  status: EscalationStatus;
  customerId: string;
  customerName: string;
  erasedAt: Date | null;
  queueId: string;
  queueName: string;
  connectionId: string;
  connectionName: string;
  topic: string | null;
  language: string | null;
  priority: number;
  openedAt: Date;
  claimedAt: Date | null;
  endedAt: Date | null;
  waited: number;
  assigneeId: string | null;
  assigneeName: string | null;
  owners: { id: string; name: string }[];
  outcome: string | null;
  tags: Choice[];
  summary: string | null;
  survey: SurveyRow | null;
  botRating: SurveyRow | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  ruleName: string | null;
  test: boolean;
  variables: Variable[];
  /** What figures count of it; null while it is not known. */
  facts: StoredFacts | null;
}

/** These, in this order; one that is gone meanwhile is left out. */
export async function exportRows(q: Reader, ids: readonly string[]): Promise<ExportRow[]> {
  if (ids.length === 0) return [];
  const wanted = [...ids];
  const { rows } = await sql<Omit<ExportRow, 'owners' | 'facts'>>`
    select e.id, e.number::int as number, e.status, ${customerOf[0]}, ${customerOf[1]}, e.erased_at as "erasedAt",
      e.queue_id as "queueId", u.name as "queueName", e.connection_id as "connectionId", n.name as "connectionName",
      e.topic, coalesce(e.language, c.customer_locale) as language, e.priority,
      e.opened_at as "openedAt", ${FIRST_CLAIMED} as "claimedAt", e.ended_at as "endedAt", ${WAITED} as waited,
      e.assignee_id as "assigneeId", e.assignee_name as "assigneeName",
      e.outcome, e.tags, e.summary,
      ${surveyBy('desk')} as survey, ${surveyBy('bot')} as "botRating", e.last_phrase as "lastPhrase", e.agent_message as "agentMessage",
      e.rule_name as "ruleName", e.test, e.variables
    from unnest(${wanted}::uuid[]) with ordinality as wanted (id, place)
      join escalation e on e.id = wanted.id
      join conversation c on c.id = e.conversation_id
      join connection n on n.id = e.connection_id
      join queue u on u.id = e.queue_id
    order by wanted.place`.execute(q);
  // Asked row by row, the planner may go through a whole index for each.
  const owners = await sql<{ id: string; agentId: string; name: string }>`
    select escalation_id as id, agent_id as "agentId", agent_name as name from escalation_person
    where escalation_id = any(${wanted}::uuid[]) and role = 'owner' order by at, agent_id`.execute(q);
  const facts = await sql<{ id: string; facts: StoredFacts }>`
    select escalation_id as id, facts from escalation_fact where escalation_id = any(${wanted}::uuid[])`.execute(q);
  const ownersOf = new Map<string, ExportRow['owners']>();
  for (const { id, agentId, name } of owners.rows) {
    ownersOf.set(id, [...(ownersOf.get(id) ?? []), { id: agentId, name }]);
  }
  const factsOf = new Map(facts.rows.map((row) => [row.id, row.facts]));
  return rows.map((row) => ({
    ...row,
    owners: ownersOf.get(row.id) ?? [],
    facts: factsOf.get(row.id) ?? null,
  }));
}
