/**
 * Arrival, once: every activity of a customer or a bot is deduplicated, stored and acted upon in one transaction.
 * The edge acknowledges only after that has committed.
 */
import type { OpenEscalation } from '../domain/escalation';
import { SYSTEM } from '../domain/escalation';
import type { Escalations } from '../escalation/escalations';
import { advanceWatermark, endBotConversation } from '../store/botConversations';
import { connectionOfBot, findConnection, lockConnectionShared } from '../store/connections';
import {
  type ConversationRow,
  conversationByExternalId,
  lockConversation,
  upsertConversation,
} from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { type OpenRow, openEscalationOf } from '../store/escalation/escalations';
import { takeKey } from '../store/inbox';
import { unblockLane } from '../store/outbox/lanes';
import { appendMessage, changeCustomerMessage, findMessage } from '../store/messages';
import { enqueue } from '../store/outbox/outbox';
import { customerSpoke } from '../escalation/turns';
import { answers, deferWords, passDeferred } from './deferred';
import { hintMessage } from '../escalation/consequences/hints';
import { botLane, customerLane } from '../domain/lanes';
import { choicesOf, heardOf, wordsOf } from '../domain/choices';
import type { Choice, ChoiceKey, CustomerChange, CustomerMessage, MessageExtras } from '../domain/message';
import type { IncomingAttachment } from '../domain/file';
import { fetchFiles, receive } from './files';

export type Arrival = 'accepted' | 'duplicate' | 'noConnection';

/** What a bot's stream brought, in order. */
export interface BotArrival {
  conversationId: string;
  /** Which of the conversation's bot conversations; an earlier one is muted. */
  generation: number;
  watermark: string | null;
  activities: BotActivity[];
}

/** What a bot said to the customer. */
export interface BotWords {
  text: string;
  format: 'plain' | 'markdown';
  attachments: IncomingAttachment[];
  /** Its choices are what the bot offers to press. */
  extras: MessageExtras;
  sentAt: Date | null;
  botName: string | null;
}

export type BotActivity = {
  id: string;
  /** Set where several activities say the same: only the first of them counts. */
  once?: string;
} & (
  | ({ kind: 'message' } & BotWords)
  | { kind: 'handoff'; handoff: OpenEscalation }
  /** With the last words the bot had. */
  | { kind: 'ended'; words: BotWords | null }
);

export type WaitingChoice = 'leaveMessage' | 'stopWaiting';

const LEAVE_A_MESSAGE =
  'Write your message here; you need not wait. Somebody will answer in this chat as soon as they can.';
const LEFT_A_MESSAGE = 'The customer would rather leave a message than wait.';

export class Inbox {
  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
    private readonly options: { deskAppId: string; onArrival?: (outcome: Arrival | 'unknown') => void },
  ) {}

  /** Stores a customer's words and passes them to whoever holds the conversation: the bot or an agent. */
  async customerSaid(m: CustomerMessage): Promise<Arrival> {
    const outcome = await this.db.transaction(async (tx): Promise<Arrival> => {
      const connection = await this.connectionOf(tx, m.botAppId, m.address.conversationId);
      if (!connection) return 'noConnection';
      if (!(await takeKey(tx.q, m.key))) return 'duplicate';
      const conversation = await upsertConversation(tx.q, {
        tenantId: m.address.tenantId,
        connectionId: connection.id,
        externalId: m.address.conversationId,
        customer: m.customer,
        address: m.address,
        lane: customerLane({ tenantId: m.address.tenantId, teamsConversationId: m.address.conversationId }).key,
      });
      // Whoever writes to the bot has not blocked it.
      await unblockLane(tx.q, conversation.lane);
      const open = await openEscalationOf(tx.q, conversation.id);
      const chosen = m.choice ? await chosenOf(tx, conversation.id, m.choice) : null;
      const received = receive(m.attachments);
      const message = await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: open?.id ?? null,
        author: { kind: 'customer', id: m.customer.id, name: m.customer.name },
        text: chosen ? wordsOf(chosen) : m.text,
        attachments: received.attachments,
        extras: chosen ? { ...m.extras, heard: heardOf(chosen) } : m.extras,
        value: m.value,
        externalId: m.externalId,
        sentAt: m.sentAt,
      });
      await fetchFiles(tx, conversation.tenant_id, message, received);
      if (open) {
        await customerSpoke(tx, open.id, m.sentAt);
        hintMessage(tx, open, message.seq);
        return 'accepted';
      }
      if (!answers(connection)) {
        await deferWords(tx, this.escalations.channels, { conversation, connection, message, now: new Date() });
        return 'accepted';
      }
      await passDeferred(tx, conversation, new Date());
      await enqueue(tx, botLane(conversation.id), 'bot', {
        conversationId: conversation.id,
        type: 'message',
        messageId: message.id,
      });
      return 'accepted';
    });
    this.options.onArrival?.(outcome);
    return outcome;
  }

  /** An edit or a deletion of words said before; bots cannot take theirs back, so it changes the transcript only. */
  async customerChanged(c: CustomerChange): Promise<'accepted' | 'duplicate' | 'unknown'> {
    const outcome = await this.db.transaction(async (tx) => {
      const conversation = await this.conversationOf(tx, c.botAppId, c.conversationId);
      if (!conversation) return 'unknown';
      if (!(await takeKey(tx.q, c.key))) return 'duplicate';
      await lockConversation(tx.q, conversation.id);
      const changed = await changeCustomerMessage(tx.q, conversation.id, c.externalId, c.change, c.at);
      if (!changed) return 'unknown';
      const open = await openEscalationOf(tx.q, conversation.id);
      if (open) hintMessage(tx, open, changed.seq);
      return 'accepted';
    });
    this.options.onArrival?.(outcome);
    return outcome;
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
        open = await this.applyBotActivity(tx, conversation, activity);
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
    await this.escalations.abandon(open.id, conversation.tenant_id, customer, 'The customer removed the bot', true);
  }

  /** A press on the card of a waiting customer. Late ones change nothing. */
  async customerChose(options: {
    key: string;
    botAppId: string;
    conversationId: string;
    choice: WaitingChoice;
    /** The escalation the card was about. */
    escalationId: string | null;
  }): Promise<void> {
    const waiting = await this.db.transaction(async (tx) => {
      const conversation = await this.conversationOf(tx, options.botAppId, options.conversationId);
      const open = conversation ? await openEscalationOf(tx.q, conversation.id) : null;
      if (open?.id !== (options.escalationId ?? open?.id)) return null;
      if (!conversation || open?.status !== 'waiting' || !(await takeKey(tx.q, options.key))) return null;
      if (options.choice === 'leaveMessage') await this.noteMessage(tx, conversation.id, open);
      return { conversation, open };
    });
    if (!waiting || options.choice !== 'stopWaiting') return;
    const { conversation, open } = waiting;
    const customer = { kind: 'customer' as const, id: conversation.customer_id, name: conversation.customer_name };
    await this.escalations.abandon(open.id, conversation.tenant_id, customer, 'The customer stopped waiting');
  }

  private async noteMessage(tx: Tx, conversationId: string, open: OpenRow): Promise<void> {
    const conversation = await lockConversation(tx.q, conversationId);
    if (!conversation) return;
    const about = { escalationId: open.id, author: SYSTEM, sentAt: new Date() };
    await this.escalations.channels.sayToCustomer(tx, conversation, { ...about, text: LEAVE_A_MESSAGE });
    const note = await appendMessage(tx.q, { ...about, conversationId, note: true, text: LEFT_A_MESSAGE });
    hintMessage(tx, open, note.seq);
  }

  private async applyBotActivity(
    tx: Tx,
    conversation: ConversationRow,
    activity: BotActivity,
  ): Promise<OpenRow | null> {
    switch (activity.kind) {
      case 'message':
        await this.passOn(tx, conversation, activity.id, activity);
        return null;
      case 'handoff': {
        const connection = await lockConnectionShared(tx.q, conversation.connection_id);
        if (!connection || connection.state === 'removed') return null;
        if (connection.state === 'draining') {
          const text = `Nobody can take over here just now. ${connection.name} goes on helping you as well as it can.`;
          await this.escalations.channels.sayToCustomer(tx, conversation, {
            escalationId: null,
            author: SYSTEM,
            text,
            sentAt: new Date(),
          });
          return null;
        }
        await this.escalations.open(tx, { connection, conversation, handoff: activity.handoff });
        return openEscalationOf(tx.q, conversation.id);
      }
      case 'ended':
        // The next thing the customer says begins a new bot conversation.
        if (activity.words) await this.passOn(tx, conversation, activity.id, activity.words);
        return null;
    }
  }

  private async passOn(tx: Tx, conversation: ConversationRow, id: string, words: BotWords): Promise<void> {
    const connection = words.botName ? null : await findConnection(tx.q, conversation.connection_id);
    const received = receive(words.attachments);
    const said = await this.escalations.channels.sayToCustomer(tx, conversation, {
      escalationId: null,
      author: { kind: 'bot', id: null, name: words.botName ?? connection?.name ?? 'Bot' },
      text: words.text,
      format: words.format,
      attachments: received.attachments,
      extras: words.extras,
      botExternalId: id,
      sentAt: words.sentAt ?? new Date(),
    });
    await fetchFiles(tx, conversation.tenant_id, said, received);
  }

  private async connectionOf(tx: Tx, botAppId: string, teamsConversationId: string) {
    return connectionOfBot(tx.q, { botAppId, deskAppId: this.options.deskAppId, teamsConversationId });
  }

  private async conversationOf(tx: Tx, botAppId: string, teamsConversationId: string): Promise<ConversationRow | null> {
    const connection = await this.connectionOf(tx, botAppId, teamsConversationId);
    return connection ? conversationByExternalId(tx.q, connection.id, teamsConversationId) : null;
  }
}

/** The button that was pressed; null for one of another chat, or of a message that is gone. */
async function chosenOf(tx: Tx, conversationId: string, { messageId, index }: ChoiceKey): Promise<Choice | null> {
  const message = await findMessage(tx.q, messageId);
  return message?.conversationId === conversationId ? (choicesOf(message)[index] ?? null) : null;
}
