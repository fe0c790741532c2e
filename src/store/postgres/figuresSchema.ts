/** What figures are made of, as kysely sees it; part of `schema.ts`. */
import type { Generated, JSONColumnType } from 'kysely';
import type { ServiceTargets } from '../../contract/api';
import type { Cell } from '../../domain/figures/cells';
import type { ChatEnd } from '../../domain/figures/botChats';
import type { StoredFacts } from '../../domain/figures/stored';

type Json<T extends object> = JSONColumnType<T, string, string>;

export interface FigureTables {
  former_targets: { queue_id: string; until: Date; service_targets: Json<ServiceTargets> };
  figure_state: { one: boolean; watermark: string; definitions: number; chats_since: Generated<Date> };
  escalation_fact: {
    escalation_id: string;
    tenant_id: string;
    opened_at: Date;
    version: number;
    seq: number;
    facts: Json<StoredFacts>;
    marks: string[];
    phrase: number[];
    turn: Generated<string>;
  };
  fact_anew: { escalation_id: string };
  bot_chat: { conversation_id: string; from_seq: number; due_at: Date };
  bot_outcome: { conversation_id: string; seq: number; at: Date; outcome: ChatEnd; ends: boolean };
  bot_hour: {
    connection_id: string;
    hour: Date;
    escalated: Generated<number>;
    resolved: Generated<number>;
    gave_up: Generated<number>;
    unknown: Generated<number>;
    known: Generated<boolean>;
  };
  bot_day: {
    connection_id: string;
    day: Date;
    hours: number;
    escalated: string;
    resolved: string;
    gave_up: string;
    unknown: string;
  };
  figure_zone: { tenant_id: string; zone: string; asked_at: Date };
  figure_span: { tenant_id: string; zone: string; grain: 'day' | 'month'; day: string; due: boolean };
  figure_cell: {
    tenant_id: string;
    zone: string;
    grain: 'day' | 'month';
    kind: string;
    queue: string;
    day: string;
    value: string;
    cell: Json<Cell>;
  };
}
