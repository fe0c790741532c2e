/**
 * Customers of agents in Teams who write to the desk's bot after their request has ended: there is no bot behind that
 * chat to answer them, so they are told, and may ask for a person again.
 */
import { ASKED_AGAIN } from '../cards/words/agent/notes';
import type { Actor } from '../domain/escalation';
import type { CustomerMessage } from '../domain/message';
import type { Escalations } from '../escalation/escalations';
import { fetchFiles, receive } from '../escalation/files';
import { findConnection, lockConnectionShared } from '../store/connections';
import { lockConversation } from '../store/conversations';
import { lastEndedIn } from '../store/escalation/ending';
import { findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { takeKey } from '../store/inbox';
import { appendMessage } from '../store/messages';
import { lastServedIn, servedConversation } from '../store/personChats';
import type { Db } from '../store/postgres/db';
import { wordsIn } from './customerWords';

/** What they are told of the request that has ended. */
export interface Ended {
  escalationId: string;
  number: number;
  agentName: string;
  mayAskAgain: boolean;
}

export class Returning {
  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
  ) {}

  /** Keeps the words for whoever serves them next; null for a chat in which nobody was ever served. */
  async wrote(m: CustomerMessage): Promise<Ended | 'duplicate' | null> {
    return this.db.transaction(async (tx) => {
      const found = await lastServedIn(tx.q, m.address.conversationId);
      const conversation = found && (await lockConversation(tx.q, found.id));
      const ended = conversation && (await lastEndedIn(tx.q, conversation.id));
      if (!conversation || !ended) return null;
      if (!(await takeKey(tx.q, m.key))) return 'duplicate';
      const received = receive(m.attachments);
      const message = await appendMessage(tx.q, {
        conversationId: conversation.id,
        escalationId: null,
        author: { kind: 'customer', id: conversation.customer_id, name: conversation.customer_name },
        ...(await wordsIn(tx, conversation, m)),
        attachments: received.attachments,
        externalId: m.externalId,
        editedAt: m.editedAt ?? null,
        sentAt: m.sentAt,
      });
      await fetchFiles(tx, conversation.tenant_id, message, received);
      const connection = await findConnection(tx.q, conversation.connection_id);
      const { id: escalationId, number } = ended;
      const mayAskAgain = connection?.state === 'live';
      return { escalationId, number, agentName: conversation.connectionName, mayAskAgain };
    });
  }

  /** A press on that card: a new request, which points to the one that has ended. */
  async askedAgain(asked: {
    key: string;
    conversationId: string;
    personIds: readonly string[];
    escalationId: string;
  }): Promise<'opened' | 'open' | 'closed' | 'duplicate' | 'foreign'> {
    return this.db.transaction(async (tx) => {
      const found = await servedConversation(tx.q, asked.conversationId, asked.escalationId);
      if (!found || !asked.personIds.includes(found.customer_id)) return 'foreign';
      const connection = await lockConnectionShared(tx.q, found.connection_id);
      const conversation = await lockConversation(tx.q, found.id);
      const before = await findEscalation(tx.q, asked.escalationId);
      if (!conversation || !connection || !before) return 'foreign';
      if (!(await takeKey(tx.q, asked.key))) return 'duplicate';
      if (await openEscalationOf(tx.q, conversation.id)) return 'open';
      if (connection.state !== 'live') return 'closed';
      const by: Actor = { kind: 'customer', id: conversation.customer_id, name: conversation.customer_name };
      const { topic, lastPhrase, agentMessage, language, variables } = before;
      const handoff = { topic, lastPhrase, agentMessage, language, variables, transcript: [], problems: [ASKED_AGAIN] };
      await this.escalations.open(tx, { connection, conversation, handoff, by });
      return 'opened';
    });
  }
}
