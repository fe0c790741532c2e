/** The registry of channels, one for each kind of connection: whatever a customer or a bot is told goes through it. */
import { AppError } from '../base/errors';
import { render } from '../cards/cards';
import { surveyText } from '../cards/surveyCard';
import type { ConnectionKind } from '../contract/api';
import type { Channel, Chat, EscalationNews, Outgoing } from '../domain/channel';
import { SYSTEM } from '../domain/escalation';
import type { Message } from '../domain/message';
import type { Amendment, Payloads } from '../domain/outbox';
import { RANGES } from '../domain/survey';
import { type ConversationRow, findConversation } from '../store/conversations';
import { movedInQueue, tellAhead } from '../store/escalation/waitingCards';
import { type NewMessageRow, appendMessage } from '../store/messages';
import { enqueue } from '../store/outbox/outbox';
import type { Db, Tx } from '../store/postgres/db';
import type { AskedNow } from './consequences/consequence';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
/** Customers told in one round that they moved up. */
const BATCH = 200;

export class Channels {
  /** Kinds whose waiting customers have a card. */
  private readonly withCards: ConnectionKind[];
  /** Kinds whose chats the desk counts itself. */
  readonly counted: readonly ConnectionKind[];

  constructor(private readonly kinds: Readonly<Record<ConnectionKind, Channel>>) {
    const entries = Object.entries(kinds) as [ConnectionKind, Channel][];
    this.withCards = entries.filter(([, { waitingCard }]) => waitingCard).map(([kind]) => kind);
    this.counted = entries.filter(([, { seesEveryChat }]) => seesEveryChat).map(([kind]) => kind);
  }

  /** An older process beside a newer one may meet a kind it does not know: an error, never another kind's channel. */
  of({ kind }: { kind: ConnectionKind }): Channel {
    const channel: Channel | undefined = this.kinds[kind];
    if (!channel) throw new AppError('unavailable', `This process knows no connections of the kind “${kind}”.`);
    return channel;
  }

  /** Appends a message and enqueues its delivery. Notes cannot come this way: the type has no place for one. */
  async sayToCustomer(
    tx: Tx,
    conversation: ConversationRow,
    message: Omit<NewMessageRow, 'conversationId' | 'note' | 'delivery'>,
  ): Promise<Message> {
    const row = { ...message, conversationId: conversation.id };
    // A connection test has no customer to deliver to.
    if (!conversation.address) return appendMessage(tx.q, row);
    const said = await appendMessage(tx.q, { ...row, delivery: 'sending' });
    await this.sendOff(tx, conversation, said);
    return said;
  }

  /** Puts a message of the transcript at the end of the customer's lane. */
  async sendOff(tx: Tx, conversation: ConversationRow, message: Message): Promise<void> {
    const chat = chatOf(conversation);
    if (chat) await put(tx, this.of(conversation).words(chat, message));
  }

  /** Called in the transaction of every change, after what the customer is told of it. */
  async tellBot(tx: Tx, conversation: ConversationRow, news: EscalationNews): Promise<void> {
    const chat = chatOf(conversation);
    // A test's bot waits for no result.
    if (!chat) return;
    for (const item of this.of(conversation).news(chat, news)) await put(tx, item);
  }

  /** False where what was sent cannot be changed. */
  async amend(tx: Tx, conversation: ConversationRow, amendment: Amendment): Promise<boolean> {
    const chat = chatOf(conversation);
    const item = chat && this.of(conversation).amend?.(chat, amendment);
    if (item) await put(tx, item);
    return Boolean(item);
  }

  /** False where there are no reactions. */
  async react(
    tx: Tx,
    conversation: ConversationRow,
    reaction: Pick<Payloads['reaction'], 'activityId' | 'type' | 'add' | 'message'>,
  ): Promise<boolean> {
    const chat = chatOf(conversation);
    const item = chat && this.of(conversation).react?.(chat, reaction);
    if (item) await put(tx, item);
    return Boolean(item);
  }

  hasWaitingCard(conversation: ConversationRow): boolean {
    const chat = chatOf(conversation);
    return chat !== null && Boolean(this.of(conversation).waitingCard?.(chat, ''));
  }

  /** "Bring this customer's card up to date"; what it says is read when it is sent. */
  async showWaiting(tx: Tx, conversation: ConversationRow, escalationId: string): Promise<void> {
    const chat = chatOf(conversation);
    const item = chat && this.of(conversation).waitingCard?.(chat, escalationId);
    if (item) await put(tx, item);
  }

  /** Its question is a card, which can be brought up to date and posted once more. */
  hasSurveyCard(conversation: ConversationRow): boolean {
    const chat = chatOf(conversation);
    return chat !== null && Boolean(this.of(conversation).survey?.(chat, { escalationId: '', how: 'ask' }));
  }

  /** By a card where customers have those, else in words with their choices, along with the card for whoever can show it. */
  async askHowItWas(
    tx: Tx,
    conversation: ConversationRow,
    { escalationId, number, form, now }: AskedNow,
  ): Promise<void> {
    if (this.hasSurveyCard(conversation)) return this.showSurvey(tx, conversation, { escalationId, how: 'ask' });
    const card = { escalationId, number, form, rating: null, comment: null, isOpen: true, isReminder: false };
    await this.sayToCustomer(tx, conversation, {
      escalationId,
      author: SYSTEM,
      text: surveyText(form),
      attachments: [{ contentType: ADAPTIVE, name: null, url: null, content: render('survey', card) }],
      extras: { survey: { escalationId, ...RANGES[form.scale] } },
      sentAt: now,
    });
  }

  /** The card is posted, or says what is true now; nothing where there is none. */
  async showSurvey(tx: Tx, conversation: ConversationRow, survey: Payloads['survey']): Promise<void> {
    const chat = chatOf(conversation);
    const item = chat && this.of(conversation).survey?.(chat, survey);
    if (item) await put(tx, item);
  }

  /** Others were claimed or left: whoever moved up learns it. */
  async showMoves(db: Db): Promise<void> {
    for (const { id, conversationId } of await movedInQueue(db, this.withCards, BATCH)) {
      await db.transaction(async (tx) => {
        const conversation = await findConversation(tx.q, conversationId);
        if (conversation && (await tellAhead(tx.q, id))) await this.showWaiting(tx, conversation, id);
      });
    }
  }
}

function chatOf({ id, tenant_id: tenantId, lane: laneKey, address }: ConversationRow): Chat | null {
  return address && { conversationId: id, tenantId, laneKey, address };
}

async function put(tx: Tx, { lane, kind, payload, cost }: Outgoing): Promise<void> {
  enqueue(tx, lane, kind, payload, cost);
}
