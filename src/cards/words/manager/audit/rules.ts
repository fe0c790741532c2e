/** What the audit says of a change of the routing rules. Pure. */
import type { AuditChange, Rule } from '../../../../contract/api';
import { changesOf, listedNames } from './change';

export const ROUTING_RULES = 'Routing rules';

const PRIORITIES = ['normal', 'high', 'urgent'];

/** @param nameOf a queue's name by its id */
export function ruleChanges(
  before: readonly Rule[],
  after: readonly Rule[],
  nameOf: (id: string) => string | null,
): AuditChange[] {
  const [was, is] = [new Map(before.map((rule) => [rule.id, rule])), new Map(after.map((rule) => [rule.id, rule]))];
  const ids = [...new Set([...is.keys(), ...was.keys()])];
  const told = (rule: Rule | undefined) => rule && ruleWords(rule, nameOf);
  const order = (rules: readonly Rule[], others: ReadonlyMap<string, Rule>) =>
    listedNames(rules.filter(({ id }) => others.has(id)).map(({ id, name }) => is.get(id)?.name ?? name));
  return changesOf([
    ...ids.map(
      (id) => [`Rule “${(is.get(id) ?? was.get(id))?.name ?? id}”`, told(was.get(id)), told(is.get(id))] as const,
    ),
    ['Order', order(before, is), order(after, was)],
  ]);
}

function ruleWords(
  { name, condition, queueId, priority, requiredSkill, enabled }: Rule,
  nameOf: (id: string) => string | null,
) {
  const parts = [
    `“${name}”: if ${condition} then to ${nameOf(queueId) ?? 'a queue that was removed'}`,
    ...(priority > 0 ? [`priority ${PRIORITIES[priority] ?? priority}`] : []),
    ...(requiredSkill === null ? [] : [`needs ${requiredSkill}`]),
    ...(enabled ? [] : ['switched off']),
  ];
  return parts.join(', ');
}
