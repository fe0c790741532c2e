import { type SqlBool, sql } from 'kysely';
import type { Rule } from '../contract/api';
import type { Variable } from '../domain/escalation';
import type { Facts } from '../domain/routing/scope';
import type { Reader } from './postgres/db';
import { saveVersioned } from './versioned';

export interface StoredRuleSet {
  version: number;
  rules: Rule[];
  changedAt: Date;
  changedBy: { id: string; name: string };
}

export async function findRuleSet(q: Reader, tenantId: string): Promise<StoredRuleSet | null> {
  const row = await q.selectFrom('rule_set').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (!row) return null;
  return {
    version: row.version,
    rules: row.rules,
    changedAt: row.changed_at,
    changedBy: { id: row.changed_by_id, name: row.changed_by_name },
  };
}

/** 0 when nothing was ever saved; cheaper than the rules themselves. */
export async function ruleSetVersion(q: Reader, tenantId: string): Promise<number> {
  const row = await q.selectFrom('rule_set').select('version').where('tenant_id', '=', tenantId).executeTakeFirst();
  return row?.version ?? 0;
}

/** False when somebody saved since `version` was read. */
export const saveRuleSet = (
  q: Reader,
  {
    rules,
    ...saving
  }: { tenantId: string; version: number; rules: Rule[]; by: { id: string; name: string }; now: Date },
): Promise<boolean> => saveVersioned(q, 'rule_set', saving, { rules: JSON.stringify(rules) });

/** What routing knew of an escalation when it was opened, and what it decided. */
export interface RoutedEscalation {
  id: string;
  number: number;
  openedAt: Date;
  facts: Facts;
  connectionQueueId: string | null;
  went: { queue: { id: string; name: string }; priority: number; requiredSkill: string | null };
}

/** The newest escalations of people; tests of connections are none. */
export async function newestRouted(q: Reader, tenantId: string, limit: number): Promise<RoutedEscalation[]> {
  const rows = await q
    .selectFrom('escalation as e')
    .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
    .innerJoin('connection as n', 'n.id', 'e.connection_id')
    .innerJoin('queue as u', (join) => join.on(sql<SqlBool>`u.id = coalesce(e.routed_queue_id, e.queue_id)`))
    .where('e.tenant_id', '=', tenantId)
    .where('e.test', '=', false)
    .where('e.erased_at', 'is', null)
    .orderBy('e.opened_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .select([
      'e.id',
      sql<number>`e.number::int`.as('number'),
      'e.opened_at as openedAt',
      'e.topic',
      'e.last_phrase as lastPhrase',
      'e.agent_message as agentMessage',
      'e.language',
      'e.variables',
      'e.priority',
      'e.required_skill as requiredSkill',
      'c.customer_id as customerId',
      'c.customer_name as customerName',
      'n.name as connectionName',
      'n.app_id as connectionAppId',
      'n.kind as connectionKind',
      'n.queue_id as connectionQueueId',
      'u.id as queueId',
      'u.name as queueName',
    ])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    openedAt: row.openedAt,
    facts: {
      topic: row.topic,
      lastPhrase: row.lastPhrase,
      agentMessage: row.agentMessage,
      language: row.language,
      connection: { name: row.connectionName, appId: row.connectionAppId, kind: row.connectionKind },
      customer: { id: row.customerId, name: row.customerName },
      variables: row.variables,
    },
    connectionQueueId: row.connectionQueueId,
    went: {
      queue: { id: row.queueId, name: row.queueName },
      priority: row.priority,
      requiredSkill: row.requiredSkill,
    },
  }));
}

/** Names bots captured in the newest escalations, each with its newest value. */
export async function variablesSeen(
  q: Reader,
  tenantId: string,
  options: { last: number; most: number },
): Promise<Variable[]> {
  const rows = await q
    .selectFrom('escalation')
    .select('variables')
    .where('tenant_id', '=', tenantId)
    .orderBy('opened_at', 'desc')
    .limit(options.last)
    .execute();
  const seen = new Map<string, Variable>();
  for (const variable of rows.flatMap((row) => row.variables)) {
    if (seen.size < options.most && !seen.has(variable.name)) seen.set(variable.name, variable);
  }
  return [...seen.values()];
}
