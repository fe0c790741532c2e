/** Presence, skills and capacity of agents; assignment offers by them. */
import type { AgentChange, Presence } from '../contract/api';
import { AppError } from '../base/errors';
import { type AgentRow, changeAgent, listAgents, setPresence } from '../store/agents';
import type { Db } from '../store/postgres/db';
import { offerAnew } from '../store/escalation/assignment';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';

export class Agents {
  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async list(tenantId: string): Promise<AgentRow[]> {
    return listAgents(this.db.q, tenantId, this.now());
  }

  /** What a person says of themselves; whoever becomes available is offered what waits. */
  async present(who: Identity, presence: Presence): Promise<void> {
    await this.db.transaction(async (tx) => {
      await setPresence(tx.q, who.tenantId, who.id, presence, this.now());
      for (const id of who.queueIds) tx.hint({ kind: 'queue', id });
    });
    if (presence === 'available') await this.offerAnew(who.tenantId, who.id);
  }

  async change(who: Identity, id: string, change: AgentChange): Promise<AgentRow> {
    requireManager(who, 'change what agents take');
    const agent = (await this.list(who.tenantId)).find((each) => each.id === id);
    if (!agent) throw new AppError('not_found', 'There is no such agent on a queue’s team.');
    await this.db.transaction(async (tx) => {
      await changeAgent(tx.q, { tenantId: who.tenantId, id, name: agent.name }, change);
      for (const queueId of agent.queueIds) tx.hint({ kind: 'queue', id: queueId });
    });
    await this.offerAnew(who.tenantId, id);
    return {
      ...agent,
      skills: change.skills ?? agent.skills,
      capacity: change.capacity === undefined ? agent.capacity : change.capacity,
    };
  }

  /** Apart from the change of the agent, whose row claims hold while they hold an escalation's. */
  private async offerAnew(tenantId: string, id: string): Promise<void> {
    await this.db.transaction((tx) => offerAnew(tx.q, tenantId, id, this.now()));
  }
}
