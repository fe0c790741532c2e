/** On hold: a customer is asked to wait, and what ends that. */
import { AppError, badField } from '../base/errors';
import type { HoldBody } from '../contract/api';
import { LIMITS } from '../contract/fields';
import type { Actor, Escalation, Identity } from '../domain/escalation';
import { continued } from '../domain/hold';
import type { Message } from '../domain/message';
import { byOf } from '../domain/policy';
import type { ConversationRow } from '../store/conversations';
import { messageByClientId } from '../store/messages';
import type { Tx } from '../store/postgres/db';
import type { Escalations, Outcome } from './escalations';

const MINUTE_MS = 60_000;

export class Holds {
  constructor(private readonly escalations: Escalations) {}

  /** The customer is asked to wait; the same `clientMessageId` twice asks once. */
  async hold(id: string, who: Identity, { minutes, until, text, clientMessageId }: HoldBody): Promise<Outcome> {
    const now = this.escalations.now();
    const ends = until === undefined ? new Date(now.getTime() + (minutes ?? 0) * MINUTE_MS) : new Date(until);
    requireHoldable(ends, now);
    return this.escalations.change<Message | null>(
      id,
      who.tenantId,
      (escalation, _, said) => {
        if (said && said.author.id !== who.id) throw new AppError('already_exists', 'This message id is taken.');
        const words = { text, clientMessageId };
        return { verb: 'hold', by: byOf(who, escalation), until: ends, words, isSaid: said !== null };
      },
      { reads: (tx) => messageByClientId(tx.q, id, clientMessageId) },
    );
  }

  /** Off hold; the customer is told nothing by it. */
  async continue(id: string, who: Identity): Promise<Outcome> {
    return this.escalations.change(id, who.tenantId, (escalation) => ({
      verb: 'continue',
      by: byOf(who, escalation),
    }));
  }

  /** Somebody speaks to the customer: that ends the hold. The caller holds both locks. */
  async end(tx: Tx, conversation: ConversationRow, escalation: Escalation, by: Actor): Promise<void> {
    const { escalations } = this;
    await escalations.apply(tx, conversation, escalation, continued(escalation, by, escalations.now()));
  }
}

function requireHoldable(until: Date, now: Date): void {
  const ms = until.getTime() - now.getTime();
  if (ms <= 0) throw badField('until', 'This moment has passed; choose a later one.');
  if (ms > LIMITS.holdMinutes * MINUTE_MS) throw badField('until', 'A chat is put on hold for a week at most.');
}
