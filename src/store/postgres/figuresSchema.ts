/** What figures are made of, as kysely sees it; part of `schema.ts`. */
import type { JSONColumnType } from 'kysely';
import type { ServiceTargets } from '../../contract/api';
import type { Cell } from '../../domain/figures/cells';
import type { StoredFacts } from '../../domain/figures/stored';

type Json<T extends object> = JSONColumnType<T, string, string>;

export interface FigureTables {
  former_targets: { queue_id: string; until: Date; service_targets: Json<ServiceTargets> };
  figure_state: { one: boolean; watermark: string; definitions: number };
  escalation_fact: {
    escalation_id: string;
    tenant_id: string;
    opened_at: Date;
    version: number;
    seq: number;
    facts: Json<StoredFacts>;
    marks: string[];
    phrase: number[];
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
