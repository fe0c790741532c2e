/** What a REST bot's calls do, once it is known who calls. */
import { BOT_TOOK_BACK } from '../../cards/words/agent/notes';
import { createHash, randomUUID } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import type { Availability } from '../../contract/availability';
import type { Availabilities } from '../../escalation/availability';
import { availabilityFor } from '../availabilityFor';
import type { BotInbox, Forwarded as Words } from '../../arrival/botInbox';
import { reportChats, reportedChats } from '../../arrival/botReports';
import { AppError } from '../../base/errors';
import type { ConnectionRow } from '../../store/connections';
import { conversationByExternalId, findConversation } from '../../store/conversations';
import type { Db } from '../../store/postgres/db';
import { type EscalationRow, findEscalation, openEscalationOf } from '../../store/escalation/escalations';
import { outboundUrl } from '../../base/outbound/url';
import { wrongField } from './restBody';
import {
  type Forwarded,
  type Handoff,
  NewForward,
  NewForwardedFile,
  type REST_ROUTES,
  Withdrawal,
} from '../../contract/restBots';
import type { BotReport } from '../../contract/botFigures';
import { NewRating } from '../../contract/surveys';
import { commentOf } from '../../domain/survey';
import { type Asked, readAsked } from './restHandoff';
import { presentHandoff } from './restPresent';
import { readContent } from '../content/content';

export interface Call {
  connection: ConnectionRow;
  /** Of the handoff, as the path says it. */
  id: string;
  /** Of an upload and of what is only read, its query. */
  body: unknown;
  raw: Buffer;
  contentType: string | null;
  idempotencyKey: string | undefined;
}

export interface Answer {
  status: 200 | 201;
  body: Handoff | Forwarded | BotReport | Availability;
}

type Calls = Record<keyof typeof REST_ROUTES, (call: Call) => Promise<Answer>>;

export interface RestCallsOptions {
  db: Db;
  inbox: BotInbox;
  allowLoopback: boolean;
  publicUrl: string;
  availabilities: Availabilities;
}

export class RestCalls implements Calls {
  constructor(private readonly options: RestCallsOptions) {}

  async handOff({ connection, body, raw, idempotencyKey }: Call): Promise<Answer> {
    const asked = readAsked(body);
    if (asked.kind === 'end') return this.end(connection, asked);
    const once = onceOf(idempotencyKey, raw);
    const accepted = await this.options.inbox.handedOff({
      connectionId: connection.id,
      externalId: asked.externalId,
      customer: asked.customer,
      handoff: asked.handoff,
      address: { channel: 'callback', url: this.callbackUrl(asked.callbackUrl, connection) },
      ...(once && { once }),
    });
    if (!accepted.ok) {
      throw new AppError(
        'not_live',
        `This connection is ${accepted.state} and takes no new handoffs. Tell the customer that nobody is available.`,
      );
    }
    return { status: accepted.opened ? 201 : 200, body: await this.present(connection, accepted.escalationId) };
  }

  async availability({ connection, body }: Call): Promise<Answer> {
    return { status: 200, body: await availabilityFor(this.options.availabilities, connection, body) };
  }

  async status({ connection, id }: Call): Promise<Answer> {
    return { status: 200, body: await this.present(connection, id) };
  }

  async report({ connection, body }: Call): Promise<Answer> {
    return { status: 200, body: await reportChats(this.options.db, connection.id, body, new Date()) };
  }

  async reported({ connection, body }: Call): Promise<Answer> {
    return { status: 200, body: await reportedChats(this.options.db, connection.id, body) };
  }

  async forward({ connection, id, body }: Call): Promise<Answer> {
    const message = NewForward.parse(body);
    const { text, attachments, extras } = readContent({ ...message, textFormat: 'plain' }, { by: 'customer' });
    return this.pass(connection, id, {
      messageId: message.id,
      text,
      attachments,
      extras,
      sentAt: notAfter(new Date(), message.sentAt),
    });
  }

  async sendFile({ connection, id, body, raw, contentType: given }: Call): Promise<Answer> {
    const { id: messageId, name } = NewForwardedFile.parse(body);
    const contentType = /^[\w.+-]{1,60}\/[\w.+-]{1,100}/.exec(given ?? '')?.[0] ?? 'application/octet-stream';
    const url = `data:application/octet-stream;base64,${raw.toString('base64')}`;
    return this.pass(connection, id, {
      messageId,
      text: '',
      attachments: [{ contentType, name, url: null, source: { kind: 'link', url } }],
      sentAt: new Date(),
    });
  }

  private async pass(
    connection: ConnectionRow,
    id: string,
    said: Pick<Words, 'text' | 'attachments' | 'extras' | 'sentAt'> & { messageId: string },
  ): Promise<Answer> {
    const row = await this.own(connection, id);
    const outcome = await this.options.inbox.forwarded({
      key: `rest:${row.id}:${said.messageId}`,
      connectionId: connection.id,
      externalId: await this.externalIdOf(row),
      escalationId: row.id,
      ...said,
    });
    if (outcome === 'noEscalation') {
      throw new AppError('closed', 'This handoff has ended; the customer is the bot’s again.');
    }
    return { status: outcome === 'accepted' ? 201 : 200, body: { id: said.messageId } };
  }

  async rate({ connection, id, body }: Call): Promise<Answer> {
    const { rating, comment } = NewRating.parse(body);
    const row = await this.own(connection, id);
    const result = await this.options.inbox.rated({
      key: `rating:${randomUUID()}`,
      connectionId: connection.id,
      externalId: await this.externalIdOf(row),
      escalationId: row.id,
      rating,
      comment: commentOf(comment),
    });
    if (result === 'unclear') throw wrongField('rating', 'The question the customer was asked has no such answer.');
    if (result === 'unknown') throw new AppError('not_found', 'This customer was not asked how it was.');
    if (result === 'closed') throw new AppError('closed', 'It is too late to answer, or to change the answer.');
    return this.status({ connection, id } as Call);
  }

  /** Harmless to repeat, and on a handoff that has ended. */
  async withdraw({ connection, id, body }: Call): Promise<Answer> {
    const { reason } = Withdrawal.parse(body);
    const row = await this.own(connection, id);
    await this.options.inbox.withdrawn({
      connectionId: connection.id,
      externalId: await this.externalIdOf(row),
      escalationId: row.id,
      reason: reason || BOT_TOOK_BACK,
    });
    return this.status({ connection, id } as Call);
  }

  /** Omnichannel's EndConversation, which names the chat only. */
  private async end(connection: ConnectionRow, asked: Extract<Asked, { kind: 'end' }>): Promise<Answer> {
    const { db, inbox } = this.options;
    const { externalId, reason } = asked;
    const conversation = await conversationByExternalId(db.q, connection.id, externalId);
    const open = conversation ? await openEscalationOf(db.q, conversation.id) : null;
    if (!open) throw new AppError('not_found', 'This conversation has no open handoff.');
    await inbox.withdrawn({ connectionId: connection.id, externalId, escalationId: open.id, reason });
    return { status: 200, body: await this.present(connection, open.id) };
  }

  /** Null when it goes to the connection's address. */
  private callbackUrl(given: string | null, connection: ConnectionRow): string | null {
    if (given === null) {
      if (connection.callback_url !== null) return null;
      throw wrongField('callbackUrl', 'Say where webhooks go, here or in the connection.');
    }
    const { allowLoopback, publicUrl } = this.options;
    let url: URL;
    try {
      url = outboundUrl(given, { allowLoopback });
    } catch (error) {
      throw wrongField('callbackUrl', (error as Error).message);
    }
    if (url.origin === publicUrl && url.pathname.startsWith('/api/')) {
      throw wrongField('callbackUrl', 'This is the desk itself.');
    }
    return given;
  }

  private async present(connection: ConnectionRow, id: string): Promise<Handoff> {
    const row = await this.own(connection, id);
    return presentHandoff(row, await this.externalIdOf(row), this.options.publicUrl);
  }

  private async own(connection: ConnectionRow, id: string): Promise<EscalationRow> {
    const row = isUuid(id) ? await findEscalation(this.options.db.q, id.toLowerCase()) : null;
    if (row?.connectionId !== connection.id) {
      throw new AppError('not_found', 'There is no such handoff of this connection.');
    }
    return row;
  }

  private async externalIdOf(row: EscalationRow): Promise<string> {
    return (await findConversation(this.options.db.q, row.conversationId))?.external_id ?? '';
  }
}

/** Clock skew: times in the future become now. */
function notAfter(now: Date, given: string | null | undefined): Date {
  const at = given ? new Date(given) : now;
  return at < now ? at : now;
}
const MOST_KEY = 200;

function onceOf(given: string | undefined, raw: Buffer): { key: string; digest: Buffer } | null {
  const key = given?.trim();
  if (!key) return null;
  if (key.length > MOST_KEY) throw wrongField('Idempotency-Key', `At most ${MOST_KEY} characters.`);
  return { key, digest: createHash('sha256').update(raw).digest() };
}
