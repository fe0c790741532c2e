/** What managers use Microsoft Graph for, and how that goes. */
import { graphChanges } from '../cards/words/manager/audit/kept';
import { GRAPH_NOT_SET_UP, GRAPH_SETTINGS, graphChange, graphRemedy } from '../cards/words/manager/graph';
import type { GraphSettings, GraphSettingsChange, GraphUseHealth } from '../contract/api';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';
import { forgetTeamsPresence } from '../store/presence';
import { appendAudit } from './audit/append';
import { type GraphUse, type UseHealth, findGraphSettings, graphHealth, saveGraphSettings } from '../store/graph';
import type { Db, Reader } from '../store/postgres/db';

export class GraphUses {
  constructor(
    private readonly db: Db,
    private readonly options: { isSetUp: boolean; now?: (() => Date) | undefined },
  ) {}

  async settings(who: Identity): Promise<GraphSettings> {
    requireManager(who, 'see what Microsoft Graph is used for');
    return this.present(this.db.q, who.tenantId);
  }

  async change(who: Identity, change: GraphSettingsChange): Promise<GraphSettings> {
    requireManager(who, 'change what Microsoft Graph is used for');
    const { tenantId } = who;
    const now = this.options.now?.() ?? new Date();
    return this.db.transaction(async (tx) => {
      const by = { id: who.id, name: who.name };
      const before = await this.present(tx.q, tenantId);
      await saveGraphSettings(tx.q, tenantId, change, by, now);
      // Read anew at once, by what is followed now.
      if (change.followPresence !== undefined) {
        await forgetTeamsPresence(tx.q, tenantId);
        tx.hint({ kind: 'me', tenantId, agentId: null });
      }
      const after = await this.present(tx.q, tenantId);
      await appendAudit(tx.q, {
        tenantId,
        actor: by,
        subject: { kind: 'graph', id: tenantId, name: GRAPH_SETTINGS },
        verb: 'changed',
        summary: graphChange(after),
        changes: graphChanges(before, after),
      });
      return after;
    });
  }

  private async present(q: Reader, tenantId: string): Promise<GraphSettings> {
    const [stored, health] = await Promise.all([findGraphSettings(q, tenantId), graphHealth(q, tenantId)]);
    const { isSetUp } = this.options;
    return {
      tellBy: stored?.tellBy ?? 'chat',
      followPresence: stored?.followPresence ?? 'off',
      addApp: stored?.addApp ?? 'off',
      isSetUp,
      setUp: isSetUp ? null : GRAPH_NOT_SET_UP,
      feed: healthOf('feed', health),
      presence: healthOf('presence', health),
      install: healthOf('install', health),
      changedAt: stored?.changedAt.toISOString() ?? null,
      changedBy: stored?.changedBy ?? null,
    };
  }
}

function healthOf(use: GraphUse, all: readonly UseHealth[]): GraphUseHealth {
  const found = all.find((each) => each.use === use);
  return {
    workedAt: found?.workedAt?.toISOString() ?? null,
    failedAt: found?.failedAt?.toISOString() ?? null,
    reason: found?.reason ?? null,
    remedy: found?.fault ? graphRemedy(use, found.fault) : null,
  };
}
