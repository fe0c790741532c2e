/** Tables of settings that are read and saved whole, one row a tenant, as kysely sees them. */
import type { ColumnType, JSONColumnType } from 'kysely';
import type { AddApp, Choice, FiguresShownTo, FollowPresence, Rule, TellBy } from '../../contract/api';

type Json<T extends object> = JSONColumnType<T, string, string>;

export interface SettingsTables {
  rule_set: Saved & { rules: Json<Rule[]> };
  wrap_up: Saved & { outcomes: Json<Choice[]>; tags: Json<Choice[]> };
  graph_setting: Omit<Saved, 'version'> & {
    tell_by: Defaulted<TellBy>;
    follow_presence: Defaulted<FollowPresence>;
    add_app: Defaulted<AddApp>;
    presence_due_at: Defaulted<Date>;
  };
  agent_figures: Omit<Saved, 'version'> & { shown_to: FiguresShownTo };
  manager_bound: {
    tenant_id: string;
    agent_id: string;
    queue_ids: string[] | null;
    version: Defaulted<number>;
    changed_at: Defaulted<Date>;
    changed_by_name: string;
  };
  graph_use: {
    tenant_id: string;
    use: 'feed' | 'presence' | 'install';
    worked_at: Date | null;
    failed_at: Date | null;
    fault: 'notSetUp' | 'signIn' | 'forbidden' | 'refused' | 'busy' | 'broken' | null;
    reason: string | null;
  };
}

type Defaulted<T> = ColumnType<T, T | undefined, T>;

interface Saved {
  tenant_id: string;
  version: number;
  changed_at: Date;
  changed_by_id: string;
  changed_by_name: string;
}
