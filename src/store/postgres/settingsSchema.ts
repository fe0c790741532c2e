/** Tables of settings that are read and saved whole, one row a tenant, as kysely sees them. */
import type { JSONColumnType } from 'kysely';
import type { Choice, Rule } from '../../contract/api';

type Json<T extends object> = JSONColumnType<T, string, string>;

export interface SettingsTables {
  rule_set: Saved & { rules: Json<Rule[]> };
  wrap_up: Saved & { outcomes: Json<Choice[]>; tags: Json<Choice[]> };
}

interface Saved {
  tenant_id: string;
  version: number;
  changed_at: Date;
  changed_by_id: string;
  changed_by_name: string;
}
