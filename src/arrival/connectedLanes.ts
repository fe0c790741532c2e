/**
 * The lane of a chat with a connected agent: what waits in it goes with the answer to the customer's next turn, or to the
 * desk's own chat with them when the agent's has refused it for long.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { chatMovedWords } from '../cards/words/agent/notes';
import { movedHereWords } from '../cards/words/customer/connected';
import { SYSTEM } from '../domain/escalation';
import { botCustomerLaneKey } from '../domain/lanes';
import type { Channels } from '../escalation/channels';
import { hintMessage } from '../escalation/consequences/hints';
import { settleMessage } from '../escalation/settle';
import { type ConnectedAnswer, findConnectedAnswer, keepConnectedAnswer } from '../store/connectedAnswers';
import { type ConversationRow, conversationByLane, lockConversation, readdress } from '../store/conversations';
import { findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { appendMessage } from '../store/messages';
import { releaseLane } from '../store/outbox/leases';
import { isWaiting, wakeLanes } from '../store/outbox/lanes';
import { removeItems } from '../store/outbox/outbox';
import { agentsWordsWait, type ConnectedItem, takeForAnswer, toDesksChat } from '../store/outbox/turns';
import type { Db } from '../store/postgres/db';

/** How often, and how long apart, something is looked at that is about to be there. */
const LOOKS = 10;
const LOOK_EVERY_MS = 150;

/** A chat as the agent names it. */
export interface ConnectedChat {
  connectionId: string;
  /** The agent's own id of it. */
  conversationId: string;
}

export const connectedLaneKey = ({ connectionId, conversationId }: ConnectedChat): string =>
  botCustomerLaneKey({ channel: 'connected', connectionId, externalId: conversationId });

export class ConnectedLanes {
  constructor(
    private readonly db: Db,
    private readonly channels: Channels,
    /** @param options.instance this process's number; see store/instances.ts */
    private readonly options: { instance: number; deskAppId: string },
  ) {}

  /** With what a turn that came before was answered, as soon as it is; null when that does not come to be known. */
  async answerTo(key: string): Promise<ConnectedAnswer | null> {
    for (let look = 0; look < LOOKS; look += 1) {
      const answer = await findConnectedAnswer(this.db.q, key);
      if (answer) return answer;
      await pause(LOOK_EVERY_MS);
    }
    return null;
  }

  /** What waits behind words that are on their way just now; not for long. */
  async patiently(of: ConnectedChat): Promise<ConnectedItem[]> {
    const lane = connectedLaneKey(of);
    for (let look = 0; look < LOOKS && (await isWaiting(this.db.q, lane)); look += 1) {
      await pause(LOOK_EVERY_MS);
      const waiting = await takeForAnswer(this.db.q, lane, this.options.instance);
      if (waiting.length > 0) return waiting;
    }
    return [];
  }

  /** The answer has left with these. */
  async answered(of: ConnectedChat & { key: string }, items: readonly ConnectedItem[], ends: boolean): Promise<void> {
    const messageIds = items.flatMap(({ payload }) => (payload.type === 'message' ? [payload.messageId] : []));
    if (items.length === 0) return keepConnectedAnswer(this.db.q, of.key, { messageIds, ends });
    await this.db.transaction(async (tx) => {
      for (const messageId of messageIds) await settleMessage(tx, messageId, { result: 'delivered' });
      tx.later(keepConnectedAnswer(tx.q, of.key, { messageIds, ends }));
      const ids = items.map(({ id }) => id);
      await removeItems(tx.q, connectedLaneKey(of), this.options.instance, ids, { last: true });
      // The rest of a long row.
      tx.hint({ kind: 'outbox' });
    });
  }

  /** Nobody heard the answer: its words go another way. */
  async unanswered(of: ConnectedChat): Promise<void> {
    await this.db.transaction(async (tx) => {
      await releaseLane(tx.q, connectedLaneKey(of), this.options.instance);
      tx.hint({ kind: 'outbox' });
    });
  }

  /** The chat as the desk has it, wherever it goes on. */
  async conversationOf(of: ConnectedChat): Promise<ConversationRow | null> {
    return conversationByLane(this.db.q, of.connectionId, connectedLaneKey(of));
  }

  /**
   * Words of a person that the agent's chat has refused since before then go to the desk's own chat with the customer,
   * with all that waits; false when there is no other way to them, or the address is another one by now.
   */
  async moveToDesksChat(
    conversationId: string,
    refused: { sealedUrl: string; what: string; before: Date },
  ): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const conversation = await lockConversation(tx.q, conversationId);
      const { address, lane } = conversation ?? {};
      if (!conversation || !lane || address?.channel !== 'connected' || address.personId === null) return false;
      if (address.sealedUrl !== refused.sealedUrl || !(await agentsWordsWait(tx.q, lane, refused.before))) return false;
      const { tenantId, personId } = address;
      const botId = `28:${this.options.deskAppId}`;
      const elsewhere = { channel: 'person' as const, tenantId, personId, botId };
      await readdress(tx.q, conversation.id, elsewhere);
      const open = await openEscalationOf(tx.q, conversation.id);
      const escalation = open && (await findEscalation(tx.q, open.id));
      if (!open || !escalation) {
        await toDesksChat(tx.q, lane);
        return true;
      }
      // Before everything else that is read there.
      await this.channels.sayToCustomer(
        tx,
        { ...conversation, address: elsewhere },
        {
          escalationId: open.id,
          author: SYSTEM,
          text: movedHereWords(conversation.connectionName, escalation.number),
          extras: { introduces: true },
          sentAt: new Date(),
        },
      );
      await toDesksChat(tx.q, lane);
      const { seq } = await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: open.id,
        author: SYSTEM,
        note: true,
        text: chatMovedWords(conversation.connectionName, refused.what),
        sentAt: new Date(),
      });
      hintMessage(tx, open, seq);
      return true;
    });
  }

  /** The chat goes on with the desk's own bot by now: so does what still waits for the agent's. */
  async moveAlong(lane: string): Promise<void> {
    await this.db.transaction((tx) => toDesksChat(tx.q, lane));
  }

  /** What kept the lane waiting is over. */
  async wake(lane: string): Promise<void> {
    await this.db.transaction((tx) => wakeLanes(tx, [lane]));
  }
}
