/**
 * Adds the app for somebody who does not have it, so that the bot can write to them. What went wrong stands in the
 * settings; whoever was refused is not asked about again for a while.
 * https://learn.microsoft.com/graph/api/userteamwork-post-installedapps
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

/** What the package asks of a person, a chat or a team, as the catalogue has it. */
const permission = z.object({ permissionValue: z.string().max(200), permissionType: z.string().max(40) });
type Permission = z.infer<typeof permission>;
const definition = z.object({
  authorization: z.object({
    requiredPermissionSet: z.object({ resourceSpecificPermissions: z.array(permission).max(100) }),
  }),
});
const app = z.object({
  id: z.string().min(1).max(200),
  appDefinitions: z.array(z.unknown()).max(100).catch([]),
});
const catalog = z.object({ value: z.array(app).max(1_000) });

interface InCatalog {
  /** Not the one in its manifest. */
  id: string;
  permissions: Permission[];
}

/** What is consented to is not what the app asks for, or the desk's app may not consent to it for people. */
const MISMATCH = 'ResourceSpecificPermissionsMismatch';

type Failed = Extract<GraphAnswer<never>, { ok: false }>;

export class AppInstallation {
  private readonly closed = new LRUCache<string, true>({ max: MOST_REFUSED, ttl: REFUSED_MS });
  /** The app in each tenant's catalogue. */
  private readonly catalogued = new LRUCache<string, InCatalog>({ max: MOST_TENANTS, ttl: CATALOG_MS });

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

  /** The app in the tenant's catalogue, asked anew. */
  async inCatalog(tenantId: string, signal: AbortSignal): Promise<GraphAnswer<InCatalog>> {
    const { client, config } = this.options;
    const filter = encodeURIComponent(`externalId eq '${config.teamsAppId}'`);
    const answer = await client.ask({
      tenantId,
      path: `/appCatalogs/teamsApps?$filter=${filter}&$expand=${DEFINITIONS}`,
      answer: catalog,
      repeatable: true,
      signal,
    });
    if (!answer.ok) return answer;
    const [found] = answer.value.value;
    if (!found) return notThere(config.teamsAppId);
    const value = { id: found.id, permissions: permissionsOf(found.appDefinitions) };
    this.catalogued.set(tenantId, value);
    return { ok: true, value };
  }

  private async install(
    { tenantId, personId }: { tenantId: string; personId: string },
    signal: AbortSignal,
  ): Promise<GraphAnswer<unknown>> {
    const known = this.catalogued.get(tenantId);
    const found = known === undefined ? await this.inCatalog(tenantId, signal) : { ok: true as const, value: known };
    if (!found.ok) return found;
    const { id, permissions } = found.value;
    let answer = await this.post({ tenantId, personId }, { id, permissions }, signal);
    const ofPeople = permissions.filter(isOfPeople);
    if (isMismatch(answer) && ofPeople.length < permissions.length) {
      answer = await this.post({ tenantId, personId }, { id, permissions: ofPeople }, signal);
      if (answer.ok) this.catalogued.set(tenantId, { id, permissions: ofPeople });
    }
    if (answer.ok || answer.status === 409) return { ok: true, value: null };
    // Taken from the catalogue meanwhile, or uploaded anew.
    if (answer.status === 404 || isMismatch(answer)) this.catalogued.delete(tenantId);
    return isMismatch(answer) ? { ...answer, fault: 'forbidden' } : answer;
  }

  private async post(
    { tenantId, personId }: { tenantId: string; personId: string },
    { id, permissions }: InCatalog,
    signal: AbortSignal,
  ): Promise<GraphAnswer<unknown>> {
    const { client, config } = this.options;
    return client.ask({
      tenantId,
      path: `/users/${encodeURIComponent(personId)}/teamwork/installedApps`,
      body: {
        'teamsApp@odata.bind': `${config.graph.audience}/v1.0/appCatalogs/teamsApps/${id}`,
        // Whoever adds an app that asks for such permissions has to say that they are given.
        ...(permissions.length > 0 && { consentedPermissionSet: { resourceSpecificPermissions: permissions } }),
      },
      answer: z.unknown(),
      // Added twice it is there once.
      repeatable: true,
      signal,
    });
  }
}

const DEFINITIONS = encodeURIComponent('appDefinitions($select=id,authorization)');

/** Of the first definition that has any; a shape nobody knows asks for none. */
function permissionsOf(definitions: readonly unknown[]): Permission[] {
  for (const one of definitions) {
    const read = definition.safeParse(one).data?.authorization.requiredPermissionSet.resourceSpecificPermissions;
    if (read && read.length > 0) return read;
  }
  return [];
}

/** "Must match the app's definition", says Microsoft, and not whether those of teams are meant, too. */
const isOfPeople = ({ permissionValue }: Permission): boolean => /\.(User|Chat)$/.test(permissionValue);

const isMismatch = (answer: GraphAnswer<unknown>): boolean => !answer.ok && answer.code === MISMATCH;

const notThere = (teamsAppId: string): Failed => ({
  ok: false,
  fault: 'refused',
  reason: appNotInCatalog(teamsAppId),
  afterMs: null,
});
