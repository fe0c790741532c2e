/** Where the newest escalations would have gone under edited rules, against where they went. Changes nothing. */
import { setImmediate } from 'node:timers/promises';
import type { DryRunResult } from '../contract/api';
import type { Db } from '../store/postgres/db';
import { defaultQueue, queueNames } from '../store/queues';
import { type RoutedEscalation, newestRouted } from '../store/ruleSets';
import { scopeOf } from '../domain/routing/scope';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';
import { type QueueChoice, type ReadRule, chooseQueue } from '../domain/routing/routing';
import { type Draft, numbered, readOrRefuse } from './rules';

/** Time limit of one dry run: far more than 500 escalations and a hundred rules need. */
const MOST_MS = 2_000;
const TURN_MS = 10;
const MOST_CHANGES = 100;

type Change = DryRunResult['changes'][number];

export class DryRuns {
  constructor(private readonly db: Db) {}

  async run(who: Identity, options: { rules: Draft[]; last: number }): Promise<DryRunResult> {
    requireManager(who, 'change routing rules');
    const { q } = this.db;
    const rules = await readOrRefuse(q, who, numbered(options.rules));
    const queues = await queueNames(q, who.tenantId);
    const fallback = await defaultQueue(q, who.tenantId);
    const escalations = await newestRouted(q, who.tenantId, options.last);
    const tally = new Tally(rules);
    const began = Date.now();
    let turn = began;
    for (const escalation of escalations) {
      if (Date.now() - began > MOST_MS) break;
      if (Date.now() - turn > TURN_MS) {
        await setImmediate();
        turn = Date.now();
      }
      const choice = chooseQueue({
        rules,
        scope: scopeOf(escalation.facts),
        queues,
        connectionName: escalation.facts.connection.name,
        connectionQueue: named(queues, escalation.connectionQueueId),
        defaultQueue: fallback ?? escalation.went.queue,
      });
      tally.add(escalation, choice, queues.get(choice.queueId) ?? escalation.went.queue.name);
    }
    return tally.result(escalations.length);
  }
}

function named(queues: ReadonlyMap<string, string>, id: string | null): { id: string; name: string } | null {
  const name = id === null ? undefined : queues.get(id);
  return id !== null && name !== undefined ? { id, name } : null;
}

class Tally {
  private tried = 0;
  private changed = 0;
  private readonly changes: Change[] = [];
  private readonly queues = new Map<string, { id: string; name: string; went: number; wouldGo: number }>();
  private readonly rules: { id: string; chosen: number; passedOver: number; why: string | null; unseen: Set<string> }[];

  constructor(rules: readonly ReadRule[]) {
    this.rules = rules.map(({ id, read }) => ({
      id,
      chosen: 0,
      passedOver: 0,
      why: null,
      unseen: new Set(read?.variables),
    }));
  }

  add(escalation: RoutedEscalation, choice: QueueChoice, queueName: string): void {
    this.tried += 1;
    this.queue(escalation.went.queue).went += 1;
    this.queue({ id: choice.queueId, name: queueName }).wouldGo += 1;
    const scope = scopeOf(escalation.facts);
    for (const rule of this.rules) {
      if (rule.id === choice.rule?.id) rule.chosen += 1;
      for (const name of rule.unseen) if (scope.variable(name) !== undefined) rule.unseen.delete(name);
    }
    for (const { ruleId, why } of choice.passedOver) {
      const rule = this.rules.find(({ id }) => id === ruleId);
      if (!rule) continue;
      rule.passedOver += 1;
      rule.why ??= why;
    }
    this.compare(escalation, choice, queueName);
  }

  result(asked: number): DryRunResult {
    return {
      tried: this.tried,
      complete: this.tried === asked,
      queues: [...this.queues.values()].sort((a, b) => b.wouldGo - a.wouldGo || b.went - a.went),
      changed: this.changed,
      changes: this.changes,
      rules: this.rules.map(({ chosen, passedOver, why, unseen }) => ({
        chosen,
        passedOver,
        why,
        unseen: this.tried > 0 ? [...unseen] : [],
      })),
    };
  }

  private compare({ id, number, openedAt, facts, went }: RoutedEscalation, choice: QueueChoice, name: string): void {
    const { priority, requiredSkill } = choice;
    const same = went.queue.id === choice.queueId && went.priority === priority && went.requiredSkill === requiredSkill;
    if (same) return;
    this.changed += 1;
    if (this.changes.length >= MOST_CHANGES) return;
    this.changes.push({
      id,
      number,
      customer: facts.customer.name,
      topic: facts.topic,
      openedAt: openedAt.toISOString(),
      went,
      wouldGo: { queue: { id: choice.queueId, name }, priority, requiredSkill },
      reason: choice.reason,
    });
  }

  private queue({ id, name }: { id: string; name: string }) {
    const known = this.queues.get(id) ?? { id, name, went: 0, wouldGo: 0 };
    this.queues.set(id, known);
    return known;
  }
}
