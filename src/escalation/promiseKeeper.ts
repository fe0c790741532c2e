/** Takes the steps that have fallen due. Any number of processes may: the lock and the standing make each step one. */
import { lasted } from '../cards/timing';
import { cardLane } from '../conversation/lanes';
import type { Db } from '../store/db';
import { conversationIdOf } from '../store/escalations';
import { enqueue } from '../store/outbox';
import { findQueue } from '../store/queues';
import { type Promised, dueEscalations, setDue, standingOf } from '../store/standings';
import { type Escalations, lockBoth } from './escalations';
import { nextStep } from './promises';
import { takeStep } from './steps';

/** Escalations looked at in one go; the rest is due at the next, a moment later. */
const BATCH = 200;

export class PromiseKeeper {
  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
  ) {}

  /** @returns whether there may be more to do at once */
  async keep(now: Date): Promise<boolean> {
    const due = await dueEscalations(this.db.q, now, BATCH);
    for (const id of due) await this.keepOne(id, now);
    return due.length === BATCH;
  }

  private async keepOne(id: string, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const seen = await standingOf(tx.q, id);
      if (!seen || !(await conversationIdOf(tx.q, id))) return;
      const { conversation, escalation } = await lockBoth(tx, id, seen.tenantId);
      // Read again: whoever had the lock may have taken this step.
      const promised = await standingOf(tx.q, id);
      const next = promised && nextStep(promised.standing, promised.promises);
      if (!promised || !next || next.at > now) return setDue(tx.q, id, next?.at ?? null);
      const { secondQueueId } = promised.promises;
      const second =
        secondQueueId && secondQueueId !== escalation.queueId ? await findQueue(tx.q, secondQueueId) : null;
      const taken = takeStep(escalation, next.step, { secondQueue: second, waited: waitedIn(promised, now) }, now);
      if (!taken) return setDue(tx.q, id, null);
      const version = await this.escalations.apply(tx, conversation, escalation, taken.change);
      if (!taken.alert) return;
      const { tenantId, queueId } = escalation;
      const queue = await findQueue(tx.q, queueId);
      const channelId = queue?.channelId ?? null;
      const lane = { ...cardLane({ escalationId: id, tenantId, channelId, isNew: true }), key: `alert:${id}` };
      await enqueue(tx, lane, 'alert', { escalationId: id, version, to: taken.alert });
    });
  }
}

function waitedIn({ standing }: Promised, now: Date): string {
  const { status, waitingSince, customerWaitsSince, ownerSpokeAt } = standing;
  const since = status === 'waiting' ? waitingSince : (customerWaitsSince ?? ownerSpokeAt ?? now);
  return lasted(since, now);
}
