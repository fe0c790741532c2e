/** The way to PostgreSQL: a pool, transactions that announce what they changed, and the instance's number. */
import {
  type Kysely,
  type Transaction as KyselyTransaction,
  Kysely as KyselyClass,
  PostgresDialect,
  type RawBuilder,
  sql,
} from 'kysely';
import { Pool, types } from 'pg';
import { type Work, isStalePlan, prepared } from './prepared';
import type { Tables } from './schema';

types.setTypeParser(types.builtins.INT8, (text) => text);

/** What a committed transaction tells every process; ids only, the reader fetches the rest. */
export type Hint =
  | { kind: 'escalation'; id: string; version: number; queueId: string; assigneeId: string | null }
  | { kind: 'message'; escalationId: string; seq: number; queueId: string; assigneeId: string | null }
  | { kind: 'typing'; escalationId: string; queueId: string; assigneeId: string | null }
  /** Somebody has read further, for their own tabs. */
  | { kind: 'read'; escalationId: string; tenantId: string; agentId: string }
  | { kind: 'queue'; id: string }
  /** Who belongs to which queue may be another now. */
  | { kind: 'roster'; tenantId: string }
  | { kind: 'outbox' };

/** Reads: a pool or a transaction. */
export type Reader = Kysely<Tables>;

/** A transaction whose hints are sent, once, with its commit. */
export interface Tx {
  readonly q: KyselyTransaction<Tables>;
  hint(hint: Hint): void;
}

export const HINTS = 'handoff_desk';
/** NOTIFY refuses payloads of 8,000 bytes. */
const HINTS_PER_NOTICE = 24;

export class Db {
  readonly pool: Pool;
  readonly q: Reader;
  readonly work: Readonly<Work>;

  constructor(
    readonly url: string,
    options: { max?: number; applicationName?: string } = {},
  ) {
    this.pool = new Pool({
      connectionString: url,
      max: options.max ?? 10,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
      application_name: options.applicationName ?? 'handoff-desk',
    });
    // An idle connection that breaks is replaced on the next use; unheard, the event would end the process.
    this.pool.on('error', () => undefined);
    const work: Work = { statements: 0, commits: 0 };
    this.work = work;
    this.q = new KyselyClass<Tables>({ dialect: new PostgresDialect({ pool: prepared(this.pool, work) }) });
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.attempt(work);
    } catch (error) {
      // Nothing of it was kept; on a connection with new plans it goes through.
      if (isStalePlan(error)) return this.attempt(work);
      throw error;
    }
  }

  private attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.q.transaction().execute(async (q) => {
      const hints = new Map<string, Hint>();
      const result = await work({ q, hint: (hint) => hints.set(JSON.stringify(hint), hint) });
      await notify(q, [...hints.keys()]);
      return result;
    });
  }

  async close(): Promise<void> {
    await this.q.destroy();
  }
}

/** One parameter for a list of any length, so that the statement's text stays the same: `where('id', '=', anyOf(ids))`. */
export function anyOf<T>(values: readonly T[]) {
  return sql<T>`any(${values})`;
}

/** A value in the statement's text: only then does a kept plan fit a partial index, or a conflict find it. */
export function constant<const T extends string>(value: T): RawBuilder<T> {
  return sql.lit(value);
}

export function constants<const T extends readonly string[]>(...values: T): RawBuilder<T[number]>[] {
  return values.map((value) => constant<T[number]>(value));
}

async function notify(q: Reader, hints: string[]): Promise<void> {
  for (let from = 0; from < hints.length; from += HINTS_PER_NOTICE) {
    const payload = `[${hints.slice(from, from + HINTS_PER_NOTICE).join(',')}]`;
    await sql`select pg_notify(${HINTS}, ${payload})`.execute(q);
  }
}
