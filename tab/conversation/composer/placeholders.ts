/** Placeholders of canned replies: what the chat knows is filled in, the rest is left to whoever writes. Pure. */
import type { Variable } from '../../../src/contract/api';

const PLACEHOLDER = /\{([^{}\n]{1,60})\}/g;
/** Meant as placeholders wherever they come from. */
const KNOWN = ['{customer.name}', '{agent.name}', '{number}'];

export interface Facts {
  customer: string;
  agent: string;
  number: number;
  variables: readonly Variable[];
}

/** A value is put in as it is, and never looked through for placeholders again. */
export function fillIn(text: string, facts: Facts): { text: string; fields: string[] } {
  const fields: string[] = [];
  const filled = text.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = valueOf(name.trim(), facts);
    if (value !== null) return value;
    fields.push(placeholder);
    return placeholder;
  });
  return { text: filled, fields };
}

function valueOf(name: string, { customer, agent, number, variables }: Facts): string | null {
  const wanted = name.toLowerCase();
  if (wanted === 'customer.name') return customer;
  if (wanted === 'agent.name') return agent;
  if (wanted === 'number') return String(number);
  const known = variables.find((variable) => variable.name.toLowerCase() === wanted)?.value ?? null;
  const words = known === null ? '' : String(known).trim();
  return words === '' ? null : words;
}

/** The first place that is still to be filled in; braces of one's own are words. */
export function unfilled(text: string, fields: readonly string[]): { name: string; start: number; end: number } | null {
  const places = [...new Set([...fields, ...KNOWN])].flatMap((placeholder) => {
    const start = text.indexOf(placeholder);
    return start === -1 ? [] : [{ name: placeholder.slice(1, -1), start, end: start + placeholder.length }];
  });
  return places.sort((one, other) => one.start - other.start)[0] ?? null;
}
