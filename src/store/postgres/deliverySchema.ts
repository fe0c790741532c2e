/** The tables of inbox and outbox as kysely sees them. */
import type { ColumnType, Generated } from 'kysely';

export type DefaultedJson<T> = ColumnType<T, string | undefined, string>;
export type Time = ColumnType<Date, Date | undefined, Date>;

export interface DeliveryTables {
  inbox: { key: string; received_at: Time };
  idempotency: { connection_id: string; key: string; digest: Buffer; escalation_id: string; created_at: Time };
  lane: {
    key: string;
    priority: Generated<number>;
    rate_key: string | null;
    tenant_key: string | null;
    app_key: string | null;
    pending: Generated<number>;
    next_at: Time;
    owner: number | null;
    lease_until: Time;
    blocked: string | null;
  };
  outbox: {
    id: Generated<string>;
    lane: string;
    kind: string;
    payload: ColumnType<Record<string, unknown>, string, string>;
    cost: Generated<number>;
    attempts: Generated<number>;
    ambiguous: Generated<number>;
    refused: Generated<number>;
    last_error: string | null;
    created_at: Time;
  };
  rate_budget: {
    key: string;
    recent: number[];
    minutes: DefaultedJson<Record<string, number>>;
    paused_until: Date | null;
  };
}
