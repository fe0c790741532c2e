/**
 * Chats the desk opens with people it knows by their Entra id only. Several find out at once that one is open: whoever
 * answers the agent, whoever delivers, and whatever is heard from the person; the first writes it down.
 */
import { createHash, randomBytes } from 'node:crypto';
import { CUSTOMER_HAS_NO_APP, chatIsOpen, customerHasNoApp } from '../cards/words/agent/personChat';
import { SYSTEM } from '../domain/escalation';
import { customerLane } from '../domain/lanes';
import type { TeamsAddress } from '../domain/message';
import { lockConversation } from '../store/conversations';
import { type OpenRow, findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { isKeyTaken, takeKey } from '../store/inbox';
import { appendMessage } from '../store/messages';
import { blockLane, unblockLane, wakeLanes, wakeLanesOfRate } from '../store/outbox/lanes';
import { awaitedChats, becomeChat, drawOn, keepToken, useToken } from '../store/personChats';
import type { Db, Tx } from '../store/postgres/db';
import type { Channels } from './channels';
import { hintEscalation, hintMessage } from './consequences/hints';

/** A chat of this person with a bot of the desk, as Teams says it. */
export type FoundChat = Omit<TeamsAddress, 'channel'>;

/** Long enough for somebody who reads to the end first. */
const TOKEN_MS = 60 * 60_000;
const TOKEN_BYTES = 32;

export class PersonChats {
  constructor(
    private readonly db: Db,
    private readonly channels: Channels,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** What waits for the chat goes out at once; null when the conversation is none that is held there. */
  async opened(conversationId: string, chat: FoundChat): Promise<TeamsAddress | null> {
    return this.db.transaction((tx) => this.open(tx, conversationId, chat));
  }

  /** The person was heard from in their chat with the bot: everything that waits for it is there. */
  async heard(tx: Tx, person: { id: string; arrives: boolean }, chat: FoundChat): Promise<void> {
    const { tenantId, botId, conversationId } = chat;
    const who = { tenantId, personId: person.id, botId, teamsConversationId: conversationId };
    for (const id of await awaitedChats(tx.q, who)) await this.open(tx, id, chat);
    if (person.arrives) await wakeLanesOfRate(tx, chatKey({ tenantId, conversationId }));
  }

  /** Teams refuses the chat until the person has the app; whoever serves them reads so, once a request. */
  async refused(conversationId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const conversation = await lockConversation(tx.q, conversationId);
      const open = conversation && (await openEscalationOf(tx.q, conversationId));
      if (!open) return;
      await blockLane(tx.q, conversation.lane, CUSTOMER_HAS_NO_APP);
      if (!(await takeKey(tx.q, refusalKey(open.id)))) return;
      await this.note(tx, conversationId, open, customerHasNoApp(conversation.customer_name));
    });
  }

  /** A secret for a link to the chat: it proves that whoever brings it from there is this person. */
  async token(who: { conversationId: string; tenantId: string; personId: string }): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const personId = who.personId.toLowerCase();
    const until = new Date(this.now().getTime() + TOKEN_MS);
    await keepToken(this.db.q, { ...who, personId, hash: hashOf(token), until });
    return token;
  }

  /** Used up by the person it was made for and nobody else; null in every other case. */
  async redeemed(token: string, personId: string, chat: FoundChat): Promise<{ number: number | null } | null> {
    return this.db.transaction(async (tx) => {
      const { tenantId } = chat;
      const brought = { hash: hashOf(token), tenantId, personId: personId.toLowerCase(), now: this.now() };
      const conversationId = await useToken(tx.q, brought);
      if (conversationId === null) return null;
      await this.open(tx, conversationId, chat);
      const open = await openEscalationOf(tx.q, conversationId);
      const escalation = open && (await findEscalation(tx.q, open.id));
      return { number: escalation?.number ?? null };
    });
  }

  private async open(tx: Tx, conversationId: string, chat: FoundChat): Promise<TeamsAddress | null> {
    const conversation = await lockConversation(tx.q, conversationId);
    const before = conversation?.address;
    if (!conversation || (before?.channel !== 'person' && before?.channel !== 'teams')) return null;
    await unblockLane(tx.q, conversation.lane);
    const isKnown = before.channel === 'teams' && before.conversationId === chat.conversationId;
    const address: TeamsAddress = isKnown ? before : { channel: 'teams', ...chat };
    if (!isKnown) {
      await becomeChat(tx.q, conversationId, address);
      await drawOn(tx.q, conversation.lane, chatKey(chat));
    }
    await wakeLanes(tx, [conversation.lane]);
    const open = await openEscalationOf(tx.q, conversationId);
    if (!open) return address;
    // The card has had nowhere to be.
    if (!isKnown) await this.channels.showWaiting(tx, { ...conversation, address }, open.id);
    const refused = refusalKey(open.id);
    if ((await isKeyTaken(tx.q, refused)) && (await takeKey(tx.q, `${refused} over`))) {
      await this.note(tx, conversationId, open, chatIsOpen(conversation.customer_name));
    }
    return address;
  }

  private async note(tx: Tx, conversationId: string, open: OpenRow, text: string): Promise<void> {
    const { seq } = await appendMessage(tx.q, {
      conversationId,
      escalationId: open.id,
      author: SYSTEM,
      note: true,
      text,
      sentAt: this.now(),
    });
    hintMessage(tx, open, seq);
    const escalation = await findEscalation(tx.q, open.id);
    if (escalation) hintEscalation(tx, escalation, open.version);
  }
}

const chatKey = ({ tenantId, conversationId }: Pick<FoundChat, 'tenantId' | 'conversationId'>): string =>
  customerLane({ tenantId, teamsConversationId: conversationId }).key;
const refusalKey = (escalationId: string) => `no app ${escalationId}`;
const hashOf = (token: string) => createHash('sha256').update(token).digest();
