/** A handoff an agent calls in: who it is about, whether somebody is there, the escalation, the chat. */
import { NOBODY_IN_TEAMS, UNKNOWN_PERSON, foreignTenantWords } from '../../cards/words/manager/agentCalls';
import {
  NOBODY_ASKED,
  NOT_FOUND_IN_TEAMS,
  NOT_LIVE_YET,
  NO_MORE_REQUESTS,
  askedWords,
  closedForNow,
} from '../../cards/words/customer/agents';
import type { AgentInbox } from '../../arrival/agentInbox';
import { AppError } from '../../base/errors';
import type { ConnectionHealth } from '../../connection/health';
import { AgentHandoff, type AgentAnswer } from '../../contract/agentCalls';
import { SYSTEM } from '../../domain/escalation';
import type { ChatOpening } from '../../domain/channel';
import type { Availabilities } from '../../escalation/availability';
import type { Escalations } from '../../escalation/escalations';
import type { ConnectionRow } from '../../store/connections';
import { findEscalation } from '../../store/escalation/escalations';
import { placeInQueue } from '../../store/escalation/queuePlaces';
import type { Db } from '../../store/postgres/db';
import { languageOf, textOf } from '../content/foreignJson';
import type { DeskParts } from '../wayIn';
import { readAgentHandoff } from './agentHandoff';

/** Of the five seconds an answer may take. */
const CHAT_MS = 3_000;

export interface HandOffOptions {
  db: Db;
  allowedTenants: readonly string[];
  inbox: AgentInbox;
  availabilities: Availabilities;
  escalations: Escalations;
  teams: Pick<DeskParts['teams'], 'openChat' | 'chatLink'>;
  health: ConnectionHealth;
}

/** Nobody was asked: what the agent says instead. */
export const nobody = (words: string): AgentAnswer => ({ number: 0, words, chatUrl: '' });

export class HandOff {
  constructor(private readonly options: HandOffOptions) {}

  /** @param body parsed JSON; throws a problem that names what is wrong with it */
  async take(connection: ConnectionRow, body: unknown): Promise<{ answer: AgentAnswer; opened: boolean }> {
    const { inbox, availabilities } = this.options;
    const asked = AgentHandoff.parse(body);
    const { customer } = asked;
    const tenantId = this.tenantOf(connection, asked);
    const name = textOf(customer.name, 200);
    const handoff = readAgentHandoff(asked, connection.name);
    const standing = await availabilities.of(connection, {
      ...handoff,
      customer: { id: customer.id, name: name ?? '' },
    });
    // Nobody is told in a chat of its own that nobody comes.
    if (standing.closed?.whenClosed === 'backToBot' && connection.state === 'live') {
      return { answer: nobody(closedForNow(standing.closed)), opened: false };
    }
    const accepted = await inbox.handedOff({
      connectionId: connection.id,
      person: { tenantId, id: customer.id, name, locale: languageOf(customer.locale) },
      handoff,
    });
    if (!accepted.ok) return { answer: nobody(NOT_TAKEN[accepted.state]), opened: false };
    const { escalationId, number, conversationId } = accepted;
    const chat = await this.openChat(conversationId);
    if (chat.state === 'unknown') return this.takenBack(connection, escalationId, tenantId);
    const row = await findEscalation(this.options.db.q, escalationId);
    const place = row?.status === 'waiting' ? await placeInQueue(this.options.db.q, row.queueId, escalationId) : 1;
    const words = askedWords({
      number,
      ahead: place - 1,
      agentName: row?.status === 'claimed' ? row.assigneeName : null,
      closed: standing.closed,
      nobodyThere: standing.nobodyThere,
      chat: chat.state,
    });
    const chatUrl = await this.options.teams.chatLink({ conversationId, personId: customer.id });
    return { answer: { number, words, chatUrl }, opened: accepted.opened };
  }

  /** The customer's, which is the agent's. */
  private tenantOf(connection: ConnectionRow, { agent }: AgentHandoff): string {
    const { allowedTenants, health } = this.options;
    const said = textOf(agent?.tenant, 100)?.trim().toLowerCase();
    const tenantId = said ?? connection.tenant_id;
    if (
      tenantId === connection.tenant_id.toLowerCase() ||
      allowedTenants.some((one) => one.toLowerCase() === tenantId)
    ) {
      return said ? tenantId : connection.tenant_id;
    }
    health.faulted(connection.id, foreignTenantWords(tenantId));
    throw new AppError('forbidden', 'This desk serves no people of that tenant. Its settings name those it does.');
  }

  private async openChat(conversationId: string): Promise<ChatOpening> {
    return this.options.teams.openChat(conversationId, AbortSignal.timeout(CHAT_MS));
  }

  /** Nothing stays half open. */
  private async takenBack(connection: ConnectionRow, escalationId: string, tenantId: string) {
    this.options.health.faulted(connection.id, UNKNOWN_PERSON);
    await this.options.escalations.abandon(escalationId, tenantId, SYSTEM, NOBODY_IN_TEAMS, true);
    return { answer: nobody(NOT_FOUND_IN_TEAMS), opened: false };
  }
}

const NOT_TAKEN = {
  draft: NOT_LIVE_YET,
  live: NOBODY_ASKED,
  paused: NO_MORE_REQUESTS,
  draining: NO_MORE_REQUESTS,
  removed: NO_MORE_REQUESTS,
} as const;
