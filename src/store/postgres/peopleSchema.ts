/** Teams, agents and how both they and queues were, and whom links to chats are for, as kysely sees it; part of `schema.ts`. */
import type { ColumnType, Generated } from 'kysely';
import type { AgentStateKind, Presence, TeamsReason } from '../../contract/api';
import type { DefaultedJson, Time } from './deliverySchema';

export interface PeopleTables {
  team: {
    id: string;
    tenant_id: string;
    bot_app_id: string;
    name: string;
    service_url: string;
    installed: Generated<boolean>;
    channels: DefaultedJson<{ id: string; name: string }[]>;
    roster_at: Date | null;
    welcomed_at: Date | null;
    created_at: Time;
  };
  team_member: { team_id: string; user_id: string; teams_user_id: string; name: string; upn: string | null };
  agent: {
    tenant_id: string;
    id: string;
    name: string;
    upn: string | null;
    manager: Generated<boolean>;
    seen_at: Time;
    presence: ColumnType<Presence, Presence | undefined, Presence>;
    /** When a tab of theirs was last open. */
    presence_at: Date | null;
    there_until: Date | null;
    takes_offers: boolean | null;
    said_at: Date | null;
    asked_at: Date | null;
    skills: Generated<string[]>;
    capacity: number | null;
    looking_until: Date | null;
    state: AgentStateKind | null;
    state_since: Date | null;
    set_by: string | null;
    set_reason: string | null;
    set_at: Date | null;
    teams_presence: 'busy' | 'away' | null;
    teams_reason: TeamsReason | null;
    teams_since: Date | null;
    teams_until: Date | null;
    figures_read_at: Date | null;
  };
  chat_token: {
    hash: Buffer;
    conversation_id: string;
    tenant_id: string;
    person_id: string;
    until: Date;
    used_at: Date | null;
  };
  agent_state: {
    id: Generated<string>;
    tenant_id: string;
    agent_id: string;
    at: Date;
    state: AgentStateKind;
    by_name: string | null;
    reason: string | null;
  };
  queue_sample: {
    queue_id: string;
    at: Date;
    waiting: number;
    claimed: number;
    available: number;
    longest_wait: number | null;
  };
}
