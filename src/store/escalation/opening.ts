/** The row of an escalation that has just been asked for. */
import { sql } from 'kysely';
import type { Variable } from '../../domain/escalation';
import type { QueueChoice } from '../../domain/routing/routing';
import { type Reader, constants } from '../postgres/db';

/** More than anybody reads of one escalation. */
const MOST_PASSED_OVER = 20;

export interface NewEscalation {
  tenantId: string;
  conversationId: string;
  connectionId: string;
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  language: string | null;
  variables: Variable[];
  problems: string[];
  routing: QueueChoice;
  test: boolean;
  openedAt: Date;
}

/** Null when the conversation already has an open one. The caller holds the conversation's lock. */
export async function insertEscalation(
  q: Reader,
  options: NewEscalation,
): Promise<{ id: string; number: number; fromSeq: number } | null> {
  const previous = await q
    .selectFrom('escalation')
    .select(['id', 'to_seq'])
    .where('conversation_id', '=', options.conversationId)
    .where('status', 'in', constants('resolved', 'abandoned'))
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const fromSeq = (previous?.to_seq ?? 0) + 1;
  const row = await q
    .insertInto('escalation')
    .values({
      tenant_id: options.tenantId,
      conversation_id: options.conversationId,
      connection_id: options.connectionId,
      queue_id: options.routing.queueId,
      topic: options.topic,
      last_phrase: options.lastPhrase,
      agent_message: options.agentMessage,
      language: options.language,
      variables: JSON.stringify(options.variables),
      problems: JSON.stringify(options.problems),
      routing_reason: options.routing.reason,
      routed_queue_id: options.routing.queueId,
      priority: options.routing.priority,
      required_skill: options.routing.requiredSkill,
      rule_name: options.routing.rule?.name ?? null,
      passed_over: JSON.stringify(
        options.routing.passedOver.slice(0, MOST_PASSED_OVER).map(({ rule, why }) => ({ rule, why })),
      ),
      test: options.test,
      opened_at: options.openedAt,
      waiting_since: options.openedAt,
      previous_id: previous?.id ?? null,
      from_seq: fromSeq,
    })
    .onConflict((oc) => oc.column('conversation_id').where('status', 'in', constants('waiting', 'claimed')).doNothing())
    .returning(['id', sql<number>`number::int`.as('number')])
    .executeTakeFirst();
  return row ? { ...row, fromSeq } : null;
}
