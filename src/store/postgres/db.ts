/** The way to PostgreSQL: a pool, transactions that announce what they changed, and the instance's number. */
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { DatabaseAway } from '../../base/errors';
import type { Log } from '../../base/log';
import type { EscalationStatus } from '../../contract/api';
import { Addresses, requireWritable } from './addresses';
import { OnlyReads, asAway, codeOf } from './away';
import { PLANNED_ANEW, type Work, isStalePlan, prepared } from './prepared';
import type { Tables } from './schema';
import { Standby } from './standby';
import { type Statements, transact } from './transaction';

types.setTypeParser(types.builtins.INT8, (text) => text);

/** What a committed transaction tells every process; ids only, the reader fetches the rest. */
export type Hint =
  | {
      kind: 'escalation';
      id: string;
      version: number;
      status: EscalationStatus;
      queueId: string;
      assigneeId: string | null;
      /** Who was asked to take it, while it waits. */
      offeredTo: string | null;
    }
  | { kind: 'message'; escalationId: string; seq: number; queueId: string; assigneeId: string | null }
  | { kind: 'typing'; escalationId: string; queueId: string; assigneeId: string | null }
  /** Somebody has read further, for their own tabs. */
  | { kind: 'read'; escalationId: string; tenantId: string; agentId: string }
  /** Somebody has opened or closed a chat; their name goes along, for it is kept nowhere. */
  | { kind: 'viewer'; escalationId: string; tenantId: string; agentId: string; name: string; isThere: boolean }
  /** `figures`: who waits in it and with whom they are, and nothing of the queue itself. */
  | { kind: 'queue'; id: string; figures?: true }
  /** What the desk says to somebody of themselves is another now; null: to everybody of the tenant. */
  | { kind: 'me'; tenantId: string; agentId: string | null }
  /** Who belongs to which queue may be another now. */
  | { kind: 'roster'; tenantId: string }
  | { kind: 'outbox' };

/** Reads: a pool or a transaction. */
export type Reader = Kysely<Tables>;

/** A transaction whose hints are sent, once, with its commit. */
export interface Tx extends Statements {
  hint(hint: Hint): void;
  /** Begins something in this process once it is committed; never when it is not. */
  after(work: () => void): void;
}

/** PostgreSQL ended one of two that waited for each other. */
const DEADLOCK = '40P01';

const MOST_ATTEMPTS = 5;

/**
 * After a deadlock, times the attempt, at random: made again at once, it may have its row before the other has woken up
 * to it, and the two meet once more.
 */
const PAUSE_MS = 20;

export const HINTS = 'handoff_desk';
/** NOTIFY refuses payloads of 8,000 bytes. */
const HINTS_PER_NOTICE = 24;

export interface DbOptions {
  max?: number;
  applicationName?: string;
  log?: Log;
  /** A standby, for heavy reads. */
  readUrl?: string | null;
  /** A pooler that shares connections is in front, and keeps named statements or not. */
  pooler?: { keepsNames: boolean } | null;
}

export class Db {
  readonly pool: Pool;
  readonly q: Reader;
  readonly work: Readonly<Work>;
  readonly addresses: Addresses;
  private readonly standby: Standby | null;
  private readonly committed = new Set<(hint: Hint) => void>();
  private isAway = false;

  constructor(
    readonly url: string,
    private readonly options: DbOptions = {},
  ) {
    const { pooler = null, readUrl = null, log } = options;
    this.addresses = new Addresses(url);
    this.pool = new Pool({
      ...connectionOptions(options),
      max: options.max ?? 10,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      pipeline: true,
      Client: this.addresses.Client,
      // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it; its types do not say so
      onConnect: (client) => this.connected(client as PoolClient),
    });
    // An idle connection that breaks is replaced on the next use; unheard, the event would end the process.
    this.pool.on('error', () => undefined);
    const work: Work = { statements: 0, roundTrips: 0, commits: 0 };
    this.work = work;
    const naming = pooler === null ? 'own' : pooler.keepsNames ? 'shared' : 'none';
    const connect = () => this.connect();
    const failed = (error: unknown, client: PoolClient) => this.failed(error, client);
    this.q = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: prepared(this.pool, work, { naming, connect, failed }) }),
    });
    this.standby = readUrl === null ? null : new Standby(readUrl, { primary: this.pool, log, pooled: pooler !== null });
  }

  /**
   * A heavy read: from the standby, where one is named and has all that was committed when this was called, else from
   * the primary. All of `work` reads on one connection, so one statement after the other.
   */
  async read<T>(work: (q: Reader) => Promise<T>): Promise<T> {
    const answer = await this.standby?.read(work);
    return answer ? answer.value : work(this.q);
  }

  /** A standby that is away is known from the start, and does not keep the desk from starting. */
  async lookForStandby(): Promise<void> {
    await this.standby?.begin();
  }

  /** Rejects when the database does not answer, or only reads. */
  async requireWritable(): Promise<void> {
    const client = await this.connect();
    try {
      await requireWritable(client);
      client.release();
    } catch (error) {
      const known = asAway(error);
      this.failed(known, client);
      client.release(true);
      throw known;
    }
  }

  /** Every address is tried once. */
  private async connect(): Promise<PoolClient> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.pool.connect();
      } catch (error) {
        const known = asAway(error);
        if (!(known instanceof DatabaseAway)) throw error;
        this.failed(known, null);
        if (tries >= this.addresses.count) throw known;
      }
    }
  }

  private async connected(client: PoolClient): Promise<void> {
    try {
      await requireWritable(client);
    } catch (error) {
      this.addresses.leaveWhere(client);
      throw error;
    }
    if (this.isAway) this.options.log?.info('database.back');
    this.isAway = false;
  }

  private failed(error: unknown, client: PoolClient | null): void {
    if (client && error instanceof OnlyReads) this.addresses.leaveWhere(client);
    if (!this.isAway) this.options.log?.warn('database.away', { err: error });
    this.isAway = true;
  }

  /**
   * Calls the listener with every hint of this process's own transactions, before whoever asked for one has its answer;
   * it comes again, with those of all others, by HintListener. Returns how to stop.
   */
  onCommit(listener: (hint: Hint) => void): () => void {
    this.committed.add(listener);
    return () => this.committed.delete(listener);
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(work);
      } catch (error) {
        // Nothing of it was kept; on a connection with new plans, or with the locks of the other free, it goes through.
        const isDeadlock = codeOf(error) === DEADLOCK;
        if (attempt === MOST_ATTEMPTS || !(isDeadlock || isStalePlan(error))) throw error;
        if (isDeadlock) await pause(Math.random() * PAUSE_MS * attempt);
      }
    }
  }

  /** All that `work` reads is of one moment, whatever is changed meanwhile. */
  async snapshot<T>(work: (q: Reader) => Promise<T>): Promise<T> {
    return this.transaction(async ({ q, later }) => {
      later(sql`set transaction isolation level repeatable read, read only`.execute(q));
      return work(q);
    });
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const after: (() => void)[] = [];
    const hints = new Map<string, Hint>();
    const result = await transact(this.q, async (statements) => {
      const done = await work({
        ...statements,
        hint: (hint) => hints.set(JSON.stringify(hint), hint),
        after: (begin) => after.push(begin),
        undo: (answer) => {
          after.length = 0;
          hints.clear();
          return statements.undo(answer);
        },
      });
      notify(statements, [...hints.keys()]);
      return done;
    });
    for (const hint of hints.values()) for (const listener of this.committed) listener(hint);
    for (const begin of after) begin();
    return result;
  }

  async close(): Promise<void> {
    await this.standby?.close();
    await this.q.destroy();
    // Kysely ends no pool that it never asked.
    if (!this.pool.ending) await this.pool.end();
  }
}

const LIMIT_MS = 30_000;

/** A pooler that shares connections takes no limits with a connection: there they are the role's. */
export function connectionOptions({ applicationName = 'handoff-desk', pooler }: DbOptions): PoolConfig {
  return {
    application_name: applicationName,
    keepAlive: true,
    ...(!pooler && { statement_timeout: LIMIT_MS, idle_in_transaction_session_timeout: LIMIT_MS }),
  };
}

/** One parameter for a list of any length, so that the statement's text stays the same: `where('id', '=', anyOf(ids))`. */
export function anyOf<T>(values: readonly T[]) {
  return sql<T>`any(${values})`;
}

/** Behind `select` of a statement whose best plan its values decide; planning costs a millisecond or less. */
export const plannedAnew = sql.raw(PLANNED_ANEW);

/** A value in the statement's text: only then does a kept plan fit a partial index, or a conflict find it. */
export function constant<const T extends string>(value: T): RawBuilder<T> {
  return sql.lit(value);
}

export function constants<const T extends readonly string[]>(...values: T): RawBuilder<T[number]>[] {
  return values.map((value) => constant<T[number]>(value));
}

function notify({ q, later }: Statements, hints: string[]): void {
  for (let from = 0; from < hints.length; from += HINTS_PER_NOTICE) {
    const payload = `[${hints.slice(from, from + HINTS_PER_NOTICE).join(',')}]`;
    later(sql`select pg_notify(${HINTS}, ${payload})`.execute(q));
  }
}
