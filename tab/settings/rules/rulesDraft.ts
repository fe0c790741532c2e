/** Editing an ordered list of rules, and telling two of them apart. Pure. */
import type { Rule } from '../../../src/contract/api';
import { rulesWords } from '../../words/settings/rules';

/** Whether the list can be moved that way, and the list after it. */
export function moved(rules: readonly Rule[], id: string, by: -1 | 1): Rule[] | null {
  const from = rules.findIndex((rule) => rule.id === id);
  const to = from + by;
  const [one, other] = [rules[from], rules[to]];
  if (!one || !other) return null;
  return rules.map((rule, at) => (at === from ? other : at === to ? one : rule));
}

/** Puts a rule in its place, or at the end when it is new. */
export function put(rules: readonly Rule[], rule: Rule): Rule[] {
  return rules.some(({ id }) => id === rule.id)
    ? rules.map((each) => (each.id === rule.id ? rule : each))
    : [...rules, rule];
}

/** "Added: “VIP” · Changed: “Billing”" – what somebody did between two versions; null when nothing. */
export function differenceWords(before: readonly Rule[], after: readonly Rule[]): string | null {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const kept = new Set(after.map(({ id }) => id));
  const { added, removed, changed, changedOrder } = rulesWords;
  const said = [
    [added, after.filter(({ id }) => !old.has(id))],
    [removed, before.filter(({ id }) => !kept.has(id))],
    [changed, after.filter((rule) => old.has(rule.id) && JSON.stringify(old.get(rule.id)) !== JSON.stringify(rule))],
  ] as const;
  const parts = said.flatMap(([words, rules]) =>
    rules.length > 0 ? [words({ rules: rules.map(({ name }) => rulesWords.quoted({ name })) })] : [],
  );
  const order = (rules: readonly Rule[]) => rules.filter(({ id }) => kept.has(id) && old.has(id)).map(({ id }) => id);
  if (order(before).join() !== order(after).join()) parts.push(changedOrder);
  return parts.join(' · ') || null;
}

/** Mistakes the desk found, by the place of their rule in the list. */
export function mistakesByRule(fields: readonly { path: string; message: string }[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const { path, message } of fields) {
    const at = /^rules\.(\d+)\b/.exec(path)?.[1];
    if (at !== undefined && !found.has(Number(at))) found.set(Number(at), message);
  }
  return found;
}

/** Before, at and after a mistake; one at the end marks the place behind it. */
export function splitAt(condition: string, { position, length }: { position: number; length: number }) {
  const end = Math.min(condition.length, position + Math.max(1, length));
  return {
    before: condition.slice(0, position),
    at: condition.slice(position, end) || ' ',
    after: condition.slice(end),
  };
}
