/** The names a condition may use, and what they stand for in one escalation. Pure. */
import type { Variable } from '../escalation';

/** What is known of every escalation. A variable of the same name is reached as `variables.name`. */
export const FIELDS = {
  topic: 'the bot’s topic that handed over',
  lastPhrase: 'what the customer said last to the bot',
  agentMessage: 'the bot’s private word to the agent',
  language: 'the customer’s language, such as en-US',
  connection: 'the name of the bot’s connection',
  'connection.name': 'the same',
  'connection.appId': 'the connection’s app ID',
  'connection.kind': 'copilotStudio, copilotStudioTeams, botFramework or rest',
  customer: 'the customer’s name',
  'customer.name': 'the same',
  'customer.id': 'the customer’s id in their channel',
} as const;

export type FieldName = keyof typeof FIELDS;

export interface Facts {
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  language: string | null;
  connection: { name: string; appId: string; kind: string };
  customer: { id: string; name: string };
  variables: readonly Variable[];
}

export interface Scope {
  field(name: string): string | null;
  /** Undefined when the bot captured nothing by that name. Like all names of the language, in any case of letters. */
  variable(name: string): Variable['value'] | undefined;
}

export function scopeOf(facts: Facts): Scope {
  const fields: Record<FieldName, string | null> = {
    topic: facts.topic,
    lastPhrase: facts.lastPhrase,
    agentMessage: facts.agentMessage,
    language: facts.language,
    connection: facts.connection.name,
    'connection.name': facts.connection.name,
    'connection.appId': facts.connection.appId,
    'connection.kind': facts.connection.kind,
    customer: facts.customer.name,
    'customer.name': facts.customer.name,
    'customer.id': facts.customer.id,
  };
  const exact = new Map(facts.variables.map(({ name, value }) => [name, value]));
  const byLowerCase = new Map(facts.variables.map(({ name, value }) => [name.toLowerCase(), value]));
  return {
    field: (name) => fields[name as FieldName] ?? null,
    variable: (name) => (exact.has(name) ? exact.get(name) : byLowerCase.get(name.toLowerCase())),
  };
}

export type Resolved = { of: 'field' | 'variable'; name: string; shown: string } | { refused: string };

const NAMES = Object.keys(FIELDS) as FieldName[];

/** What a name with its dots stands for. */
export function resolve(path: readonly string[]): Resolved {
  const written = path.join('.');
  const [root = '', ...rest] = path;
  if (root.toLowerCase() === 'variables') {
    const name = rest.join('.');
    return name === ''
      ? { refused: "Name the variable: variables.amount, or variables['Order number']." }
      : { of: 'variable', name, shown: name };
  }
  const field = NAMES.find((name) => name.toLowerCase() === written.toLowerCase());
  if (field) return { of: 'field', name: field, shown: field };
  const parts = NAMES.filter((name) => name.startsWith(`${root}.`)).map((name) => name.slice(root.length + 1));
  if (parts.length > 0) return { refused: `${root} has ${parts.join(', ')}; there is no “${rest.join('.')}”.` };
  return { of: 'variable', name: written, shown: written };
}
