/** What agents do for each other: ask for advice, come to help, hand their work on. */
import type { HandedOn } from '../contract/api';
import { AppError } from '../base/errors';
import { byOf, manages } from '../domain/policy';
import { listAgents } from '../store/agents';
import type { Db } from '../store/postgres/db';
import { claimedBy } from '../store/escalation/pages';
import { hasRole } from '../store/escalation/people';
import type { Identity, Person } from '../domain/escalation';
import type { Escalations, Outcome } from './escalations';
import { refusalWords } from '../domain/refusals';

export class Colleagues {
  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Somebody of any queue's team reads along and writes notes; the owner stays the owner. */
  async consult(id: string, who: Identity, agentId: string, note?: string): Promise<Outcome> {
    const agent = await this.colleague(who, agentId);
    return this.escalations.change(
      id,
      who.tenantId,
      (escalation) => ({ verb: 'consult', by: byOf(who, escalation), agent }),
      { note: note ? { text: note, author: { kind: 'agent', id: who.id, name: who.name } } : undefined },
    );
  }

  async join(id: string, who: Identity): Promise<Outcome> {
    return this.escalations.change(id, who.tenantId, (escalation) => ({ verb: 'join', by: byOf(who, escalation) }));
  }

  async leave(id: string, who: Identity): Promise<Outcome> {
    return this.escalations.change(id, who.tenantId, async (escalation, tx) => {
      const joined = await hasRole(tx.q, id, who.id, 'joined');
      if (!joined && !(await hasRole(tx.q, id, who.id, 'consulted'))) {
        throw new AppError('bad_request', 'You have no part in this to leave.');
      }
      return { verb: 'leave', by: byOf(who, escalation), as: joined ? 'joined' : 'consulted' };
    });
  }

  /** Everything an agent has goes to a colleague, to a queue, or back to where it came from; one by one. */
  async handOn(
    who: Identity,
    agentId: string,
    to: { agentId?: string | undefined; queueId?: string | undefined; note?: string | undefined },
  ): Promise<HandedOn> {
    if (agentId !== who.id && !who.manager) {
      throw new AppError('forbidden', 'Only managers may hand on what others have.');
    }
    const items: HandedOn['items'] = [];
    for (const { id, number, queueId } of await claimedBy(this.db.q, who.tenantId, agentId)) {
      if (agentId !== who.id && !manages(who, queueId)) continue;
      const reason = await this.handOnOne(id, who, to);
      items.push({ id, number, ok: reason === null, reason });
    }
    return { items };
  }

  private async handOnOne(id: string, who: Identity, to: Parameters<Colleagues['handOn']>[2]): Promise<string | null> {
    const target = to.agentId ? { agentId: to.agentId } : to.queueId ? { queueId: to.queueId } : null;
    try {
      const outcome = target
        ? await this.escalations.transfer(id, who, target, to.note)
        : await this.escalations.release(id, who, to.note);
      return outcome.ok ? null : refusalWords(outcome.refusal);
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }

  private async colleague(who: Identity, agentId: string): Promise<Person> {
    const agent = (await listAgents(this.db.q, who.tenantId, this.now())).find(({ id }) => id === agentId);
    if (!agent) throw new AppError('bad_request', 'That person is on no queue’s team.');
    return { id: agent.id, name: agent.name };
  }
}
