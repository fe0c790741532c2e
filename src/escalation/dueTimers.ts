/** Takes the steps that have fallen due. Any number of processes may: the lock and the timers make each step one. */
import { lasted } from '../cards/text/timing';
import { reasonOf } from '../base/errors';
import { alertLane } from '../domain/lanes';
import { missedOffer } from '../store/agents';
import type { Db } from '../store/postgres/db';
import { enqueue } from '../store/outbox/outbox';
import { findQueue } from '../store/queues';
import { type Timed, dueEscalations, setDue, timersOf } from '../store/escalation/timers';
import { type Escalations, lockBoth } from './escalations';
import { nextStep } from '../domain/serviceTargets';
import { takeStep } from '../domain/dueSteps';

/** Escalations looked at in one go; the rest is due at the next, a moment later. */
const BATCH = 200;

export class DueTimers {
  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
  ) {}

  /**
   * One that fails holds up no other; what went wrong is thrown when all have had their turn.
   * @returns whether there may be more to do at once
   */
  async keep(now: Date): Promise<boolean> {
    const due = await dueEscalations(this.db.q, now, BATCH);
    const errors: unknown[] = [];
    for (const id of due) await this.keepOne(id, now).catch((error: unknown) => errors.push(error));
    if (errors.length > 0)
      throw new AggregateError(errors, `${errors.length} of ${due.length} due timers: ${reasonOf(errors[0])}`);
    return due.length === BATCH;
  }

  private async keepOne(id: string, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const seen = await timersOf(tx.q, id);
      if (!seen) return;
      const { conversation, escalation } = await lockBoth(tx, id, seen.tenantId);
      // Read again: whoever had the lock may have taken this step.
      const timed = await timersOf(tx.q, id);
      const next = timed && nextStep(timed.timers, timed.serviceTargets);
      if (!timed || !next || next.at > now) return setDue(tx.q, id, next?.at ?? null);
      const { secondQueueId } = timed.serviceTargets;
      const second =
        secondQueueId && secondQueueId !== escalation.queueId ? await findQueue(tx.q, secondQueueId) : null;
      const taken = takeStep(
        escalation,
        next.step,
        { secondQueue: second, waited: waitedIn(timed, now), offeredName: timed.timers.offeredName },
        now,
      );
      if (!taken) return setDue(tx.q, id, null);
      const version = await this.escalations.apply(tx, conversation, escalation, taken.change);
      const missed = next.step.kind === 'offerEnds' ? escalation.offeredTo : null;
      if (missed !== null) await missedOffer(tx.q, escalation.tenantId, missed, now);
      if (!taken.alert) return;
      const { tenantId, queueId } = escalation;
      const queue = await findQueue(tx.q, queueId);
      const lane = alertLane({ escalationId: id, tenantId, channelId: queue?.channelId ?? null });
      enqueue(tx, lane, 'alert', { escalationId: id, version, to: taken.alert });
    });
  }
}

function waitedIn({ timers }: Timed, now: Date): string {
  const { status, waitingSince, customerWaitsSince, ownerSpokeAt } = timers;
  const since = status === 'waiting' ? waitingSince : (customerWaitsSince ?? ownerSpokeAt ?? now);
  return lasted(since, now);
}
