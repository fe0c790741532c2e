/** Gathers what the choice of a queue depends on: the rules, the queues, what is known of the escalation. */
import type { ConnectionRow } from '../store/connections';
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/postgres/db';
import { defaultQueue, findQueue, insertQueue, queueNames } from '../store/queues';
import { scopeOf } from '../domain/routing/scope';
import type { OpenEscalation } from '../domain/escalation';
import { type QueueChoice, chooseQueue } from '../domain/routing/routing';
import { RuleCache } from './ruleCache';

export class Routing {
  private readonly rules = new RuleCache();

  async choose(
    tx: Tx,
    connection: ConnectionRow,
    conversation: ConversationRow,
    handoff: OpenEscalation,
  ): Promise<QueueChoice> {
    const { tenant_id: tenantId } = connection;
    const rules = await this.rules.of(tx.q, tenantId);
    const connectionQueue = connection.queue_id ? await findQueue(tx.q, connection.queue_id) : null;
    const fallback = await defaultQueue(tx.q, tenantId);
    return chooseQueue({
      rules,
      scope: scopeOf({
        ...handoff,
        language: handoff.language ?? conversation.customer_locale,
        connection: { name: connection.name, appId: connection.app_id, kind: connection.kind },
        customer: { id: conversation.customer_id, name: conversation.customer_name },
      }),
      queues: rules.length > 0 ? await queueNames(tx.q, tenantId) : new Map(),
      connectionName: connection.name,
      connectionQueue,
      defaultQueue: fallback ?? (await firstQueue(tx, tenantId)),
    });
  }
}

/** A desk nobody has connected a channel to still keeps every escalation: managers see them in the tab. */
async function firstQueue(tx: Tx, tenantId: string): Promise<{ id: string; name: string }> {
  const name = 'Support';
  const id = await insertQueue(tx.q, {
    tenantId,
    name,
    teamId: null,
    channelId: null,
    channelName: null,
    isDefault: true,
  });
  return { id, name };
}
