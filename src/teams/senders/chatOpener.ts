/**
 * Opens the bot's chat with somebody known by their Entra id only. Asked twice it is the same chat, so it may be asked
 * by several at once, and again after a crash.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
import { LRUCache } from 'lru-cache';
import { CHAT_BEING_OPENED, CUSTOMER_HAS_NO_APP, PERSON_UNKNOWN } from '../../cards/words/agent/personChat';
import { CHAT_UNKNOWN } from '../../cards/words/agent/delivery';
import { NO_APP_FOR_CUSTOMER } from '../../cards/words/manager/personChat';
import type { Config } from '../../config/config';
import type { ChatOpening } from '../../domain/channel';
import type { TeamsAddress } from '../../domain/message';
import type { SendOutcome } from '../../domain/outbox';
import type { PersonChats } from '../../escalation/personChats';
import { type ConversationRow, findConversation } from '../../store/conversations';
import { servedAt } from '../../store/personChats';
import type { Db } from '../../store/postgres/db';
import type { DeskAdapter } from '../bots/adapter';
import type { BotHealth } from '../bots/bots';
import type { AppInstallation } from '../graph/appInstallation';
import { isNoApp, isRefusal, sendOutcomeOf } from './deliveryFaults';

export type Opened =
  | { state: 'open'; address: TeamsAddress }
  | { state: 'shut'; outcome: SendOutcome; why: 'notInstalled' | 'unknown' | null };

/** A customer without the app is tried again sooner at first; they are heard of at once when they open the chat. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** How long a link leads to the app instead of the chat. */
const NO_APP_MS = 10 * 60_000;
const MOST_WITHOUT = 10_000;

interface Person {
  tenantId: string;
  personId: string;
  botId: string;
}

export class ChatOpener {
  /** Conversations whose customer was just found to be without the app. */
  private readonly withoutApp = new LRUCache<string, true>({ max: MOST_WITHOUT, ttl: NO_APP_MS });

  constructor(
    private readonly options: {
      adapter: DeskAdapter;
      db: Db;
      config: Pick<Config, 'bot'>;
      personChats: PersonChats;
      installation: AppInstallation;
      health: BotHealth;
    },
  ) {}

  isWithoutApp(conversationId: string): boolean {
    return this.withoutApp.has(conversationId);
  }

  /** Resolves with what became of it; what waits for the chat is on its way by then. */
  async openChat(conversationId: string, signal: AbortSignal): Promise<ChatOpening> {
    try {
      const conversation = await findConversation(this.options.db.q, conversationId);
      if (!conversation) return { state: 'later', reason: CHAT_UNKNOWN };
      const opened = await this.open(conversation, 0, signal);
      if (opened.state === 'open') return { state: 'open' };
      if (opened.why !== null) return { state: opened.why };
      return { state: 'later', reason: 'reason' in opened.outcome ? opened.outcome.reason : CHAT_BEING_OPENED };
    } catch {
      // The database is away, say: the lane tries again.
      return { state: 'later', reason: CHAT_BEING_OPENED };
    }
  }

  /** @param attempts made before, for how long to wait after this one */
  async open(conversation: ConversationRow, attempts: number, signal: AbortSignal): Promise<Opened> {
    const person = personOf(conversation);
    if (!person) return shut({ result: 'failed', reason: CHAT_UNKNOWN });
    const { health, personChats } = this.options;
    const serviceUrl = await this.serviceUrl(person);
    try {
      const chatId = await this.create(person, serviceUrl, signal);
      this.withoutApp.delete(conversation.id);
      const { tenantId, personId, botId } = person;
      // Until they write, the id by which the chat was asked for stands for theirs.
      const chat = { tenantId, conversationId: chatId, serviceUrl, botId, botName: null, userId: personId };
      const address = await personChats.opened(conversation.id, chat);
      return address ? { state: 'open', address } : shut({ result: 'failed', reason: CHAT_UNKNOWN });
    } catch (error) {
      if (isNoApp(error)) {
        this.withoutApp.set(conversation.id, true);
        health.faulted(conversation.connection_id, NO_APP_FOR_CUSTOMER);
        await personChats.refused(conversation.id);
        const afterMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20));
        return { ...shut({ result: 'retry', reason: CUSTOMER_HAS_NO_APP, afterMs }), why: 'notInstalled' };
      }
      if (isRefusal(error)) return { ...shut({ result: 'failed', reason: PERSON_UNKNOWN }), why: 'unknown' };
      return shut(sendOutcomeOf(error));
    }
  }

  /** Whoever has no app gets it where that is wanted, and the chat is asked for once more. */
  private async create(person: Person, serviceUrl: string, signal: AbortSignal): Promise<string> {
    try {
      return await this.createConversation(person, serviceUrl, signal);
    } catch (error) {
      if (!isNoApp(error) || !(await this.options.installation.add(person, signal))) throw error;
      return this.createConversation(person, serviceUrl, signal);
    }
  }

  private async createConversation(
    { tenantId, personId, botId }: Person,
    serviceUrl: string,
    signal: AbortSignal,
  ): Promise<string> {
    const { conversations } = await this.options.adapter.connector(botId.replace(/^28:/, ''), serviceUrl);
    const { id } = await conversations.createConversation(
      {
        isGroup: false,
        bot: { id: botId, name: '' },
        // The Entra id, which Teams takes here and refuses in a field of its own.
        members: [{ id: personId, name: '' }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
      },
      { abortSignal: signal },
    );
    return id;
  }

  /** Where this person's chats are, or their tenant's; before anything was heard from there, where Teams forwards. */
  private async serviceUrl({ tenantId, personId }: Person): Promise<string> {
    const { db, config } = this.options;
    return (await servedAt(db.q, tenantId, personId)) ?? config.bot.serviceUrl;
  }
}

function personOf({ address, tenant_id: tenantId, customer_id: customerId }: ConversationRow): Person | null {
  if (address?.channel === 'person') return { tenantId, personId: address.personId, botId: address.botId };
  return address?.channel === 'teams' ? { tenantId, personId: customerId, botId: address.botId } : null;
}

const shut = (outcome: SendOutcome) => ({ state: 'shut' as const, outcome, why: null });
