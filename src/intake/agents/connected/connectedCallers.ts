/** Which calls of connected agents are taken; what is refused is in the connection's health, with words a remedy is known for. */
import { LRUCache } from 'lru-cache';
import { AppError } from '../../../base/errors';
import { RefusedUrl } from '../../../base/outbound/url';
import { type CallFault, faultWords, noTokenProblem } from '../../../cards/words/manager/connectedAgent';
import type { Config } from '../../../config/config';
import type { ConnectionHealth } from '../../../connection/health';
import { type CallerCheck, CallRefused } from '../../../domain/policy';
import { type ConnectionRow, connectedAgents, connectionOfConnectedAgent } from '../../../store/connections';
import type { Db } from '../../../store/postgres/db';
import { wrongField } from '../../rest/restBody';
import type { ConnectedTurn } from './connectedTurn';
import { checkServiceUrl } from './serviceUrl';

/** A stranger can say anything; health is not written more often for it. */
const UNPROVEN_EVERY_MS = 60_000;
const MOST_FAULTS = 1_000;

export class ConnectedCallers {
  private readonly lately = new LRUCache<string, true>({ max: MOST_FAULTS, ttl: UNPROVEN_EVERY_MS });

  constructor(private readonly options: { db: Db; config: Config; callers: CallerCheck; health: ConnectionHealth }) {}

  /** Before a byte of the body is read. Null: it is no connected agent's app. */
  async caller(authorization: string): Promise<ConnectionRow | null> {
    const { callers, db } = this.options;
    const said = callers.concerns(authorization) ? callers.saysItIs(authorization) : null;
    const connection = said === null ? null : await connectionOfConnectedAgent(db.q, said);
    if (!connection) return null;
    try {
      await callers.authenticate(authorization);
      return connection;
    } catch (error) {
      if (error instanceof CallRefused) this.unproven(connection, error.why);
      throw error;
    }
  }

  /** Nobody knows whose agent it is: all that may be meant are told. */
  async withoutToken(): Promise<AppError> {
    const { db, config } = this.options;
    for (const connection of await connectedAgents(db.q)) this.unproven(connection, 'noToken');
    return new AppError('unauthorized', noTokenProblem(config.bot.appId));
  }

  private unproven(connection: ConnectionRow, fault: CallFault): void {
    const key = `${connection.id} ${fault}`;
    if (this.lately.has(key)) return;
    this.lately.set(key, true);
    this.faulted(connection, fault);
  }

  /** Throws when the turn is about somebody the desk does not serve, or wants to be answered at a foreign address. */
  requireOwn(connection: ConnectionRow, turn: ConnectedTurn): void {
    this.requireOwnTenant(connection, turn);
    this.requireOwnUrl(connection, turn);
  }

  /** What the agent itself did wrong, for its manager. */
  faulted({ id }: ConnectionRow, fault: CallFault): void {
    this.options.health.faulted(id, faultWords(fault));
  }

  private requireOwnTenant(connection: ConnectionRow, { tenantIds }: ConnectedTurn): void {
    const allowed = new Set(this.options.config.allowedTenants.map((one) => one.toLowerCase()));
    if (tenantIds.every((one) => allowed.has(one))) return;
    this.faulted(connection, 'foreignCustomer');
    throw new AppError('forbidden', 'This customer is of a tenant that is not among ALLOWED_TENANTS.');
  }

  private requireOwnUrl(connection: ConnectionRow, { serviceUrl }: ConnectedTurn): void {
    const { allowLoopback, publicUrl, mode, connectedAgents: settings } = this.options.config;
    try {
      checkServiceUrl(serviceUrl, {
        hosts: settings.hosts,
        allowLoopback,
        publicUrl,
        isSandbox: mode === 'sandbox',
      });
    } catch (error) {
      if (!(error instanceof RefusedUrl)) throw error;
      this.faulted(connection, 'foreignUrl');
      throw wrongField('serviceUrl', error.message);
    }
  }
}
