/** What agents say: words for the customer, notes for each other. */
import type { NewMessage, NewNote } from '../contract/api';
import { AppError, badField } from '../base/errors';
import { cut } from '../base/storable';
import { lockBoth } from '../escalation/escalations';
import type { Holds } from '../escalation/holds';
import type { Actor, Escalation, Identity, Person } from '../domain/escalation';
import { manages } from '../domain/policy';
import { refusalError } from '../domain/refusals';
import { isOpen } from '../domain/transitions';
import { type ConversationRow, findConversation } from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { findEscalation } from '../store/escalation/escalations';
import { makeAnew } from '../store/figures/facts';
import { appendMessage, messageByClientId, messageBySeq, setDelivery } from '../store/messages';
import { hasRole } from '../store/escalation/people';
import { ownerSpoke } from '../escalation/turns';
import type { Channels } from '../escalation/channels';
import { hintMessage } from '../escalation/consequences/hints';
import type { Attachment, Message } from '../domain/message';
import { claimFiles, lockUnsent } from '../store/files';
import { type WordsChange, changeWords } from '../store/customerMessages';
import { type Mention, tellMentioned } from './mentions';

/** `isNew` is false when the same clientMessageId was said before. */
export interface Said {
  message: Message;
  isNew: boolean;
}

export class Replies {
  /** @param now the desk's clock; tests have their own */
  constructor(
    private readonly db: Db,
    private readonly channels: Channels,
    private readonly holds: Holds,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** To the customer; by the one who claimed, or a manager who joined. The one way from an agent to a customer. */
  async reply(id: string, who: Identity, reply: NewMessage): Promise<Said> {
    const { text, format = 'plain', clientMessageId, fileIds, quoteSeq } = reply;
    return this.once(id, who, clientMessageId, async (tx, conversation, escalation) => {
      await requireVoice(tx, escalation, who);
      if (escalation.onHoldSince !== null) await this.holds.end(tx, conversation, escalation, agent(who));
      ownerSpoke(tx, id, this.now());
      const files = await uploaded(tx, conversation, who, fileIds);
      const message = await this.channels.sayToCustomer(tx, conversation, {
        escalationId: id,
        author: agent(who),
        text,
        format,
        attachments: files.attachments,
        ...(quoteSeq !== undefined && { extras: { quote: await quoted(tx, conversation, quoteSeq) } }),
        clientMessageId,
        sentAt: this.now(),
      });
      await files.goWith(message);
      return message;
    });
  }

  /** For agents' eyes: kept in the transcript, with nothing that could be delivered. */
  async note(
    id: string,
    who: Identity,
    { text, format = 'plain', clientMessageId, whisper, fileIds }: NewNote,
    mentions: readonly Mention[] = [],
  ): Promise<Said> {
    return this.once(id, who, clientMessageId, async (tx, conversation, escalation) => {
      requireOpen(escalation);
      const whisperTo = whisper ? listenerOf(escalation, who) : null;
      // A whisper is for one pair of eyes, whomever it names.
      if (!whisperTo) await tellMentioned(tx, escalation, who, text, mentions);
      const files = await uploaded(tx, conversation, who, fileIds);
      const note = await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: id,
        author: { kind: 'agent', id: who.id, name: who.name },
        note: true,
        whisperTo,
        text,
        format,
        attachments: files.attachments,
        clientMessageId,
        sentAt: this.now(),
      });
      await files.goWith(note);
      return note;
    });
  }

  /** A note follows the reply it was kept from; false when there is no such note of theirs. */
  async changeNote(
    id: string,
    who: Identity,
    { clientMessageId, change }: { clientMessageId: string; change: WordsChange },
  ): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const { escalation } = await lockBoth(tx, id, who.tenantId);
      const note = await messageByClientId(tx.q, id, clientMessageId);
      if (!note?.note || note.author.id !== who.id) return false;
      await changeWords(tx.q, note.id, change, this.now());
      hintMessage(tx, escalation, note.seq);
      return true;
    });
  }

  /** Sends a failed message once more, behind whatever was said since. */
  async retry(id: string, who: Identity, seq: number): Promise<Message> {
    return this.db.transaction(async (tx) => {
      const { conversation, escalation } = await lockBoth(tx, id, who.tenantId);
      requireOwner(escalation, who);
      const message = await messageBySeq(tx.q, conversation.id, seq);
      if (message?.escalationId !== id) throw new AppError('not_found', 'There is no such message.');
      if (message.delivery?.state !== 'failed') return message;
      const again = await setDelivery(tx.q, message.id, { state: 'sending', reason: null });
      if (!again) return message;
      tx.later(makeAnew(tx.q, id));
      await this.channels.sendOff(tx, conversation, message);
      hintMessage(tx, escalation, seq);
      return again;
    });
  }

  /** The chat in which the customer may see that the owner is writing; null when it has none or is not theirs. */
  async typing(id: string, who: Identity): Promise<ConversationRow | null> {
    const escalation = await findEscalation(this.db.q, id);
    if (escalation?.tenantId !== who.tenantId || escalation.assigneeId !== who.id) return null;
    return findConversation(this.db.q, escalation.conversationId);
  }

  private async once(
    id: string,
    who: Identity,
    clientMessageId: string,
    say: (tx: Tx, conversation: ConversationRow, escalation: Escalation) => Promise<Message>,
  ): Promise<Said> {
    return this.db.transaction(async (tx) => {
      const [{ conversation, escalation }, said] = await Promise.all([
        lockBoth(tx, id, who.tenantId),
        messageByClientId(tx.q, id, clientMessageId),
      ]);
      if (said) {
        if (said.author.id !== who.id) throw new AppError('already_exists', 'This message id is taken.');
        return { message: said, isNew: false };
      }
      const message = await say(tx, conversation, escalation);
      hintMessage(tx, escalation, message.seq);
      return { message, isNew: true };
    });
  }
}

const agent = ({ id, name }: Identity): Actor => ({ kind: 'agent', id, name });

/** Files the person has uploaded for this conversation and not sent yet, as attachments of what they say now. */
async function uploaded(tx: Tx, { id: conversationId }: ConversationRow, who: Identity, fileIds: string[] = []) {
  const ids = [...new Set(fileIds)];
  const found = await lockUnsent(tx.q, { ids, conversationId, ownerId: who.id });
  const attachments = ids.flatMap((id): Attachment[] => {
    const file = found.find((one) => one.id === id);
    return file ? [{ contentType: file.contentType, name: file.name, url: null, fileId: id }] : [];
  });
  if (attachments.length < ids.length) {
    throw badField('fileIds', 'One of the files is not here any more, or was sent before. Upload it again.');
  }
  return { attachments, goWith: (message: Message) => claimFiles(tx.q, ids, message.id) };
}

const QUOTED = 300;

/** A customer's own words, beside the answer to them. */
async function quoted(tx: Tx, { id }: ConversationRow, seq: number) {
  const message = await messageBySeq(tx.q, id, seq);
  if (message?.author.kind !== 'customer' || message.deletedAt) {
    throw badField('quoteSeq', 'Only a message of the customer can be quoted, and this one is none or is gone.');
  }
  // A picture alone has no words, but a name.
  const names = message.attachments.map(({ name, contentType }) => `[${name ?? contentType}]`).join(' ');
  return { messageId: message.id, seq, author: message.author.name, text: cut(message.text || names, QUOTED) };
}

function requireOpen({ status }: Escalation): void {
  if (!isOpen(status)) throw refusalError({ code: 'closed', status: status });
}

/** Managers whisper, and only to somebody. */
function listenerOf({ assigneeId, assigneeName, queueId }: Escalation, who: Identity): Person {
  if (!manages(who, queueId)) throw refusalError({ code: 'managers_only' });
  if (assigneeId === null) throw refusalError({ code: 'not_claimed' });
  return { id: assigneeId, name: assigneeName ?? '' };
}

export async function requireVoice(tx: Tx, escalation: Escalation, who: Identity): Promise<void> {
  requireOpen(escalation);
  const isOthers = escalation.status === 'claimed' && escalation.assigneeId !== who.id;
  if (isOthers && (await hasRole(tx.q, escalation.id, who.id, 'joined'))) return;
  requireOwner(escalation, who);
}

function requireOwner(escalation: Escalation, who: Identity): void {
  requireOpen(escalation);
  if (escalation.assigneeId === null) throw refusalError({ code: 'not_claimed' });
  if (escalation.assigneeId !== who.id) {
    const by = { id: escalation.assigneeId, name: escalation.assigneeName ?? 'another agent' };
    throw refusalError({ code: 'not_yours', by });
  }
}
