/**
 * Heavy reads on a standby. An answer from it lacks nothing that was committed when it was asked for: the primary says
 * how far it has written, and the standby answers once it has replayed that. It is given a moment to; if it stays
 * behind, or is away, the primary answers until it is found well again.
 */
import { type Kysely, Kysely as KyselyClass, PostgresDialect, type Transaction, sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { DatabaseAway, reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import { countStandbyRead, standbyInUse } from '../../base/telemetry';
import { Addresses } from './addresses';
import { asAway, codeOf } from './away';
import { isStalePlan, prepared } from './prepared';
import type { Tables } from './schema';

/** How long a read waits for the standby to replay what the primary has written. */
const CATCH_UP_MS = 250;
const LOOK_EVERY_MS = 10;
/** How often a standby that was left is looked at. */
const LOOK_AGAIN_MS = 2_000;
const LIMIT = '30s';
const MOST = 5;

/** Serialisation failures: what was read had to go on the standby, to let it follow. The primary answers. */
const IN_THE_WAY = /^40/;
/** The standby lacks what the primary has: a right of its role. */
const NOT_ITS_TO_READ = /^42/;

interface Mark {
  lsn: string;
  /** Tells servers apart; the primary may itself be named as the standby. */
  born: string;
  system: string;
}

interface Place {
  follows: boolean;
  /** Bytes beyond what the primary had written. */
  ahead: string | null;
  born: string;
  system: string;
}

class NotFollowing extends Error {}
class PrimaryAway extends Error {}

export interface StandbyOptions {
  primary: Pick<Pool, 'query'>;
  log: Log | undefined;
  /** A pooler in front takes no named statements for granted. */
  pooled: boolean;
}

export class Standby {
  private readonly q: Kysely<Tables>;
  private left: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(
    url: string,
    private readonly options: StandbyOptions,
  ) {
    const addresses = new Addresses(url);
    const pool = new Pool({
      Client: addresses.Client,
      max: MOST,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      query_timeout: 35_000,
      keepAlive: true,
      application_name: 'handoff-desk reads',
    });
    pool.on('error', () => undefined);
    const naming = options.pooled ? 'none' : 'own';
    const connect = () => pool.connect();
    const work = { statements: 0, roundTrips: 0, commits: 0 };
    this.q = new KyselyClass<Tables>({
      dialect: new PostgresDialect({ pool: prepared(pool, work, { naming, connect, failed: () => undefined }) }),
    });
    standbyInUse.set(1);
  }

  /** Looks whether it is there, before the first who asks. */
  async begin(): Promise<void> {
    await this.look().catch((error: unknown) => {
      if (!(error instanceof PrimaryAway)) this.leave(asAway(error));
    });
  }

  /** Null when the primary has to answer. */
  async read<T>(work: (q: Kysely<Tables>) => Promise<T>): Promise<{ value: T } | null> {
    if (this.left) return this.notHere();
    try {
      const value = await this.on(await this.written(), work);
      countStandbyRead('standby');
      return { value };
    } catch (thrown) {
      const error = asAway(thrown);
      if (IN_THE_WAY.test(codeOf(error)) || isStalePlan(error)) return this.notHere();
      if (error instanceof PrimaryAway) throw error.cause;
      if (!isTheStandbys(error)) throw error;
      this.leave(error);
      return this.notHere();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.left) clearTimeout(this.left);
    standbyInUse.set(0);
    await this.q.destroy();
  }

  private notHere(): null {
    countStandbyRead('primary');
    return null;
  }

  private async written(): Promise<Mark> {
    try {
      const { rows } = await this.options.primary.query<Mark>(WRITTEN);
      if (!rows[0]) throw new Error('PostgreSQL did not say how far it has written.');
      return rows[0];
    } catch (thrown) {
      const error = asAway(thrown);
      throw error instanceof DatabaseAway ? new PrimaryAway('', { cause: error }) : error;
    }
  }

  /** In a transaction, so that a pooler or several addresses cannot part the look from the work. */
  private on<T>(written: Mark, work: (q: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.q
      .transaction()
      .setAccessMode('read only')
      .execute(async (q) => {
        await sql`select set_config('statement_timeout', ${LIMIT}, true)`.execute(q);
        await caughtUp(q, written);
        return work(q);
      });
  }

  private leave(error: unknown): void {
    if (this.left || this.isClosed) return;
    this.options.log?.warn('standby.left', { reason: causeOf(error) });
    standbyInUse.set(0);
    this.lookLater();
  }

  private lookLater(): void {
    this.left = setTimeout(() => {
      this.look().then(
        () => this.lookAgain(),
        () => !this.isClosed && this.lookLater(),
      );
    }, LOOK_AGAIN_MS).unref();
  }

  private async look(): Promise<void> {
    await this.on(await this.written(), async () => undefined);
  }

  private lookAgain(): void {
    this.left = null;
    if (this.isClosed) return;
    standbyInUse.set(1);
    this.options.log?.info('standby.back');
  }
}

const WRITTEN = `select pg_current_wal_lsn()::text as lsn, pg_postmaster_start_time()::text as born,
  (select system_identifier::text from pg_control_system()) as system`;

async function caughtUp(q: Transaction<Tables>, written: Mark): Promise<void> {
  const deadline = Date.now() + CATCH_UP_MS;
  for (;;) {
    const { rows } = await sql<Place>`
      select pg_is_in_recovery() as follows, pg_wal_lsn_diff(pg_last_wal_replay_lsn(), ${written.lsn}::pg_lsn)::text as ahead,
        pg_postmaster_start_time()::text as born, (select system_identifier::text from pg_control_system()) as system`.execute(
      q,
    );
    const place = rows[0];
    if (place?.system !== written.system) throw new NotFollowing('it is another database, no standby of this one');
    if (place.born === written.born) return;
    if (!place.follows) throw new NotFollowing('it is no standby: it writes by itself');
    if (place.ahead !== null && !place.ahead.startsWith('-')) return;
    if (Date.now() > deadline) {
      const behind = place.ahead === null ? 'does not say how far it is' : `is ${place.ahead.slice(1)} bytes behind`;
      throw new NotFollowing(`it ${behind}, after ${CATCH_UP_MS} ms`);
    }
    await pause(LOOK_EVERY_MS);
  }
}

function isTheStandbys(error: unknown): boolean {
  return error instanceof DatabaseAway || error instanceof NotFollowing || NOT_ITS_TO_READ.test(codeOf(error));
}

/** The driver's own words, not those for people. */
const causeOf = (error: unknown): string => reasonOf(error instanceof DatabaseAway ? (error.cause ?? error) : error);
