/**
 * Arrival, once: every activity of a customer or a bot is deduplicated, stored and acted upon in one transaction.
 * The edge acknowledges only after that has committed.
 */
import { AppError } from '../base/errors';
import { CUSTOMER_REMOVED_BOT, CUSTOMER_STOPPED_WAITING } from '../cards/words/agent/notes';
import type { Given } from '../domain/survey';
import type { BotChats } from '../escalation/botChats';
import type { Escalations } from '../escalation/escalations';
import { type Answered, Surveys } from '../escalation/surveys';
import { advanceWatermark, endBotConversation } from '../store/botConversations';
import { connectionOfBot } from '../store/connectionOfBot';
import {
  type ConversationRow,
  conversationByExternalId,
  findConversation,
  lockConversation,
  upsertConversation,
} from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { openEscalationOf } from '../store/escalation/escalations';
import { takeKey } from '../store/inbox';
import { unblockLane } from '../store/outbox/lanes';
import { customersMessage } from '../store/customerMessages';
import { appendMessage } from '../store/messages';
import { lastServedIn, servedConversation } from '../store/personChats';
import { erasedChatAt } from '../store/erasure/words';
import { enqueue } from '../store/outbox/outbox';
import { customerSpoke } from '../escalation/turns';
import { answers, deferWords, passDeferred } from './deferred';
import { Unanswered } from './unanswered';
import { hintMessage } from '../escalation/consequences/hints';
import { botLane, customerLane } from '../domain/lanes';
import type { CustomerChange, CustomerMessage, CustomerReaction, CustomerReadTo } from '../domain/message';
import { applyBotActivity } from './botActivities';
import type { BotArrival } from './botArrival';
import { type Changed, changeCustomersReactions, changeCustomersWords, readUpTo } from './customerChanges';
import { SIGNED_IN } from '../cards/words/agent/arrived';
import { customerOf, wordsIn } from './customerWords';
import { typedCode } from './signInCode';
import { fetchFiles, receive } from '../escalation/files';
import { type Chosen, choose } from './waitingChoice';

export type Arrival = 'accepted' | 'duplicate' | 'noConnection';

export class Inbox {
  private readonly unanswered: Unanswered;
  private readonly surveys: Surveys;

  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
    private readonly options: {
      deskAppId: string;
      botChats: Pick<BotChats, 'said'>;
      onArrival?: (outcome: Arrival | 'unknown') => void;
    },
  ) {
    this.unanswered = new Unanswered(escalations);
    this.surveys = new Surveys(db, escalations);
  }

  /** Stores a customer's words and passes them to whoever holds the conversation: the bot or an agent. */
  async customerSaid(m: CustomerMessage): Promise<Arrival> {
    const first = await this.said(m);
    // Without its escalation the chat is another connection's, or nobody's.
    const outcome = first === 'endedMeanwhile' ? await this.said(m) : first;
    if (outcome === 'endedMeanwhile') throw new AppError('unavailable', 'The chat is changing hands; try again.');
    this.options.onArrival?.(outcome);
    return outcome;
  }

  private async said(m: CustomerMessage): Promise<Arrival | 'endedMeanwhile'> {
    let committed = (): void => undefined;
    const arrival = await this.db.transaction(async (tx): Promise<Arrival | 'endedMeanwhile'> => {
      const [connection, isNew] = await Promise.all([
        this.connectionOf(tx, m.botAppId, m.address.conversationId),
        takeKey(tx.q, m.key),
      ]);
      // Its key is free again: there may be a connection when Teams repeats it.
      if (!connection) return tx.undo('noConnection');
      if (!isNew) return 'duplicate';
      const conversation = await upsertConversation(tx.q, {
        tenantId: m.address.tenantId,
        connectionId: connection.id,
        externalId: m.address.conversationId,
        customer: await customerOf(tx, connection.id, m),
        address: m.address,
        lane: customerLane({ tenantId: m.address.tenantId, teamsConversationId: m.address.conversationId }).key,
      });
      // Whoever writes to the bot has not blocked it.
      tx.later(unblockLane(tx.q, conversation.lane));
      const [known, open] = await Promise.all([
        customersMessage(tx.q, conversation.id, m.externalId),
        openEscalationOf(tx.q, conversation.id),
      ]);
      if (!open && connection.kind === 'copilotStudioTeams') return tx.undo('endedMeanwhile');
      // Its edit came first and brought newer words.
      if (known?.editedAt) return 'duplicate';
      const received = receive(m.attachments);
      const code = open ? null : await typedCode(tx, conversation.id, m.text);
      const message = await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: open?.id ?? null,
        author: { kind: 'customer', id: conversation.customer_id, name: conversation.customer_name },
        ...(code === null ? await wordsIn(tx, conversation, m) : { text: SIGNED_IN }),
        attachments: received.attachments,
        externalId: m.externalId,
        editedAt: m.editedAt ?? null,
        sentAt: m.sentAt,
      });
      await fetchFiles(tx, conversation.tenant_id, message, received);
      if (open) {
        await customerSpoke(tx, open, m.sentAt);
        hintMessage(tx, open, message.seq);
        return 'accepted';
      }
      if (await this.unanswered.asked(tx, conversation, message)) return 'accepted';
      if (!answers(connection)) {
        await deferWords(tx, this.escalations.channels, { conversation, connection, message, now: new Date() });
        return 'accepted';
      }
      await passDeferred(tx, conversation, new Date());
      const { id: conversationId } = conversation;
      committed = this.options.botChats.said(tx, conversationId, message.seq);
      enqueue(
        tx,
        botLane(conversationId),
        'bot',
        code === null
          ? { conversationId, type: 'message', messageId: message.id }
          : { conversationId, type: 'code', code },
      );
      return 'accepted';
    });
    committed();
    return arrival;
  }

  /** An edit or a deletion of words said before. */
  async customerChanged(c: CustomerChange): Promise<Changed> {
    const outcome = await this.changed(c, (tx, conversation) => changeCustomersWords(tx, conversation, c));
    return outcome === 'unknown' && (await this.isOfErased(c)) ? 'duplicate' : outcome;
  }

  /** Words from before their customer was erased; an edit is all that comes so late. */
  private async isOfErased({ botAppId, conversationId, externalId }: CustomerChange): Promise<boolean> {
    const { deskAppId } = this.options;
    const connection = await connectionOfBot(this.db.q, { botAppId, deskAppId, teamsConversationId: conversationId });
    const at = connection && (await erasedChatAt(this.db.q, connection.id, conversationId));
    // Teams' ids are times in milliseconds; of another one nothing says that it is newer.
    return Boolean(at) && !(Number(externalId) > Number(at));
  }

  async customerReacted(r: CustomerReaction): Promise<Changed> {
    return this.changed(r, (tx, conversation) => changeCustomersReactions(tx, conversation, r));
  }

  async customerRead(r: CustomerReadTo): Promise<Changed> {
    return this.changed(r, (tx, conversation) => readUpTo(tx, conversation, r));
  }

  private async changed(
    { botAppId, conversationId }: { botAppId: string; conversationId: string },
    change: (tx: Tx, conversation: ConversationRow) => Promise<Changed>,
  ): Promise<Changed> {
    const outcome = await this.db.transaction(async (tx): Promise<Changed> => {
      const conversation = await this.conversationOf(tx, botAppId, conversationId);
      return conversation ? change(tx, conversation) : 'unknown';
    });
    this.options.onArrival?.(outcome);
    return outcome;
  }

  /** The code a sign-in ended with: for the bot alone, so it is in no transcript; `muted` when no bot is there to hear it. */
  async customerSignedIn(c: {
    key: string;
    botAppId: string;
    conversationId: string;
    code: string;
  }): Promise<Arrival | 'muted'> {
    return this.db.transaction(async (tx) => {
      const connection = await this.connectionOf(tx, c.botAppId, c.conversationId);
      const conversation = connection && (await conversationByExternalId(tx.q, connection.id, c.conversationId));
      if (!conversation) return 'noConnection';
      if (!(await takeKey(tx.q, c.key))) return 'duplicate';
      await lockConversation(tx.q, conversation.id);
      if (!answers(connection) || (await openEscalationOf(tx.q, conversation.id))) return 'muted';
      const { id: conversationId } = conversation;
      enqueue(tx, botLane(conversationId), 'bot', { conversationId, type: 'code', code: c.code });
      return 'accepted';
    });
  }

  /** What a bot said, in order; a handoff among it opens the escalation and mutes the bot. */
  async botSaid(a: BotArrival): Promise<void> {
    await this.db.transaction(async (tx) => {
      const conversation = await lockConversation(tx.q, a.conversationId);
      if (!conversation) return;
      if (!(await advanceWatermark(tx.q, conversation.id, a.generation, a.watermark))) return;
      let open = await openEscalationOf(tx.q, conversation.id);
      for (const activity of a.activities) {
        const isNew = await takeKey(tx.q, `bot:${conversation.id}:${a.generation}:${activity.once ?? activity.id}`);
        if (!isNew || open) continue;
        open = await applyBotActivity(tx, this.escalations, conversation, activity);
        // Muted from here on, whatever it still says and whoever reads it.
        if (open || activity.kind === 'ended') await endBotConversation(tx.q, conversation.id, a.generation);
      }
    });
  }

  /** The customer removed or blocked the bot: nobody is there to be helped any more. */
  async customerLeft(botAppId: string, teamsConversationId: string): Promise<void> {
    const left = await this.db.transaction(async (tx) => {
      const conversation = await this.conversationOf(tx, botAppId, teamsConversationId);
      const open = conversation ? await openEscalationOf(tx.q, conversation.id) : null;
      return conversation && open ? { conversation, open } : null;
    });
    if (!left) return;
    const { conversation, open } = left;
    const customer = { kind: 'customer' as const, id: conversation.customer_id, name: conversation.customer_name };
    await this.escalations.abandon(open.id, conversation.tenant_id, customer, CUSTOMER_REMOVED_BOT, true);
  }

  /** A press on the card of a waiting customer. Late ones change nothing; `foreign`: it was no card of the desk's. */
  async customerChose(
    options: Chosen & { botAppId: string; conversationId: string },
  ): Promise<'accepted' | 'duplicate' | 'late' | 'foreign'> {
    const found = await this.db.transaction(async (tx) => {
      const conversation = await this.conversationOf(tx, options.botAppId, options.conversationId);
      return conversation ? choose(tx, this.escalations.channels, conversation, options) : 'foreign';
    });
    if (typeof found === 'string') return found;
    if (options.choice !== 'stopWaiting') return 'accepted';
    const { conversation, open } = found;
    const customer = { kind: 'customer' as const, id: conversation.customer_id, name: conversation.customer_name };
    await this.escalations.abandon(open.id, conversation.tenant_id, customer, CUSTOMER_STOPPED_WAITING);
    return 'accepted';
  }

  /** What a customer answered on the card that asks how it was. Nobody else's answer counts. */
  async customerRated(
    options: Given & {
      key: string;
      botAppId: string;
      conversationId: string;
      /** Whoever pressed, by each of their ids. */
      personIds: readonly string[];
      escalationId: string;
    },
  ): Promise<Answered | { result: 'duplicate'; form: null }> {
    return this.db.transaction(async (tx) => {
      // Asked as the chat ends: by then it may be nobody's, or another connection's.
      const served = await servedConversation(tx.q, options.conversationId, options.escalationId);
      const conversation = served ?? (await this.conversationOf(tx, options.botAppId, options.conversationId));
      if (!conversation || !options.personIds.includes(conversation.customer_id))
        return { result: 'unknown', form: null };
      if (!(await takeKey(tx.q, options.key))) return { result: 'duplicate', form: null };
      return this.surveys.answered(tx, conversation.id, options.escalationId, options);
    });
  }

  private async connectionOf(tx: Tx, botAppId: string, teamsConversationId: string) {
    return connectionOfBot(tx.q, { botAppId, deskAppId: this.options.deskAppId, teamsConversationId });
  }

  private async conversationOf(tx: Tx, botAppId: string, teamsConversationId: string): Promise<ConversationRow | null> {
    const connection = await this.connectionOf(tx, botAppId, teamsConversationId);
    if (connection) return conversationByExternalId(tx.q, connection.id, teamsConversationId);
    const served = await lastServedIn(tx.q, teamsConversationId);
    return served && findConversation(tx.q, served.id);
  }
}
