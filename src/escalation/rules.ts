/** Routing rules as managers edit them: checked, saved whole, and told when somebody was faster. */
import { randomUUID } from 'node:crypto';
import { ROUTING_RULES, ruleChanges } from '../cards/words/manager/audit/rules';
import { RULE_QUEUE_DELETED } from '../cards/words/manager/rules';
import type { Rule, RuleDraft, RuleSet } from '../contract/api';
import { AppError } from '../base/errors';
import { appendAudit } from './audit/append';
import type { Db, Reader } from '../store/postgres/db';
import { queueNames } from '../store/queues';
import { findRuleSet, saveRuleSet } from '../store/ruleSets';
import type { Mistake } from '../domain/routing/condition';
import { parseCondition } from '../domain/routing/parse';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';
import type { ReadRule } from '../domain/routing/routing';
import { describeChange } from '../domain/routing/ruleChange';
import { unnamed } from '../cards/words/names';

/** As the contract's schema leaves it. */
export type Draft = Required<Omit<RuleDraft, 'id'>> & Pick<RuleDraft, 'id'>;

export class Rules {
  constructor(private readonly db: Db) {}

  async all(who: Identity): Promise<RuleSet> {
    return present(await findRuleSet(this.db.q, who.tenantId));
  }

  async save(who: Identity, change: { version: number; rules: Draft[] }): Promise<RuleSet> {
    requireManager(who, 'change routing rules');
    const rules = numbered(change.rules);
    return this.db.transaction(async (tx) => {
      await readOrRefuse(tx.q, who, rules);
      const before = await findRuleSet(tx.q, who.tenantId);
      const by = { id: who.id, name: who.name };
      const saved = await saveRuleSet(tx.q, { ...change, tenantId: who.tenantId, rules, by, now: new Date() });
      if (!saved) throw changedMeanwhile(await findRuleSet(tx.q, who.tenantId));
      const names = await queueNames(tx.q, who.tenantId);
      await appendAudit(tx.q, {
        tenantId: who.tenantId,
        actor: by,
        subject: { kind: 'rules', id: who.tenantId, name: ROUTING_RULES },
        verb: 'changed',
        summary: describeChange(before?.rules ?? [], rules),
        changes: ruleChanges(before?.rules ?? [], rules, (id) => names.get(id) ?? null),
      });
      return present(await findRuleSet(tx.q, who.tenantId));
    });
  }
}

/** New rules get their ids here; an id sent twice would make two rules one. */
export function numbered(drafts: readonly Draft[]): Rule[] {
  const taken = new Set<string>();
  return drafts.map((draft) => {
    const id = draft.id !== undefined && !taken.has(draft.id) ? draft.id : randomUUID();
    taken.add(id);
    return { ...draft, id };
  });
}

/** The rules, read; or all their mistakes at once, each with the rule's name and the place in its condition. */
export async function readOrRefuse(q: Reader, who: Identity, rules: readonly Rule[]): Promise<ReadRule[]> {
  const queues = await queueNames(q, who.tenantId);
  const parsed = rules.map((rule) => parseCondition(rule.condition));
  const errors = rules.flatMap((rule, at) => {
    const reading = parsed[at];
    return [
      ...(reading?.ok === false
        ? [{ path: `rules.${at}.condition`, name: rule.name, ...messageOf(reading.mistake) }]
        : []),
      // One that is switched off may wait for its queue.
      ...(queues.has(rule.queueId) || !rule.enabled
        ? []
        : [{ path: `rules.${at}.queueId`, name: rule.name, message: RULE_QUEUE_DELETED }]),
    ];
  });
  const [first] = errors;
  if (!first) return rules.map((rule, at) => ({ ...rule, read: parsed[at]?.ok ? parsed[at].condition : null }));
  const where = 'position' in first ? `, at character ${first.position + 1}` : '';
  const more = errors.length > 1 ? ` (${errors.length - 1} more)` : '';
  throw new AppError('bad_request', `Rule “${first.name}”${where}: ${first.message}${more}`, {
    errors: errors.map(({ name: _, ...error }) => error),
  });
}

const messageOf = ({ position, length, reason }: Mistake) => ({ message: reason, position, length });

function changedMeanwhile(now: { changedBy: { id: string; name: string }; changedAt: Date } | null): AppError {
  const { changedBy, changedAt } = now ?? {};
  return new AppError(
    'changed_meanwhile',
    `${changedBy?.name ?? unnamed.person} saved these rules after you opened them. Yours are not saved yet.`,
    { ...(changedBy && { changedBy }), ...(changedAt && { changedAt: changedAt.toISOString() }) },
  );
}

function present(stored: Awaited<ReturnType<typeof findRuleSet>>): RuleSet {
  if (!stored) return { version: 0, rules: [], changedAt: null, changedBy: null };
  const { version, rules, changedAt, changedBy } = stored;
  return { version, rules, changedAt: changedAt.toISOString(), changedBy };
}
