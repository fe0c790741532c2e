/** What a save of routing rules changed, in one sentence for the audit. Pure. */
import type { Rule } from '../../contract/api';

const MOST = 1_000;

export function describeChange(before: readonly Rule[], after: readonly Rule[]): string {
  const old = new Map(before.map((rule) => [rule.id, rule]));
  const kept = new Set(after.map(({ id }) => id));
  const said = [
    ['Added', after.filter(({ id }) => !old.has(id))],
    ['Removed', before.filter(({ id }) => !kept.has(id))],
    ['Changed', after.filter((rule) => differs(old.get(rule.id), rule))],
  ] as const;
  const parts = said.flatMap(([verb, rules]) => (rules.length > 0 ? [`${verb} ${named(rules)}`] : []));
  if (orderOf(before, kept) !== orderOf(after, new Set(old.keys()))) parts.push('Changed the order');
  return (parts.join('. ') || 'Saved without a change').slice(0, MOST);
}

const named = (rules: readonly Rule[]): string => rules.map(({ name }) => `“${name}”`).join(', ');

const orderOf = (rules: readonly Rule[], among: ReadonlySet<string>): string =>
  rules
    .filter(({ id }) => among.has(id))
    .map(({ id }) => id)
    .join();

function differs(before: Rule | undefined, after: Rule): boolean {
  if (!before) return false;
  const keys = ['name', 'condition', 'queueId', 'priority', 'requiredSkill', 'enabled'] as const;
  return keys.some((key) => before[key] !== after[key]);
}
