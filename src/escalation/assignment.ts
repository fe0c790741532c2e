/**
 * Offers what waits in automatic queues to agents who can take it, as soon as that becomes possible: right after the
 * transaction that made it possible, in the process that did. Any number of processes may; the locks of the escalation
 * and of the agent make each offer one. What a process that died left undone the sweep finds a second later.
 */
import type { Log } from '../base/log';
import { offer } from '../domain/dueSteps';
import type { Person } from '../domain/escalation';
import { isOpenAt } from '../domain/hours';
import { type Match, assign } from '../domain/routing/assignment';
import { type OfferingQueue, fitsIn, offeredTo, offeringQueues, takeRoom } from '../store/escalation/assignment';
import { keepPassedOver } from '../store/escalation/passedOver';
import { timersOf } from '../store/escalation/timers';
import { findMember } from '../store/agents';
import type { Db } from '../store/postgres/db';
import { type Escalations, lockBoth } from './escalations';

/** Rounds in a row in which others were faster every time; the sweep looks again. */
const MOST_IN_VAIN = 5;

export class Assignment {
  /** Read with every sweep, so that a desk without such a queue is asked nothing for it. */
  private queues: OfferingQueue[] | null = null;
  private readonly wanted = new Set<string>();
  private running: Promise<void> | null = null;

  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
    private readonly log: Log,
    private readonly now: () => Date = () => new Date(),
  ) {
    escalations.onWork((tenantId) => this.look(tenantId));
  }

  /** Somebody may have become free, or something to be waiting: answered in the background, once for all who ask. */
  look(tenantId: string): void {
    if (this.queues && !this.queues.some((queue) => queue.tenantId === tenantId)) return;
    this.wanted.add(tenantId);
    this.running ??= this.answer();
  }

  /** Once everything asked so far is answered. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Looks everywhere: what a process left undone, a queue that opened, somebody whose tab came back. */
  async sweep(): Promise<void> {
    this.queues = await offeringQueues(this.db.q);
    for (const { tenantId } of this.queues) this.look(tenantId);
    await this.settled();
  }

  /** Whoever went away is offered nothing: the next one is asked at once. */
  async withdraw(tenantId: string, from: Person): Promise<void> {
    for (const id of await offeredTo(this.db.q, tenantId, from.id)) {
      await this.escalations.change(id, tenantId, () => ({ verb: 'withdraw', from }));
    }
  }

  private async answer(): Promise<void> {
    // A set visits what is added while it is walked through.
    for (const tenantId of this.wanted) {
      this.wanted.delete(tenantId);
      try {
        await this.assignIn(tenantId);
      } catch (error) {
        this.log.warn('assignment.round_failed', { err: error });
      }
    }
    this.running = null;
  }

  private async assignIn(tenantId: string): Promise<void> {
    this.queues ??= await offeringQueues(this.db.q);
    for (let inVain = 0; inVain < MOST_IN_VAIN;) {
      const now = this.now();
      const open = this.queues.filter(
        (queue) => queue.tenantId === tenantId && isOpenAt(queue.serviceTargets.hours, now),
      );
      if (open.length === 0) return;
      const matches = assign(await fitsIn(this.db.q, { tenantId, queueIds: open.map(({ id }) => id), now }));
      if (matches.length === 0) return;
      let made = 0;
      for (const match of matches) if (await this.offer(tenantId, match)) made += 1;
      inVain = made > 0 ? 0 : inVain + 1;
    }
  }

  /** False when something changed meanwhile: what is true now is read again. */
  private async offer(tenantId: string, { escalationId, agent }: Match): Promise<boolean> {
    const now = this.now();
    return this.db.transaction(async (tx) => {
      const { conversation, escalation } = await lockBoth(tx, escalationId, tenantId);
      if (escalation.status !== 'waiting' || escalation.offeredTo !== null) return false;
      const [timed, member] = await Promise.all([
        timersOf(tx.q, escalationId),
        findMember(tx.q, tenantId, agent.id, escalation.queueId),
      ]);
      // Moved to another team's queue, or passed by them, since they were found to fit.
      if (!member || (timed?.timers.passedBy.includes(agent.id) && (timed.timers.offeredUntil ?? now) > now))
        return false;
      if (timed?.serviceTargets.assignment !== 'automatic' || timed.timers.takenFrom === agent.id) return false;
      if (!(await takeRoom(tx.q, { tenantId, agentId: agent.id, escalationId, now }))) return false;
      tx.later(keepPassedOver(tx.q, { escalationId, version: escalation.version + 1, to: agent, now }));
      const { timers, serviceTargets } = timed;
      const change = offer(escalation, timers, { to: agent, seconds: serviceTargets.offerSeconds }, now);
      await this.escalations.apply(tx, conversation, escalation, change);
      return true;
    });
  }
}
