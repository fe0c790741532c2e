/**
 * Messages the bot does not answer, in three cases: the bot refuses one message (given up, the customer is told), the
 * bot is unreachable (kept and retried, the customer is told once), or the bot is slow (nothing is said). In all of
 * them the customer can ask for a person: the desk recognises that itself.
 */
import {
  ASK_FOR_PERSON,
  CODE_LOST,
  NOBODY_TAKES_OVER,
  OPENED_BY_DESK,
  awayWords,
  gaveUpWords,
  refusedWords,
} from '../cards/words/customer/unanswered';
import { SYSTEM } from '../domain/escalation';
import type { Message } from '../domain/message';
import { asksForPerson } from '../domain/personWanted';
import type { Escalations } from '../escalation/escalations';
import { setBotAway } from '../store/botConversations';
import { type ConnectionRow, lockConnectionShared } from '../store/connections';
import { type ConversationRow, lockConversation } from '../store/conversations';
import { openEscalationOf } from '../store/escalation/escalations';
import { findMessage } from '../store/messages';
import type { Tx } from '../store/postgres/db';

const CHOICES = { choices: [{ type: 'imBack' as const, title: ASK_FOR_PERSON, value: ASK_FOR_PERSON }] };

export class Unanswered {
  constructor(
    private readonly escalations: Escalations,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** The bot was not reached, and will be tried again with all that waits for it. */
  async away(tx: Tx, conversationId: string, messageIds: string[]): Promise<void> {
    await this.about(tx, conversationId, messageIds, async ({ conversation, connection }) => {
      if (conversation.bot_away_since !== null) return null;
      await setBotAway(tx.q, conversation.id, this.now());
      return awayWords(connection.name);
    });
  }

  /** The bot had the message and would not take it; it is not tried again. */
  async refused(tx: Tx, conversationId: string, messageId: string): Promise<void> {
    await this.about(tx, conversationId, [messageId], async ({ message }) => refusedWords(message.text));
  }

  /** Given up: the bot was unreachable for longer than an answer is useful. */
  async gaveUp(tx: Tx, conversationId: string, messageId: string): Promise<void> {
    await this.about(tx, conversationId, [messageId], async ({ conversation, connection, message }) =>
      // Of many that waited one is told; the others are before it.
      conversation.last_customer_seq === message.seq ? gaveUpWords(connection.name) : null,
    );
  }

  /** A sign-in's code did not reach the bot, and cannot be used twice. */
  async codeLost(tx: Tx, conversationId: string): Promise<void> {
    const conversation = await lockConversation(tx.q, conversationId);
    if (!conversation) return;
    const said = { escalationId: null, author: SYSTEM, text: CODE_LOST, sentAt: this.now() };
    await this.escalations.channels.sayToCustomer(tx, conversation, said);
  }

  /** The bot has words of the customer's again. */
  async answered(tx: Tx, conversationId: string): Promise<void> {
    await setBotAway(tx.q, conversationId, null);
  }

  /** Words that come while the bot is known to be away; true when they opened an escalation. */
  async asked(tx: Tx, conversation: ConversationRow, message: Message): Promise<boolean> {
    if (conversation.bot_away_since === null || !asksForPerson(message.text)) return false;
    const connection = await lockConnectionShared(tx.q, conversation.connection_id);
    return connection !== null && this.openFor(tx, conversation, connection, message);
  }

  private async about(
    tx: Tx,
    conversationId: string,
    messageIds: string[],
    words: (of: {
      conversation: ConversationRow;
      connection: ConnectionRow;
      message: Message;
    }) => Promise<string | null>,
  ): Promise<void> {
    const conversation = await lockConversation(tx.q, conversationId);
    if (!conversation || (await openEscalationOf(tx.q, conversationId))) return;
    const found = await Promise.all(messageIds.map((id) => findMessage(tx.q, id)));
    const messages = found.filter((message) => message !== null);
    const connection = await lockConnectionShared(tx.q, conversation.connection_id);
    const [message] = messages;
    if (!message || !connection) return;
    const asking = messages.find(({ text }) => asksForPerson(text));
    if (asking && (await this.openFor(tx, conversation, connection, asking))) return;
    const text = await words({ conversation, connection, message });
    if (text === null) return;
    const said = { escalationId: null, author: SYSTEM, text, extras: CHOICES, sentAt: this.now() };
    await this.escalations.channels.sayToCustomer(tx, conversation, said);
  }

  private async openFor(
    tx: Tx,
    conversation: ConversationRow,
    connection: ConnectionRow,
    { text }: Message,
  ): Promise<boolean> {
    if (connection.state === 'removed') return false;
    if (connection.state === 'draining') {
      const said = { escalationId: null, author: SYSTEM, text: NOBODY_TAKES_OVER(connection.name), sentAt: this.now() };
      await this.escalations.channels.sayToCustomer(tx, conversation, said);
      return true;
    }
    await this.escalations.open(tx, {
      connection,
      conversation,
      by: SYSTEM,
      handoff: {
        topic: null,
        lastPhrase: text,
        agentMessage: null,
        language: null,
        variables: [],
        transcript: [],
        problems: [OPENED_BY_DESK],
      },
    });
    return true;
  }
}
