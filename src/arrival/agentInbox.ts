/** Arrivals from Copilot Studio agents in Teams, whose customers the desk meets in a chat of its own. */
import { visibleName } from '../base/names';
import { sentHereWords } from '../cards/words/customer/personChat';
import { unnamed } from '../cards/words/names';
import type { ConnectionState } from '../contract/api';
import { personLaneKey } from '../domain/lanes';
import type { OpenEscalation } from '../domain/escalation';
import type { PersonAddress } from '../domain/message';
import type { Escalations } from '../escalation/escalations';
import { lockConnectionShared } from '../store/connections';
import {
  type ConversationRow,
  lockPerson,
  lockPersonsConversation,
  rename,
  upsertConversation,
} from '../store/conversations';
import { findEscalation, openEscalationOf } from '../store/escalation/escalations';
import { unblockLane } from '../store/outbox/lanes';
import type { Db, Tx } from '../store/postgres/db';

/** Who an agent says its customer is. */
export interface AgentsCustomer {
  tenantId: string;
  /** The Entra object id, in lower case. */
  id: string;
  name: string | null;
  locale: string | null;
}

export interface AgentHandedOff {
  connectionId: string;
  person: AgentsCustomer;
  handoff: OpenEscalation;
}

export type AgentAccepted =
  | { ok: true; escalationId: string; number: number; conversationId: string; opened: boolean }
  /** The connection takes no handoffs in this state. */
  | { ok: false; state: ConnectionState };

export class AgentInbox {
  constructor(
    private readonly db: Db,
    private readonly escalations: Escalations,
    private readonly options: { deskAppId: string },
  ) {}

  /** Opens an escalation. Somebody has one open with a connection at most: asked again, it is the same. */
  async handedOff({ connectionId, person, handoff }: AgentHandedOff): Promise<AgentAccepted> {
    return this.db.transaction(async (tx) => {
      const connection = await lockConnectionShared(tx.q, connectionId);
      if (!connection) return { ok: false, state: 'removed' };
      // Two handoffs of one person come one after the other, although their conversation may not be there yet.
      await lockPerson(tx.q, connectionId, person.id);
      const known = await lockPersonsConversation(tx.q, connectionId, person.id);
      const open = known ? await openEscalationOf(tx.q, known.id) : null;
      if (!open && connection.state !== 'live') return { ok: false, state: connection.state };
      const conversation = known ? await this.seenAgain(tx, known, person) : await this.begun(tx, connectionId, person);
      await unblockLane(tx.q, conversation.lane);
      const hello = sentHereWords({ agentName: connection.name, problem: handoff.agentMessage });
      const { id, opened } = await this.escalations.open(tx, { connection, conversation, handoff, hello });
      const escalation = await findEscalation(tx.q, id);
      if (!escalation) throw new Error('The escalation is gone.');
      return { ok: true, escalationId: id, number: escalation.number, conversationId: conversation.id, opened };
    });
  }

  private async begun(tx: Tx, connectionId: string, person: AgentsCustomer): Promise<ConversationRow> {
    const { id: personId, tenantId, locale } = person;
    const address: PersonAddress = { channel: 'person', tenantId, personId, botId: `28:${this.options.deskAppId}` };
    return upsertConversation(tx.q, {
      tenantId,
      connectionId,
      externalId: `person:${personId}`,
      customer: { id: personId, name: visibleName(person.name) ?? unnamed.customer, locale },
      address,
      lane: personLaneKey({ connectionId, personId }),
    });
  }

  /** What the agent does not say this time is not forgotten. */
  private async seenAgain(tx: Tx, known: ConversationRow, person: AgentsCustomer): Promise<ConversationRow> {
    const name = visibleName(person.name) ?? known.customer_name;
    const locale = person.locale ?? known.customer_locale;
    await rename(tx.q, known.id, { name, locale });
    return { ...known, customer_name: name, customer_locale: locale };
  }
}
