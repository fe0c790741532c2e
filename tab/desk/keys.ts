/** What a list of escalations may be narrowed by; empty strings mean "any". */
export interface ListFilter {
  status?: string;
  queue?: string;
  assignee?: string;
  colleague?: 'me';
  offered?: 'me';
  connection?: string;
  q?: string;
  from?: string;
  to?: string;
  outcome?: string;
  tag?: string;
  language?: string;
  variable?: string;
  value?: string;
  file?: string;
  delivery?: string;
  hold?: string;
  leftMessage?: string;
  overdue?: string;
  /** Seconds. */
  waited?: string;
  test?: string;
  /** What a figure counts, in which queue, of whom. */
  figure?: string;
  figureQueue?: string;
  figureAgent?: string;
  topic?: string;
  unnamed?: string;
  unlike?: string;
  hour?: string;
  hourZone?: string;
  order?: 'newest' | 'oldest' | 'waited' | 'longest' | 'unanswered';
}

/** Every query key of the tab, spelled once. */
export const keys = {
  me: () => ['me'] as const,
  lists: () => ['escalations'] as const,
  list: (filter: ListFilter) => ['escalations', filter] as const,
  count: (filter: ListFilter) => ['escalation-count', filter] as const,
  historyViews: () => ['history-views'] as const,
  escalation: (id: string) => ['escalation', id] as const,
  transcript: (id: string) => ['transcript', id] as const,
  /** How far one has read, as of when one last looked. */
  readMark: (id: string) => ['read-mark', id] as const,
  viewers: (id: string) => ['viewers', id] as const,
  allEarlier: () => ['earlier'] as const,
  earlier: (id: string) => ['earlier', id] as const,
  earlierWords: (id: string) => ['earlier-words', id] as const,
  customerWords: (id: string) => ['customer-words', id] as const,
  search: (id: string, words: string) => ['search', id, words] as const,
  file: (path: string) => ['file', path] as const,
  holdWords: (id: string) => ['hold-words', id] as const,
  events: (id: string) => ['events', id] as const,
  cannedReplies: () => ['canned-replies'] as const,
  queues: () => ['queues'] as const,
  agents: () => ['agents'] as const,
  connections: () => ['connections'] as const,
  connection: (id: string) => ['connections', id] as const,
  audit: (id: string) => ['connections', id, 'audit'] as const,
  agentFiles: (id: string) => ['agentFiles', id] as const,
  managers: () => ['managers'] as const,
  auditLogs: () => ['audit'] as const,
  auditLog: (filters: object) => ['audit', filters] as const,
  rules: () => ['rules'] as const,
  ruleScope: () => ['rule-scope'] as const,
  ruleCheck: (condition: string) => ['rule-check', condition] as const,
  graph: () => ['graph'] as const,
  retention: () => ['retention'] as const,
  retentionPreview: (days: number) => ['retention', days] as const,
  wrapUp: () => ['wrap-up'] as const,
  now: () => ['now'] as const,
  candidates: (id: string) => ['candidates', id] as const,
  agentTimes: (query: object) => ['figures', 'agent-times', query] as const,
  botFigures: (query: object) => ['figures', 'bots', query] as const,
  figures: (query: object) => ['figures', query] as const,
  failures: (query: object) => ['failures', query] as const,
  failureAnswers: (query: object) => ['failure-answers', query] as const,
  stats: () => ['stats'] as const,
};
