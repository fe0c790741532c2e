/** Which queue an escalation waits in, how urgently, and why. Pure. */
import type { Rule } from '../../contract/api';
import type { Condition } from './condition';
import { evaluateCondition } from './evaluate';
import { explain } from './explain';
import { parseCondition } from './parse';
import type { Scope } from './scope';

/** A rule with its condition read; null when it no longer can be. */
export interface ReadRule extends Rule {
  read: Condition | null;
}

/** A rule that could have decided and did not, and why. */
export interface PassedOver {
  ruleId: string;
  rule: string;
  why: string;
}

export interface QueueChoice {
  queueId: string;
  /** Kept with the escalation and shown to people. */
  reason: string;
  /** The rule that decided; null when none did. */
  rule: Pick<Rule, 'id' | 'name'> | null;
  priority: number;
  requiredSkill: string | null;
  passedOver: PassedOver[];
}

export function readRules(rules: readonly Rule[]): ReadRule[] {
  return rules.map((rule) => {
    const parsed = parseCondition(rule.condition);
    return { ...rule, read: parsed.ok ? parsed.condition : null };
  });
}

/** The first rule that holds decides; else the bot's own queue; else the default. */
export function chooseQueue(options: {
  rules: readonly ReadRule[];
  scope: Scope;
  /** Names of the queues there are. */
  queues: ReadonlyMap<string, string>;
  connectionName: string;
  /** The connection's default queue, when it has one that still exists. */
  connectionQueue: { id: string; name: string } | null;
  defaultQueue: { id: string; name: string };
}): QueueChoice {
  const passedOver: PassedOver[] = [];
  const passOver = (rule: Rule, why: string): void => {
    passedOver.push({ ruleId: rule.id, rule: rule.name, why });
  };
  for (const rule of options.rules) {
    if (!rule.enabled) continue;
    if (!rule.read) {
      passOver(rule, 'its condition cannot be read');
      continue;
    }
    const result = evaluateCondition(rule.read, options.scope);
    if (!result.ok) passOver(rule, result.why);
    if (!result.ok || !result.value) continue;
    const queue = options.queues.get(rule.queueId);
    if (queue === undefined) {
      passOver(rule, 'its queue was deleted');
      continue;
    }
    const { id, name, priority, requiredSkill } = rule;
    const because = explain(rule.read, options.scope) ?? `the rule “${name}” takes everything that reaches it`;
    return {
      queueId: rule.queueId,
      reason: `${queue}, because ${because}`,
      rule: { id, name },
      priority,
      requiredSkill,
      passedOver,
    };
  }
  const [queue, which] = options.connectionQueue
    ? [options.connectionQueue, `queue of ${options.connectionName}`]
    : [options.defaultQueue, 'default queue'];
  return {
    queueId: queue.id,
    reason: `${queue.name} (${which})`,
    rule: null,
    priority: 0,
    requiredSkill: null,
    passedOver,
  };
}
