import type { EscalationStatus } from '../../src/contract/api';

/** What a list of escalations may be narrowed by; empty strings mean "any". */
export interface ListFilter {
  status?: EscalationStatus | 'waiting,claimed' | '';
  queue?: string;
  assignee?: string;
  colleague?: 'me';
  offered?: 'me';
  connection?: string;
  q?: string;
  from?: string;
  to?: string;
  order?: 'newest' | 'longest' | 'unanswered';
}

/** Every query key of the tab, spelled once. */
export const keys = {
  me: () => ['me'] as const,
  lists: () => ['escalations'] as const,
  list: (filter: ListFilter) => ['escalations', filter] as const,
  escalation: (id: string) => ['escalation', id] as const,
  transcript: (id: string) => ['transcript', id] as const,
  file: (path: string) => ['file', path] as const,
  events: (id: string) => ['events', id] as const,
  cannedReplies: () => ['canned-replies'] as const,
  queues: () => ['queues'] as const,
  agents: () => ['agents'] as const,
  connections: () => ['connections'] as const,
  connection: (id: string) => ['connections', id] as const,
  audit: (id: string) => ['connections', id, 'audit'] as const,
  rules: () => ['rules'] as const,
  ruleScope: () => ['rule-scope'] as const,
  ruleCheck: (condition: string) => ['rule-check', condition] as const,
  wrapUp: () => ['wrap-up'] as const,
  now: () => ['now'] as const,
  stats: () => ['stats'] as const,
};
