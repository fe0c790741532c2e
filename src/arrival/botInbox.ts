/** Arrivals from bots that keep their customers to themselves: skills' parents and REST bots. */
import { visibleName } from '../base/names';
import type { ConnectionState } from '../contract/api';
import { AppError } from '../base/errors';
import type { OpenEscalation } from '../domain/escalation';
import type { Given } from '../domain/survey';
import type { Escalations } from '../escalation/escalations';
import { type Answered as Rated, Surveys } from '../escalation/surveys';
import { findConnection, lockConnectionShared } from '../store/connections';
import {
  conversationByExternalId,
  lockConversationByExternalId,
  readdress,
  upsertConversation,
} from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { openEscalationOf } from '../store/escalation/escalations';
import { type Answered, findAnswered, keepAnswered } from '../store/idempotency';
import { takeKey } from '../store/inbox';
import { isWaiting, unblockLane } from '../store/outbox/lanes';
import { appendMessage } from '../store/messages';
import { enqueue } from '../store/outbox/outbox';
import { customerSpoke } from '../escalation/turns';
import { hintMessage } from '../escalation/consequences/hints';
import { botCustomerLane, botCustomerLaneKey } from '../domain/lanes';
import type { BotAddress, CustomerChange, MessageExtras, SkillAddress } from '../domain/message';
import type { IncomingAttachment } from '../domain/file';
import { changeCustomersWords } from './customerChanges';
import { fetchFiles, receive } from '../escalation/files';
import { unnamed } from '../cards/words/names';

/** A bot asks for a person for one of its customers. */
export interface HandedOff {
  connectionId: string;
  /** The bot's own id of the chat. */
  externalId: string;
  customer: { id: string; name: string; locale: string | null };
  address: BotAddress;
  handoff: OpenEscalation;
  /** The bot's own name for this request: asked again, it is the same request. */
  once?: { key: string; digest: Buffer };
}

export type Accepted =
  | { ok: true; escalationId: string; opened: boolean }
  /** The connection takes no handoffs in this state. */
  | { ok: false; state: ConnectionState };

/** The customer's words, as their bot passes them on. */
export interface Forwarded {
  /** Identifies the arrival once and for all. */
  key: string;
  connectionId: string;
  externalId: string;
  /** For this escalation and no later one of the chat; absent: for the one that is open. */
  escalationId?: string;
  /** The bot's id of the message. */
  messageId: string | null;
  text: string;
  attachments: IncomingAttachment[];
  extras?: MessageExtras;
  sentAt: Date;
  /** The way back, as it is now; absent: as it was. */
  address?: BotAddress;
}

/** Something a parent bot said for which there is no escalation. */
export interface Unheard {
  /** Identifies the arrival once and for all. */
  key: string;
  connectionId: string;
  externalId: string;
  address: SkillAddress;
  /** What the parent hears instead, in order. */
  answer: Record<string, unknown>[];
  /** Needless while the end of an escalation is still on its way: that says the same. */
  unlessEnding: boolean;
}

export class BotInbox {
  private readonly surveys: Surveys;

  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
  ) {
    this.surveys = new Surveys(db, escalations);
  }

  /** Opens an escalation; a chat that has an open one keeps it, and its way back is brought up to date. */
  async handedOff({ connectionId, externalId, customer, address, handoff, once }: HandedOff): Promise<Accepted> {
    return this.db.transaction(async (tx) => {
      const before = once ? await findAnswered(tx.q, connectionId, once.key) : null;
      if (once && before) return repeated(once.digest, before);
      const connection = await lockConnectionShared(tx.q, connectionId);
      if (!connection) return { ok: false, state: 'removed' };
      const known = await conversationByExternalId(tx.q, connectionId, externalId);
      const open = known ? await openEscalationOf(tx.q, known.id) : null;
      if (!open && connection.state !== 'live') return { ok: false, state: connection.state };
      const conversation = await upsertConversation(tx.q, {
        tenantId: connection.tenant_id,
        connectionId,
        externalId,
        customer: { ...customer, name: visibleName(customer.name) ?? unnamed.customer },
        address,
        lane: botCustomerLaneKey({ channel: address.channel, connectionId, externalId }),
      });
      await unblockLane(tx.q, conversation.lane);
      const { id, opened } = await this.escalations.open(tx, { connection, conversation, handoff });
      if (once) await keepOnce(tx, connectionId, once, id);
      return { ok: true, escalationId: id, opened };
    });
  }

  /** Words for the agent; without an open escalation they are the bot's own to answer. */
  async forwarded(f: Forwarded): Promise<'accepted' | 'duplicate' | 'noEscalation'> {
    return this.db.transaction(async (tx) => {
      const conversation = await lockConversationByExternalId(tx.q, f.connectionId, f.externalId);
      const [open, isNew] = await Promise.all([
        conversation && openEscalationOf(tx.q, conversation.id),
        takeKey(tx.q, f.key),
      ]);
      if (!isNew) return 'duplicate';
      if (!conversation || !open || open.id !== (f.escalationId ?? open.id)) return tx.undo('noEscalation');
      if (f.address) {
        tx.later(readdress(tx.q, conversation.id, f.address));
        tx.later(unblockLane(tx.q, conversation.lane));
      }
      const received = receive(f.attachments);
      const message = await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: open.id,
        author: { kind: 'customer', id: conversation.customer_id, name: conversation.customer_name },
        text: f.text,
        attachments: received.attachments,
        ...(f.extras && { extras: f.extras }),
        externalId: f.messageId,
        sentAt: f.sentAt,
      });
      await fetchFiles(tx, conversation.tenant_id, message, received);
      await customerSpoke(tx, open, f.sentAt);
      hintMessage(tx, open, message.seq);
      return 'accepted';
    });
  }

  /** The customer changed or took back words said before, while an agent has the chat. */
  async changed(c: {
    key: string;
    connectionId: string;
    externalId: string;
    /** The bot's id of the message. */
    messageId: string;
    change: CustomerChange['change'];
    at: Date;
  }): Promise<'accepted' | 'duplicate' | 'unknown'> {
    return this.db.transaction(async (tx) => {
      const found = await conversationByExternalId(tx.q, c.connectionId, c.externalId);
      return found ? changeCustomersWords(tx, found, { ...c, externalId: c.messageId }) : 'unknown';
    });
  }

  /** The bot takes the chat back, or its customer is gone. */
  async withdrawn(options: {
    connectionId: string;
    externalId: string;
    /** This escalation and no later one of the chat; absent: the one that is open. */
    escalationId?: string;
    reason: string;
    /** The way back, as it is now; absent: as it was. */
    address?: BotAddress;
  }): Promise<'accepted' | 'noEscalation'> {
    const connection = await findConnection(this.db.q, options.connectionId);
    const conversation = await conversationByExternalId(this.db.q, options.connectionId, options.externalId);
    const open = conversation ? await openEscalationOf(this.db.q, conversation.id) : null;
    if (!connection || !conversation || !open || open.id !== (options.escalationId ?? open.id)) return 'noEscalation';
    if (options.address) await readdress(this.db.q, conversation.id, options.address);
    const by = { kind: 'bot' as const, id: connection.id, name: connection.name };
    await this.escalations.abandon(open.id, conversation.tenant_id, by, options.reason);
    return 'accepted';
  }

  /** What the customer answered, as their bot passes it on. */
  async rated(
    options: Given & { key: string; connectionId: string; externalId: string; escalationId: string },
  ): Promise<Rated['result'] | 'duplicate'> {
    return this.db.transaction(async (tx) => {
      const conversation = await conversationByExternalId(tx.q, options.connectionId, options.externalId);
      if (!conversation) return 'unknown';
      if (!(await takeKey(tx.q, options.key))) return 'duplicate';
      const { result } = await this.surveys.answered(tx, conversation.id, options.escalationId, options);
      return result;
    });
  }

  /** A person's agent sees that the customer is writing. */
  async typed(options: { connectionId: string; externalId: string }): Promise<void> {
    const conversation = await conversationByExternalId(this.db.q, options.connectionId, options.externalId);
    const open = conversation ? await openEscalationOf(this.db.q, conversation.id) : null;
    if (!open) return;
    const { id: escalationId, queueId, assigneeId } = open;
    await this.db.transaction(async (tx) => tx.hint({ kind: 'typing', escalationId, queueId, assigneeId }));
  }

  /** Answers what no escalation waits for, once. */
  async unheard({ key, connectionId, externalId, address, answer, unlessEnding }: Unheard): Promise<void> {
    const lane = botCustomerLane(botCustomerLaneKey({ channel: address.channel, connectionId, externalId }));
    await this.db.transaction(async (tx) => {
      const conversation = await lockConversationByExternalId(tx.q, connectionId, externalId);
      if (conversation && (await openEscalationOf(tx.q, conversation.id))) return;
      if (unlessEnding && (await isWaiting(tx.q, lane.key))) return;
      if (!(await takeKey(tx.q, key))) return;
      await unblockLane(tx.q, lane.key);
      for (const activity of answer) {
        enqueue(tx, lane, 'skill', { type: 'aside', connectionId, address, activity });
      }
    });
  }
}

function repeated(digest: Buffer, before: Answered): Accepted {
  if (!digest.equals(before.digest)) {
    throw new AppError('key_reused', 'This key was used for another body. Give every handoff a key of its own.');
  }
  return { ok: true, escalationId: before.escalationId, opened: false };
}

/** A concurrent duplicate has waited for the same lock, or is rolled back. */
async function keepOnce(
  tx: Tx,
  connectionId: string,
  { key, digest }: NonNullable<HandedOff['once']>,
  escalationId: string,
): Promise<void> {
  if (await keepAnswered(tx.q, connectionId, key, { digest, escalationId })) return;
  const before = await findAnswered(tx.q, connectionId, key);
  if (before) repeated(digest, before);
}
