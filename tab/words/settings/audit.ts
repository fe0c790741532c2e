/** Settings: who changed, saw and took what. */
import type { AuditKind, AuditSubject } from '../../../src/contract/api';
import { plural } from '../language';

const kinds: Record<AuditKind, string> = {
  setting: 'Settings changed',
  access: 'Chats of others opened',
  export: 'Exports',
  erasure: 'Erasures',
  signIn: 'Sign-ins refused',
};

/** What opens it; null: there is nothing to open. */
const opens: Record<AuditSubject, ((of: { name: string }) => string) | null> = {
  escalation: ({ name }) => `Open chat ${name}`,
  export: ({ name }) => `Open chat ${name}`,
  queue: () => 'Go to queues',
  rules: () => 'Go to routing rules',
  wrapUp: () => 'Go to outcomes and tags',
  graph: () => 'Go to Teams notifications',
  connection: () => 'Go to connections',
  cannedReply: () => 'Go to canned replies',
  agent: () => 'Go to agents',
  agentFigures: () => 'Go to figures of agents',
  manager: () => 'Go to managers',
  customer: null,
  retention: () => 'Go to how long words are kept',
  historyView: null,
  survey: () => 'Go to queues',
  signIn: null,
};

export const auditWords = {
  title: 'Audit',
  lead: 'Who changed settings, opened chats of others and took data along. It is only added to, and has no secrets; customers are named only where all about them was exported, until they are erased.',
  loading: 'Loading the audit',
  failed: 'The audit did not load',
  nothing: 'Nothing yet',
  nothingFound: 'No entry matches',
  filter: 'Filter the audit',
  search: 'Search',
  searchHint: 'Words, a name, #1042',
  kind: 'Kind',
  anyKind: 'Any kind',
  kinds,
  who: 'Who',
  anybody: 'Anybody',
  me: 'Me',
  from: 'From',
  to: 'To',
  clear: 'Clear filters',
  entries: 'Entries of the audit',
  earlier: 'Show earlier entries',
  before: 'Before: ',
  after: 'After: ',
  nothingThere: 'nothing',
  opens,
  download: 'Download',
  forms: { csv: 'For spreadsheets (CSV)', jsonl: 'For programs (JSON lines)' },
  downloading: 'Downloading…',
  downloadFailed: ({ why }: { why: string }) => `The audit was not downloaded. ${why}`,
  unwritten: ({ count, since }: { count: number; since: string }) =>
    plural(count, {
      one: `${count} entry has not been written since ${since}: the database does not take it. It is kept and tried again.`,
      other: `${count} entries have not been written since ${since}: the database does not take them. They are kept and tried again.`,
    }),
};
