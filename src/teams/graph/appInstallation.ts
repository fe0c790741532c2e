/**
 * Adds the app for somebody who does not have it, so that the bot can write to them. What went wrong stands in the
 * settings; whoever was refused is not asked about again for a while.
 * https://learn.microsoft.com/microsoftteams/platform/graph-api/proactive-bots-and-messages/graph-proactive-bots-and-messages
 */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Log } from '../../base/log';
import { appNotInCatalog } from '../../cards/words/manager/graph';
import type { Config } from '../../config/config';
import { findGraphSettings, noteGraphFailed, noteGraphWorked } from '../../store/graph';
import type { Db } from '../../store/postgres/db';
import type { GraphAnswer, GraphClient } from './client';

/** Circuit breaker, as for the activity feed: consent and uploads come by hand. */
const REFUSED_MS = 5 * 60_000;
const MOST_REFUSED = 10_000;
const BUSY_MS = 30_000;
const CATALOG_MS = 3_600_000;
const MOST_TENANTS = 100;

const catalog = z.object({ value: z.array(z.object({ id: z.string().min(1).max(200) })).max(1_000) });

type Failed = Extract<GraphAnswer<never>, { ok: false }>;

export class AppInstallation {
  private readonly closed = new LRUCache<string, true>({ max: MOST_REFUSED, ttl: REFUSED_MS });
  /** The app's id in each tenant's catalogue, which is not the one in its manifest. */
  private readonly catalogIds = new LRUCache<string, string>({ max: MOST_TENANTS, ttl: CATALOG_MS });

  constructor(
    private readonly options: {
      client: GraphClient;
      db: Db;
      log: Log;
      config: Pick<Config, 'teamsAppId' | 'graph'>;
    },
  ) {}

  /** True when the person has it now; false also where managers do not want that. */
  async add(to: { tenantId: string; personId: string }, signal: AbortSignal): Promise<boolean> {
    const { db, log } = this.options;
    const { tenantId, personId } = to;
    if ((await findGraphSettings(db.q, tenantId))?.addApp !== 'customers') return false;
    const person = `${tenantId} ${personId}`;
    if (this.closed.has(person) || this.closed.has(tenantId)) return false;
    const answer = await this.install(to, signal);
    if (answer.ok) {
      await noteGraphWorked(db.q, tenantId, 'install', new Date());
      return true;
    }
    const { fault, reason, afterMs, status } = answer;
    // A person Graph does not know says nothing of the others; the rest concerns everybody.
    if (fault === 'refused' && status !== undefined) this.closed.set(person, true);
    else if (fault === 'busy' || fault === 'broken') this.closed.set(tenantId, true, { ttl: afterMs || BUSY_MS });
    else this.closed.set(tenantId, true);
    const isNews = await noteGraphFailed(db.q, tenantId, 'install', { fault, reason }, new Date());
    if (isNews) log.warn('graph.install_failed', { code: fault, reason });
    return false;
  }

  /** The app's id in the tenant's catalogue, asked anew. */
  async inCatalog(tenantId: string, signal: AbortSignal): Promise<GraphAnswer<string>> {
    const { client, config } = this.options;
    const filter = encodeURIComponent(`externalId eq '${config.teamsAppId}'`);
    const answer = await client.ask({
      tenantId,
      path: `/appCatalogs/teamsApps?$filter=${filter}`,
      answer: catalog,
      repeatable: true,
      signal,
    });
    if (!answer.ok) return answer;
    const [found] = answer.value.value;
    if (!found) return notThere(config.teamsAppId);
    this.catalogIds.set(tenantId, found.id);
    return { ok: true, value: found.id };
  }

  private async install(
    { tenantId, personId }: { tenantId: string; personId: string },
    signal: AbortSignal,
  ): Promise<GraphAnswer<unknown>> {
    const { client, config } = this.options;
    const known = this.catalogIds.get(tenantId);
    const found = known === undefined ? await this.inCatalog(tenantId, signal) : { ok: true as const, value: known };
    if (!found.ok) return found;
    const answer = await client.ask({
      tenantId,
      path: `/users/${encodeURIComponent(personId)}/teamwork/installedApps`,
      body: { 'teamsApp@odata.bind': `${config.graph.audience}/v1.0/appCatalogs/teamsApps/${found.value}` },
      answer: z.unknown(),
      // Added twice it is there once.
      repeatable: true,
      signal,
    });
    if (answer.ok || answer.status === 409) return { ok: true, value: null };
    // Taken from the catalogue meanwhile, or uploaded anew.
    if (answer.status === 404) this.catalogIds.delete(tenantId);
    return answer;
  }
}

const notThere = (teamsAppId: string): Failed => ({
  ok: false,
  fault: 'refused',
  reason: appNotInCatalog(teamsAppId),
  afterMs: null,
});
