/** Gathers what the choice of a queue depends on: the rules, the queues, what is known of the escalation. */
import type { ConnectionRow } from '../store/connections';
import type { ConversationRow } from '../store/conversations';
import type { Reader, Tx } from '../store/postgres/db';
import { defaultQueue, findQueue, insertQueue, queueNames } from '../store/queues';
import { type Facts, scopeOf } from '../domain/routing/scope';
import type { OpenEscalation } from '../domain/escalation';
import { type QueueChoice, chooseQueue } from '../domain/routing/routing';
import { RuleCache } from './ruleCache';

/** What a choice goes by, besides the connection. */
export type Asking = Omit<Facts, 'connection'>;

export class Routing {
  private readonly rules = new RuleCache();

  async choose(
    tx: Tx,
    connection: ConnectionRow,
    conversation: ConversationRow,
    handoff: OpenEscalation,
  ): Promise<QueueChoice> {
    const asking = {
      ...handoff,
      language: handoff.language ?? conversation.customer_locale,
      customer: { id: conversation.customer_id, name: conversation.customer_name },
    };
    const gathered = await this.gathered(tx.q, connection);
    return choice(connection, asking, {
      ...gathered,
      fallback: gathered.fallback ?? (await firstQueue(tx, connection.tenant_id)),
    });
  }

  /** Where it would go now. Changes nothing; null: there is no queue yet. */
  async wouldChoose(q: Reader, connection: ConnectionRow, asking: Asking): Promise<QueueChoice | null> {
    const { fallback, ...gathered } = await this.gathered(q, connection);
    const last = fallback ?? gathered.connectionQueue;
    return last && choice(connection, asking, { ...gathered, fallback: last });
  }

  private async gathered(q: Reader, connection: ConnectionRow) {
    const { tenant_id: tenantId } = connection;
    const rules = await this.rules.of(q, tenantId);
    return {
      rules,
      connectionQueue: connection.queue_id ? await findQueue(q, connection.queue_id) : null,
      fallback: await defaultQueue(q, tenantId),
      queues: rules.length > 0 ? await queueNames(q, tenantId) : new Map<string, string>(),
    };
  }
}

type Named = { id: string; name: string };

function choice(
  { name, app_id: appId, kind }: ConnectionRow,
  asking: Asking,
  {
    fallback,
    ...gathered
  }: Pick<Parameters<typeof chooseQueue>[0], 'rules' | 'queues' | 'connectionQueue'> & { fallback: Named },
): QueueChoice {
  return chooseQueue({
    ...gathered,
    scope: scopeOf({ ...asking, connection: { name, appId, kind } }),
    connectionName: name,
    defaultQueue: fallback,
  });
}

/** A desk nobody has connected a channel to still keeps every escalation: managers see them in the tab. */
async function firstQueue(tx: Tx, tenantId: string): Promise<Named> {
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
