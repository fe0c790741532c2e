/**
 * Arrivals from agents that have the desk as their connected agent. Their protocol has no handoff: words without an open
 * escalation open one. Only shortly after an end they do not, unless they ask for a person, because an agent may go on
 * passing words to the desk for a while.
 */
import { visibleName } from '../base/names';
import { goesOnWords, hasLeftWords } from '../cards/words/customer/connected';
import { surveyWords } from '../cards/words/customer/survey';
import { unnamed } from '../cards/words/names';
import type { ConnectionState } from '../contract/api';
import { SYSTEM, type OpenEscalation } from '../domain/escalation';
import type { IncomingAttachment } from '../domain/file';
import { botCustomerLane } from '../domain/lanes';
import type { ConnectedAddress, Message, MessageExtras } from '../domain/message';
import { asksForPerson } from '../domain/personWanted';
import { ratingIn } from '../domain/survey';
import { hintMessage } from '../escalation/consequences/hints';
import type { Escalations } from '../escalation/escalations';
import { fetchFiles, receive } from '../escalation/files';
import { Surveys } from '../escalation/surveys';
import { customerSpoke } from '../escalation/turns';
import { type ConnectionRow, lockConnectionShared } from '../store/connections';
import { type ConversationRow, lockConversationByLane, readdress, upsertConversation } from '../store/conversations';
import { findEscalation, openEscalationOf, type OpenRow } from '../store/escalation/escalations';
import { endedSince } from '../store/escalation/ending';
import { findSurvey } from '../store/escalation/surveys';
import { takeKey } from '../store/inbox';
import { appendMessage } from '../store/messages';
import { isWaiting, unblockLane, wakeLanes } from '../store/outbox/lanes';
import { enqueue } from '../store/outbox/outbox';
import { type ConnectedItem, takeForAnswer, toAgentsChat } from '../store/outbox/turns';
import type { Db, Tx } from '../store/postgres/db';
import { type ConnectedChat, connectedLaneKey } from './connectedLanes';

/** How long words after an end are about what has ended. */
const AFTER_END_MS = 10 * 60_000;

/** A customer's turn, verified and parsed. */
export interface Turn extends ConnectedChat {
  /** Identifies the arrival once and for all. */
  key: string;
  customer: { id: string; name: string; locale: string | null };
  address: ConnectedAddress;
  /** The agent's id of the message. */
  messageId: string | null;
  /** Null: the agent asks for a person in so many words. */
  words: { text: string; attachments: IncomingAttachment[]; extras: MessageExtras } | null;
  handoff: OpenEscalation;
  sentAt: Date;
  /** Whether what waits for the customer goes with the answer to this turn. */
  inAnswer: boolean;
}

export type TurnTaken =
  | {
      result: 'taken';
      /** Nobody of the desk has the customer. */
      ends: boolean;
      /** Goes with this answer or nowhere. */
      tells: string | null;
      waiting: ConnectedItem[];
    }
  /** It came before; `ConnectedLanes` knows with what it was answered. */
  | { result: 'duplicate' }
  /** The connection takes no handoffs in this state. */
  | { result: 'refused'; state: ConnectionState };

interface Ended {
  id: string;
  assigneeName: string | null;
}

export class ConnectedInbox {
  private readonly surveys: Surveys;

  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
    /** @param options.instance this process's number; see store/instances.ts */
    private readonly options: { instance: number },
  ) {
    this.surveys = new Surveys(db, escalations);
  }

  /** Stores a turn, and leases what goes with its answer: `ConnectedLanes` is told what became of it. */
  async turn(turn: Turn): Promise<TurnTaken> {
    return this.db.transaction(async (tx): Promise<TurnTaken> => {
      const [connection, isNew] = await Promise.all([
        lockConnectionShared(tx.q, turn.connectionId),
        takeKey(tx.q, turn.key),
      ]);
      if (!isNew) return { result: 'duplicate' };
      const lane = connectedLaneKey(turn);
      const known = await lockConversationByLane(tx.q, turn.connectionId, lane);
      const open = known && (await openEscalationOf(tx.q, known.id));
      let ends = false;
      let tells: string | null = null;
      if (known && open) {
        tells = await this.said(tx, turn, known, open);
      } else {
        const ended = known && (await endedSince(tx.q, known.id, this.before(AFTER_END_MS)));
        ends = ended !== null && !asksAgain(turn);
        if (known && ended && ends) {
          await this.saidAfterwards(tx, turn, known, ended);
        } else {
          const state = connection?.state ?? 'removed';
          if (!connection || state !== 'live') return tx.undo<TurnTaken>({ result: 'refused', state });
          tells = await this.open(tx, turn, connection, known);
        }
      }
      if (!turn.inAnswer) {
        // A new address is another chance for what the last one did not take.
        await wakeLanes(tx, [lane]);
        return { result: 'taken', ends, tells, waiting: [] };
      }
      return { result: 'taken', ends, tells, waiting: await takeForAnswer(tx.q, lane, this.options.instance) };
    });
  }

  private before(ms: number): Date {
    return new Date(this.escalations.now().getTime() - ms);
  }

  /** For whoever has the chat, or will. */
  private async said(tx: Tx, turn: Turn, chat: ConversationRow, open: OpenRow): Promise<string | null> {
    const { address } = await this.here(tx, turn, chat, true);
    if (turn.words) {
      const { seq } = await this.append(tx, turn, turn.words, chat, open.id);
      await customerSpoke(tx, open, turn.sentAt);
      hintMessage(tx, open, seq);
    }
    if (address?.channel !== 'teams' || !turn.inAnswer) return null;
    const isNews = await takeKey(tx.q, `connected elsewhere ${open.id}`);
    return isNews ? goesOnWords((await findEscalation(tx.q, open.id))?.assigneeName ?? null) : null;
  }

  private async append(
    tx: Tx,
    turn: Turn,
    { text, attachments, extras }: NonNullable<Turn['words']>,
    chat: ConversationRow,
    escalationId: string | null,
  ): Promise<Message> {
    const received = receive(attachments);
    const message = await appendMessage(tx.q, {
      conversationId: chat.id,
      escalationId,
      author: { kind: 'customer', id: chat.customer_id, name: chat.customer_name },
      text,
      attachments: received.attachments,
      extras,
      externalId: turn.messageId,
      sentAt: turn.sentAt,
    });
    await fetchFiles(tx, chat.tenant_id, message, received);
    return message;
  }

  /**
   * Customers are answered where they write, with one exception: whoever has come over to the chat with the desk's bot
   * stays there until the end, because the agent's own chat took no words of others.
   */
  private async here(tx: Tx, turn: Turn, chat: ConversationRow, isOpen: boolean): Promise<ConversationRow> {
    const { id, lane, address } = chat;
    if (address?.channel === 'connected' ? isOlder(turn.address, address) : address?.channel === 'teams' && isOpen)
      return chat;
    // What is on its way to a chat with the desk's bot just now arrives there, and the next turn brings them back.
    if (address?.channel !== 'connected' && !(await toAgentsChat(tx.q, lane))) return chat;
    tx.later(readdress(tx.q, id, turn.address));
    tx.later(unblockLane(tx.q, lane));
    return { ...chat, address: turn.address };
  }

  /** Stands in the transcript, and opens nothing. */
  private async saidAfterwards(tx: Tx, turn: Turn, known: ConversationRow, ended: Ended): Promise<void> {
    const chat = await this.here(tx, turn, known, false);
    if (turn.words) await this.append(tx, turn, turn.words, chat, null);
    const text = (await this.rated(tx, turn, chat, ended)) ?? (await this.hasLeft(tx, chat, ended));
    const sentAt = this.escalations.now();
    if (text !== null)
      await this.escalations.channels.sayToCustomer(tx, chat, { escalationId: null, author: SYSTEM, text, sentAt });
    if (turn.inAnswer || chat.address?.channel !== 'connected') return;
    enqueue(tx, botCustomerLane(chat.lane), 'connected', { type: 'end', conversationId: chat.id });
  }

  /** What to thank them with, if they answered how it was. */
  private async rated(tx: Tx, turn: Turn, { id }: ConversationRow, ended: Ended): Promise<string | null> {
    const asked = await findSurvey(tx.q, ended.id);
    const given = asked && turn.words && ratingIn(asked.form.scale, turn.words.text);
    if (!asked || !given) return null;
    const { result } = await this.surveys.answered(tx, id, ended.id, given);
    const words = surveyWords(asked.form.language);
    if (result === 'closed') return words.closed;
    return result === 'rated' || result === 'same' ? (asked.form.thanks ?? words.thanks) : null;
  }

  /** Once for each end, and not behind the words that say the same. */
  private async hasLeft(tx: Tx, { connectionName, lane }: ConversationRow, ended: Ended): Promise<string | null> {
    const isNews = await takeKey(tx.q, `connected left ${ended.id}`);
    if (!isNews || (await isWaiting(tx.q, lane))) return null;
    return hasLeftWords(ended.assigneeName, connectionName);
  }

  private async open(
    tx: Tx,
    turn: Turn,
    connection: ConnectionRow,
    known: ConversationRow | null,
  ): Promise<string | null> {
    const conversation = known
      ? await this.here(tx, turn, known, false)
      : await upsertConversation(tx.q, {
          tenantId: connection.tenant_id,
          connectionId: connection.id,
          externalId: `connected:${turn.conversationId}`,
          customer: { ...turn.customer, name: visibleName(turn.customer.name) ?? unnamed.customer },
          address: turn.address,
          lane: connectedLaneKey(turn),
        });
    // The same customer's other words may have been quicker.
    const quicker = await openEscalationOf(tx.q, conversation.id);
    if (quicker) return this.said(tx, turn, conversation, quicker);
    await this.escalations.open(tx, { connection, conversation, handoff: turn.handoff });
    return null;
  }
}

/** An agent that asks in so many words, or a customer who does. */
const asksAgain = ({ words }: Turn): boolean => words === null || asksForPerson(words.text);

/** Turns may arrive in another order than they were said in. */
const isOlder = (one: ConnectedAddress, other: ConnectedAddress): boolean =>
  one.saidAt !== null && other.saidAt !== null && one.saidAt < other.saidAt;
