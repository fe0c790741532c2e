/** Rules as they are needed for every escalation: read once for each version a tenant saves. */
import { LRUCache } from 'lru-cache';
import type { Reader } from '../store/postgres/db';
import { findRuleSet, ruleSetVersion } from '../store/ruleSets';
import { type ReadRule, readRules } from '../domain/routing/routing';

/** Cache limit; a desk has few tenants. */
const MOST_TENANTS = 200;

export class RuleCache {
  private readonly kept = new LRUCache<string, { version: number; rules: ReadRule[] }>({ max: MOST_TENANTS });

  /** The version is asked every time, so that what another process saved holds at once. */
  async of(q: Reader, tenantId: string): Promise<ReadRule[]> {
    const version = await ruleSetVersion(q, tenantId);
    if (version === 0) return [];
    const known = this.kept.get(tenantId);
    if (known?.version === version) return known.rules;
    const stored = await findRuleSet(q, tenantId);
    const fresh = { version: stored?.version ?? 0, rules: readRules(stored?.rules ?? []) };
    this.kept.set(tenantId, fresh);
    return fresh.rules;
  }
}
