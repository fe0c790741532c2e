/** Escalations as what is decided about them needs them: seeing, and the state machine; see domain/policy.ts. */
import { sql } from 'kysely';
import type { Escalation, Person, Role } from '../../domain/escalation';
import type { Sighted } from '../../domain/policy';
import { built } from '../postgres/built';
import type { Reader } from '../postgres/db';
import { peopleColumn } from './people';

/** Of an escalation `e`: what the state machine decides by. */
export const decidedBy = [
  'e.id',
  sql<number>`e.number::int`.as('number'),
  'e.tenant_id as tenantId',
  'e.conversation_id as conversationId',
  'e.connection_id as connectionId',
  'e.queue_id as queueId',
  'e.status',
  'e.version',
  'e.assignee_id as assigneeId',
  'e.assignee_name as assigneeName',
  'e.opened_at as openedAt',
  'e.claimed_at as claimedAt',
  'e.ended_at as endedAt',
  'e.outcome',
  'e.offered_to as offeredTo',
  'e.passed_by as passedBy',
  'e.customer_waits_since as customerWaitsSince',
  'e.on_hold_since as onHoldSince',
  'e.on_hold_until as onHoldUntil',
] as const;

/** What decides who may see it and what may be done with it, and nothing more. */
export async function findSubject(q: Reader, id: string): Promise<SeenEscalation | null> {
  const [row] = await subjectById(q, { id });
  return row ?? null;
}
export type SeenEscalation = Escalation & { people: (Person & { role: Role })[] };
const subjectById = built((q, { id }: { id: string }) =>
  q
    .selectFrom('escalation as e')
    .select([...decidedBy, peopleColumn.as('people')])
    .where('e.id', '=', id),
);

/** What decides who may see it, and nothing more. */
export async function findSighted(q: Reader, id: string): Promise<Sighted | null> {
  const [row] = await sighted(q, { id });
  return row ?? null;
}
const sighted = built((q, { id }: { id: string }) =>
  q
    .selectFrom('escalation as e')
    .select([
      'e.tenant_id as tenantId',
      'e.queue_id as queueId',
      'e.assignee_id as assigneeId',
      peopleColumn.as('people'),
    ])
    .where('e.id', '=', id),
);

/** Takes the row's lock: whoever holds it decides. */
export async function lockEscalation(q: Reader, id: string): Promise<Escalation | null> {
  const [row] = await lockedById(q, { id });
  return row ?? null;
}
const lockedById = built((q, { id }: { id: string }) =>
  q.selectFrom('escalation as e').select(decidedBy).where('e.id', '=', id).forUpdate(),
);
