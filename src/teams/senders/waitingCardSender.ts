/** Posts and edits the card a waiting customer sees; by the time it is sent it says what is true then. */
import { CardFactory } from 'botbuilder';
import { CHAT_MOVED } from '../../cards/words/agent/delivery';
import { render } from '../../cards/cards';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { cameOutsideHours } from '../../domain/leftMessage';
import { closedNow, sorryWords } from '../../cards/words/customer/escalation';
import { findConversation } from '../../store/conversations';
import { isAnybodyThere } from '../../store/agents';
import type { Db } from '../../store/postgres/db';
import { type EscalationRow, findEscalation } from '../../store/escalation/escalations';
import { usualWait } from '../../store/escalation/queueFigures';
import { findQueue } from '../../store/queues';
import { keepWaitingCard } from '../../escalation/settle';
import { waitingCardOf } from '../../store/escalation/waitingCards';
import type { DeskAdapter } from '../bots/adapter';
import { sendOutcomeOf, isGone, mayHaveMoved } from './deliveryFaults';
import { appIdOf } from './customerSender';

/** About an hour of trying, as for words. */
const MOST_ATTEMPTS = 60;

export class WaitingCardSender implements Sender<'waitingCard'> {
  readonly kind = 'waitingCard';
  readonly coalesce = true;
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; botAppId: string }) {}

  async send({ payload }: Item<'waitingCard'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, adapter, botAppId } = this.options;
    const row = await findEscalation(db.q, payload.escalationId);
    const conversation = row && (await findConversation(db.q, row.conversationId));
    const shown = row && (await waitingCardOf(db.q, row.id));
    if (!row || !shown || conversation?.address?.channel !== 'teams') return { result: 'delivered' };
    // Whoever was served before the first card went out needs none.
    if (shown.cardId === null && row.status !== 'waiting') return { result: 'delivered' };
    const { address } = conversation;
    try {
      const connector = await adapter.connector(appIdOf(address.botId, botAppId), address.serviceUrl);
      const attachments = [CardFactory.adaptiveCard(await this.card(row, shown.ahead, new Date()))];
      const activity = { type: 'message', attachments, from: { id: address.botId, name: address.botName ?? '' } };
      const how = { abortSignal: signal };
      if (shown.cardId !== null) {
        const edited = { ...activity, id: shown.cardId };
        await connector.conversations.updateActivity(address.conversationId, shown.cardId, edited, how);
        return { result: 'delivered' };
      }
      const { id } = await connector.conversations.sendToConversation(address.conversationId, activity, how);
      if (id) await keepWaitingCard(db, row.id, id);
      return { result: 'delivered', externalId: id ?? null };
    } catch (error) {
      if (mayHaveMoved(error)) return { result: 'retry', reason: CHAT_MOVED };
      if (shown.cardId === null || !isGone(error)) return sendOutcomeOf(error);
      await keepWaitingCard(db, row.id, null);
      return { result: 'delivered' };
    }
  }

  private async card(row: EscalationRow, ahead: number, now: Date) {
    const { db } = this.options;
    const { id, number, status, assigneeName } = row;
    const queue = await findQueue(db.q, row.queueId);
    const closed = queue && closedNow(queue.serviceTargets, now);
    const usual = status === 'waiting' && !closed ? await usualWait(db.q, row.queueId, now) : null;
    const offersWork = status === 'waiting' && queue?.serviceTargets.assignment === 'automatic';
    return render('waiting', {
      id,
      number,
      status,
      ahead,
      usualWait: usual,
      closed: closed && sorryWords(closed),
      nobodyThere: offersWork && !(await isAnybodyThere(db.q, row.queueId, now)),
      assigneeName,
      // Outside opening hours the card says when somebody is there again.
      leavesMessage: row.leftMessageAt !== null && !(closed && cameOutsideHours(row)),
    });
  }
}
