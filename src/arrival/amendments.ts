/** Agents' edits, deletions and reactions. */
import { AppError } from '../base/errors';
import type { Escalation, Identity } from '../domain/escalation';
import type { Message } from '../domain/message';
import type { Channels } from '../escalation/channels';
import { hintMessage } from '../escalation/consequences/hints';
import { lockBoth } from '../escalation/escalations';
import type { ConversationRow } from '../store/conversations';
import { messageBySeq } from '../store/messages';
import { rewrite, setReaction, takeBack } from '../store/ownMessages';
import type { Db, Tx } from '../store/postgres/db';
import { requireVoice } from './replies';

export class Amendments {
  /** @param now the desk's clock; tests have their own */
  constructor(
    private readonly db: Db,
    private readonly channels: Channels,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Only one's own words, and only while one has the chat; what they said before is kept for managers. */
  async edit(id: string, who: Identity, seq: number, text: string): Promise<Message> {
    return this.change(id, who, seq, async (tx, conversation, message) => {
      requireOwn(message, who);
      if (message.text === text) return message;
      const changed = await rewrite(tx.q, message.id, text, this.now());
      await this.tell(tx, conversation, message, 'edit', who);
      return changed;
    });
  }

  async remove(id: string, who: Identity, seq: number): Promise<Message> {
    return this.change(id, who, seq, async (tx, conversation, message) => {
      requireOwn(message, who);
      const gone = await takeBack(tx.q, message.id, this.now());
      await this.tell(tx, conversation, message, 'delete', who);
      return gone;
    });
  }

  async react(id: string, who: Identity, seq: number, type: string, isOn: boolean): Promise<Message> {
    return this.change(id, who, seq, async (tx, conversation, message) => {
      if (message.author.kind !== 'customer' || message.externalId === null) {
        throw new AppError('bad_request', 'Only a message the customer wrote in Teams takes a reaction.');
      }
      const by = { id: who.id, name: who.name };
      const reaction = { activityId: message.externalId, type, add: isOn, message: { id: message.id, by } };
      if (!(await this.channels.react(tx, conversation, reaction))) throw cannot('show a reaction');
      const at = this.now().toISOString();
      return setReaction(tx.q, message.id, { type, by: { kind: 'agent', ...by }, at }, isOn);
    });
  }

  private async tell(
    tx: Tx,
    conversation: ConversationRow,
    message: Message,
    how: 'edit' | 'delete',
    who: Identity,
  ): Promise<void> {
    const before = { text: message.text, editedAt: message.editedAt?.toISOString() ?? null };
    const amended = await this.channels.amend(tx, conversation, { messageId: message.id, how, by: who.name, before });
    if (!amended) throw cannot('change what was sent');
  }

  private async change(
    id: string,
    who: Identity,
    seq: number,
    work: (tx: Tx, conversation: ConversationRow, message: Message) => Promise<Message | null>,
  ): Promise<Message> {
    return this.db.transaction(async (tx) => {
      const { conversation, escalation } = await lockBoth(tx, id, who.tenantId);
      await requireVoice(tx, escalation, who);
      const changed = await work(tx, conversation, await this.messageOf(tx, escalation, conversation.id, seq));
      if (!changed) throw new AppError('not_found', 'There is no such message.');
      hintMessage(tx, escalation, seq);
      return changed;
    });
  }

  private async messageOf(tx: Tx, { id }: Escalation, conversationId: string, seq: number): Promise<Message> {
    const message = await messageBySeq(tx.q, conversationId, seq);
    if (message?.escalationId !== id || message.note || message.deletedAt) {
      throw new AppError('not_found', 'There is no such message.');
    }
    return message;
  }
}

function requireOwn({ author }: Message, who: Identity): void {
  if (author.kind !== 'agent' || author.id !== who.id) {
    throw new AppError('forbidden', 'Only whoever wrote a message may change it.');
  }
}

const cannot = (what: string) => new AppError('bad_request', `The customer’s own channel cannot ${what}.`);
