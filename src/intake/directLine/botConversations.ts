/** The way to the bot of a conversation: resumed where it was left, or begun afresh and told who the customer is. */
import { BEGUN_ELSEWHERE } from '../../cards/words/manager/directLine';
import { AppError } from '../../base/errors';
import { connectionSecret, type ConnectionRow, findConnection } from '../../store/connections';
import { type ConversationRow, findConversation } from '../../store/conversations';
import type { Db } from '../../store/postgres/db';
import {
  type BotConversation,
  botConversationStarted,
  contextTold,
  endBotConversation,
  nextGeneration,
  takeBotConversation,
} from '../../store/botConversations';
import type { DirectLineHandle, DirectLine } from './directLine';
import { DirectLineError } from './directLineError';

export interface OpenBotConversation {
  botConversation: BotConversation;
  handle: DirectLineHandle;
  conversation: ConversationRow;
  connection: ConnectionRow;
  /** Present when the bot conversation has just begun. */
  streamUrl: string | null;
  begun: boolean;
}

/** Not worth starting a call with a token that has less to live. */
const TOKEN_MARGIN_MS = 5_000;

export const userIdOf = (conversationId: string): string => `dl_${conversationId}`;

export class BotConversations {
  constructor(private readonly options: { db: Db; key: Buffer; directLine: DirectLine; instance: number }) {}

  /**
   * Makes sure there is a bot conversation to speak in, and that the bot knows who it speaks with.
   * @param insist false: a bot that fails at that news is spoken to all the same
   */
  async open(conversationId: string, signal: AbortSignal, insist = true): Promise<OpenBotConversation> {
    const { db, key, instance } = this.options;
    const partner = await this.partnerOf(conversationId);
    const botConversation = await takeBotConversation(db.q, key, conversationId, instance);
    const handle = handleOf(botConversation);
    const open: OpenBotConversation = handle
      ? { botConversation, handle, ...partner, streamUrl: null, begun: false }
      : await this.begin(botConversation, partner, signal);
    if (open.botConversation.contextSent) return open;
    try {
      await this.introduce(open, signal);
    } catch (error) {
      if (insist || !(error instanceof DirectLineError && error.refused)) throw error;
    }
    await contextTold(db.q, conversationId, open.botConversation.generation);
    return open;
  }

  /** The bot conversation is over on the other side; the next `open` begins another. */
  async leave(botConversation: BotConversation): Promise<void> {
    await endBotConversation(this.options.db.q, botConversation.conversationId, botConversation.generation);
  }

  private async partnerOf(conversationId: string): Promise<Pick<OpenBotConversation, 'conversation' | 'connection'>> {
    const conversation = await findConversation(this.options.db.q, conversationId);
    const connection = conversation && (await findConnection(this.options.db.q, conversation.connection_id));
    if (!connection || connection.state === 'removed') {
      throw new AppError('not_found', 'The connection to this bot was removed.');
    }
    return { conversation, connection };
  }

  private async begin(
    old: BotConversation,
    { conversation, connection }: Pick<OpenBotConversation, 'conversation' | 'connection'>,
    signal: AbortSignal,
  ): Promise<OpenBotConversation> {
    const { db, key, directLine, instance } = this.options;
    const conversationId = conversation.id;
    const { generation } = old.botConversationId === null && old.state === 'open' ? old : await this.beginNext(old);
    const access = {
      tokenEndpoint: connection.token_endpoint,
      secret: connectionSecret(connection, key),
      domain: connection.domain,
    };
    const user = { id: userIdOf(conversationId), name: conversation.customer_name };
    const { token, domain } = await directLine.newToken(access, user, signal);
    const started = await directLine.startConversation(domain, token, signal);
    const botConversation = await botConversationStarted(db.q, key, {
      conversationId,
      generation,
      botConversationId: started.conversationId,
      token: started.token,
      tokenExpiresAt: started.expiresAt,
      domain,
      instance: instance,
    });
    const handle = botConversation && handleOf(botConversation);
    if (!botConversation || !handle) {
      throw new DirectLineError('unavailable', BEGUN_ELSEWHERE);
    }
    return { botConversation, handle, conversation, connection, streamUrl: started.streamUrl, begun: true };
  }

  private async beginNext(old: BotConversation): Promise<BotConversation> {
    const { db, key, instance } = this.options;
    await nextGeneration(db.q, old.conversationId, old.generation, instance);
    return takeBotConversation(db.q, key, old.conversationId, instance);
  }

  /** Sets the bot's global variables: who the customer is and, after a handoff, how it ended. */
  private async introduce(
    { botConversation, handle, conversation }: OpenBotConversation,
    signal: AbortSignal,
  ): Promise<void> {
    const { escalationId: _, ...told } = botConversation.context ?? {};
    const value = {
      customerName: conversation.customer_name,
      customerId: conversation.customer_id,
      customerTenantId: conversation.tenant_id,
      customerChannel: 'msteams',
      ...(conversation.customer_locale && { customerLocale: conversation.customer_locale }),
      ...told,
    };
    const from = { id: userIdOf(conversation.id), name: conversation.customer_name, role: 'user' };
    await this.options.directLine.post(handle, { type: 'event', name: 'pvaSetContext', from, value }, signal);
  }
}

/** Null when there is no Direct Line conversation that can go on. */
export function handleOf(botConversation: BotConversation): DirectLineHandle | null {
  const { state, botConversationId, token, tokenExpiresAt, domain } = botConversation;
  if (state !== 'open' || !botConversationId || !token || !domain) return null;
  if (!tokenExpiresAt || tokenExpiresAt.getTime() < Date.now() + TOKEN_MARGIN_MS) return null;
  return { domain, token, botConversationId };
}

/** The bot conversation cannot go on, but a new one may. */
export function isLost(error: unknown): error is DirectLineError {
  return error instanceof DirectLineError && ['tokenExpired', 'notFound', 'unauthorized'].includes(error.kind);
}
