/** Tells a REST bot's webhook what happened, signed, one by one in the order it happened. */
import {
  NOTHING_TO_DELIVER,
  NO_CALLBACK_URL,
  NO_SIGNING_SECRET,
  botRefusedMessage,
  webhookAnswered,
  webhookRedirects,
} from '../../cards/words/agent/delivery';
import { noteUntold, settleAmendment, settleMessage } from '../../escalation/settle';
import type { Message } from '../../domain/message';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Files } from '../../delivery/files';
import type { Sender } from '../../delivery/sender';
import { type ConnectionRow, findConnection, signingSecretsOf } from '../../store/connections';
import { type ConversationRow, findConversation } from '../../store/conversations';
import type { Db, Tx } from '../../store/postgres/db';
import { eventOf } from '../../store/escalation/events';
import { findEscalation } from '../../store/escalation/escalations';
import { findMessage } from '../../store/messages';
import type { ConnectionHealth } from '../../connection/health';
import type { CallAnswer } from '../../base/outbound/call';
import { BotCaller } from '../botCaller';
import type { Webhook } from '../../contract/restBots';
import { amendedWebhook, eventWebhook, messageWebhook, presentHandoff } from './restPresent';
import { CONNECTION_HEADER, sign, SIGNATURE_HEADER } from './signature';

export interface CallbackOptions {
  db: Db;
  /** Opens connections' secrets. */
  key: Buffer;
  allowLoopback: boolean;
  publicUrl: string;
  health: ConnectionHealth;
  files: Files;
  maxAttempts?: number;
}

interface Letter {
  webhook: Webhook;
  connection: ConnectionRow;
  conversation: ConversationRow;
}

export class CallbackSender implements Sender<'callback'> {
  readonly kind = 'callback';
  readonly maxAttempts: number;
  private readonly bots: BotCaller;

  constructor(private readonly options: CallbackOptions) {
    this.bots = new BotCaller({ ...options, name: 'webhook' });
    this.maxAttempts = this.bots.maxAttempts;
  }

  async send(item: Item<'callback'>, signal: AbortSignal): Promise<SendOutcome> {
    const letter = await this.letterOf(item);
    if (letter === null) return { result: 'failed', reason: NOTHING_TO_DELIVER };
    if (letter === 'unneeded') return { result: 'delivered' };
    const { webhook, connection, conversation } = letter;
    const url = urlOf(conversation, connection);
    if (url === null) return { result: 'failed', reason: NO_CALLBACK_URL };
    // Managers read in the connection's health what the webhook answered; agents, who cannot mend it, that it refused.
    let refused: number | null = null;
    const outcome = await this.post(url, webhook, connection, signal, (answer) => {
      const outcome = outcomeOf(answer);
      refused = outcome.result === 'failed' ? answer.status : null;
      return outcome;
    });
    return item.payload.type === 'message' && refused !== null
      ? { result: 'failed', reason: botRefusedMessage(refused) }
      : this.bots.orGiveUp(outcome, item.attempts, this.maxAttempts);
  }

  async settle(tx: Tx, item: Item<'callback'>, outcome: SendOutcome): Promise<void> {
    const { payload } = item;
    if (payload.type === 'message') return void (await settleMessage(tx, payload.messageId, outcome));
    if (outcome.result !== 'failed') return;
    if (payload.type === 'amend') return settleAmendment(tx, item, payload, outcome.reason);
    const event = await eventOf(tx.q, payload.escalationId, payload.version);
    if (event) await noteUntold(tx, payload.escalationId, event.summary, outcome.reason);
  }

  /** One signed request outside the outbox, for a manager's test. Resolves with what stands in the way, or null. */
  async ping(connection: ConnectionRow, id: string, signal: AbortSignal): Promise<string | null> {
    if (connection.callback_url === null) return NO_CALLBACK_URL;
    const webhook: Webhook = { type: 'ping', id, at: new Date().toISOString() };
    const outcome = await this.post(connection.callback_url, webhook, connection, signal, outcomeOf);
    return outcome.result === 'delivered' ? null : outcome.reason;
  }

  private async letterOf({ id, payload }: Item<'callback'>): Promise<Letter | 'unneeded' | null> {
    const { q } = this.options.db;
    const message = payload.type === 'event' ? null : await findMessage(q, payload.messageId);
    const escalationId = payload.type === 'event' ? payload.escalationId : message?.escalationId;
    const escalation = escalationId ? await findEscalation(q, escalationId) : null;
    const conversation = escalation ? await findConversation(q, escalation.conversationId) : null;
    const connection = conversation ? await findConnection(q, conversation.connection_id) : null;
    if (!escalation || !conversation || !connection || message?.note) return null;
    const handoff = presentHandoff(escalation, conversation.external_id, this.options.publicUrl);
    if (payload.type === 'event') {
      const event = await eventOf(q, payload.escalationId, payload.version);
      const webhook = event ? eventWebhook(event, handoff) : null;
      return webhook ? { webhook, connection, conversation } : 'unneeded';
    }
    if (!message) return null;
    if (isSpared(message, payload)) return 'unneeded';
    const said = { ...message, attachments: await this.options.files.links.attachmentsOf(q, message) };
    const webhook =
      payload.type === 'message' ? messageWebhook(said, handoff) : amendedWebhook(said, payload.how, id, handoff);
    return { webhook, connection, conversation };
  }

  private async post(
    url: string,
    webhook: Webhook,
    connection: ConnectionRow,
    signal: AbortSignal,
    outcomeOf: (answer: CallAnswer) => SendOutcome,
  ): Promise<SendOutcome> {
    const now = new Date();
    const secrets = signingSecretsOf(connection, this.options.key, now);
    if (secrets.length === 0) return { result: 'failed', reason: NO_SIGNING_SECRET };
    const body = Buffer.from(JSON.stringify(webhook));
    return this.bots.deliver({
      connectionId: connection.id,
      url,
      request: () => {
        const { pathname, search } = new URL(url);
        const signature = sign({ method: 'POST', path: `${pathname}${search}`, body }, secrets, now);
        return { url, headers: { [CONNECTION_HEADER]: connection.app_id, [SIGNATURE_HEADER]: signature }, body };
      },
      outcomeOf,
      signal,
    });
  }
}

/** What was taken back before it left, and a change of what never arrived, the bot need not hear. */
function isSpared(message: Message, payload: Exclude<Item<'callback'>['payload'], { type: 'event' }>): boolean {
  if (payload.type === 'message') return message.deletedAt !== null;
  return message.delivery?.state === 'failed' || (payload.how === 'edit' && message.deletedAt !== null);
}

function urlOf({ address }: ConversationRow, connection: ConnectionRow): string | null {
  return (address?.channel === 'callback' ? address.url : null) ?? connection.callback_url;
}

/** Asked to come again, or broken for now. */
const PASSING = new Set([408, 425, 429]);

function outcomeOf({ status, afterMs }: CallAnswer): SendOutcome {
  if (status >= 200 && status < 300) return { result: 'delivered' };
  const reason = webhookAnswered(status);
  if (status >= 500 || PASSING.has(status)) {
    return { result: 'retry', reason, ambiguous: status >= 500, afterMs: afterMs ?? undefined };
  }
  return status >= 300 && status < 400
    ? {
        result: 'failed',
        reason: webhookRedirects(status),
      }
    : { result: 'failed', reason };
}
