/** Presence, skills and capacity of agents; assignment offers by them. */
import type { AgentChange, MyChange, SetPresence } from '../contract/api';
import { AppError } from '../base/errors';
import { changedWords } from '../cards/words/manager/audit/change';
import { agentChanges, presenceSet } from '../cards/words/manager/audit/kept';
import { recordStates } from '../store/agentStates';
import { type AgentRow, changeAgent, listAgents, setPresence, setPresenceOf, stillThere } from '../store/agents';
import { appendAudit } from './audit/append';
import type { Db } from '../store/postgres/db';
import type { Identity } from '../domain/escalation';
import { requireManager, requireManagerOf } from '../domain/policy';
import type { Assignment } from './assignment';

const MINUTE_MS = 60_000;

export class Agents {
  private readonly now: () => Date;

  constructor(
    private readonly db: Db,
    private readonly options: {
      assignment: Assignment;
      /** How long somebody counts as there after their last tab has closed. */
      staysAvailableMinutes: number;
      now?: (() => Date) | undefined;
    },
  ) {
    this.now = options.now ?? (() => new Date());
  }

  async list(tenantId: string): Promise<AgentRow[]> {
    return listAgents(this.db.q, tenantId, this.now());
  }

  /** What a person says of themselves: whoever becomes available is offered what waits, whoever does not loses their offers. */
  async present(who: Identity, change: MyChange): Promise<void> {
    const { assignment } = this.options;
    await this.db.transaction(async (tx) => {
      const times = this.times();
      await setPresence(tx.q, { tenantId: who.tenantId, id: who.id }, change, times);
      await recordStates(tx.q, { tenantId: who.tenantId, id: who.id }, times.now);
      for (const id of who.queueIds) tx.hint({ kind: 'queue', id });
      tx.after(() => assignment.look(who.tenantId));
    });
    const isGone = (change.presence ?? 'available') !== 'available' || change.takesOffers === false;
    // Apart from the change of the agent, whose row claims hold while they hold an escalation's.
    if (isGone) await assignment.withdraw(who.tenantId, { id: who.id, name: who.name });
  }

  /** A manager says it for somebody, who reads at once by whom and why. */
  async setFor(who: Identity, id: string, { presence, reason }: SetPresence): Promise<AgentRow> {
    if (!who.manager) requireManager(who, 'say how others are');
    const { tenantId } = who;
    const agent = await this.memberOf(tenantId, id);
    for (const queueId of agent.queueIds) requireManagerOf(who, queueId, 'say how this agent is');
    const { assignment } = this.options;
    const times = this.times();
    await this.db.transaction(async (tx) => {
      if (!(await setPresenceOf(tx.q, { tenantId, id }, { presence, by: who.name, reason }, times))) {
        throw new AppError('wrong_state', 'They have never opened the desk: only they can say that they are there.');
      }
      await recordStates(tx.q, { tenantId, id, by: { name: who.name, reason } }, times.now);
      await appendAudit(tx.q, {
        tenantId,
        actor: who,
        subject: { kind: 'agent', id, name: agent.name },
        verb: 'set',
        ...presenceSet({ name: agent.name, before: agent.presence, after: presence, reason }),
      });
      tx.hint({ kind: 'me', tenantId, agentId: id });
      for (const queueId of agent.queueIds) tx.hint({ kind: 'queue', id: queueId });
      tx.after(() => assignment.look(tenantId));
    });
    if (presence !== 'available') await assignment.withdraw(tenantId, { id, name: agent.name });
    return this.memberOf(tenantId, id);
  }

  private async memberOf(tenantId: string, id: string): Promise<AgentRow> {
    const agent = (await this.list(tenantId)).find((each) => each.id === id);
    if (!agent) throw new AppError('not_found', 'There is no such agent on a queue’s team.');
    return agent;
  }

  /** Their tabs are open: what they said of themselves still holds, and who comes back is offered what waits. */
  async stillThere(people: readonly { tenantId: string; id: string }[]): Promise<void> {
    const ids = people.map(({ id }) => id);
    await stillThere(this.db.q, ids, this.times());
    for (const tenantId of new Set(people.map((person) => person.tenantId))) this.options.assignment.look(tenantId);
  }

  async change(who: Identity, id: string, change: AgentChange): Promise<AgentRow> {
    if (!who.manager) requireManager(who, 'change what agents take');
    const agent = await this.memberOf(who.tenantId, id);
    // It holds in every queue of theirs.
    for (const queueId of agent.queueIds) requireManagerOf(who, queueId, 'change what this agent takes');
    const after = {
      ...agent,
      skills: change.skills ?? agent.skills,
      capacity: change.capacity === undefined ? agent.capacity : change.capacity,
    };
    const changes = agentChanges(agent, after);
    await this.db.transaction(async (tx) => {
      await changeAgent(tx.q, { tenantId: who.tenantId, id, name: agent.name }, change);
      if (changes.length > 0) {
        await appendAudit(tx.q, {
          tenantId: who.tenantId,
          actor: who,
          subject: { kind: 'agent', id, name: agent.name },
          verb: 'changed',
          summary: changedWords(agent.name, changes),
          changes,
        });
      }
      for (const queueId of agent.queueIds) tx.hint({ kind: 'queue', id: queueId });
      tx.after(() => this.options.assignment.look(who.tenantId));
    });
    return after;
  }

  private times(): { now: Date; until: Date } {
    const now = this.now();
    return { now, until: new Date(now.getTime() + this.options.staysAvailableMinutes * MINUTE_MS) };
  }
}
