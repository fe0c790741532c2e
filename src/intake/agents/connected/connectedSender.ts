/** Delivers words and news to an agent that has the desk as a connected agent. */
import { CHAT_UNKNOWN } from '../../../cards/words/agent/delivery';
import type { Sender } from '../../../delivery/sender';
import type { Item, SendOutcome } from '../../../domain/outbox';
import { settleMessage } from '../../../escalation/settle';
import type { Tx } from '../../../store/postgres/db';

export class ConnectedSender implements Sender<'connected'> {
  readonly kind = 'connected';

  async send(): Promise<SendOutcome> {
    return { result: 'failed', reason: CHAT_UNKNOWN };
  }

  async settle(tx: Tx, { payload }: Item<'connected'>, outcome: SendOutcome): Promise<void> {
    if (payload.type === 'message') await settleMessage(tx, payload.messageId, outcome);
  }
}
