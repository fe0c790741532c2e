/**
 * Named statements: PostgreSQL parses and plans a text once per connection instead of at every execution. A text is
 * named when it comes a second time, so that what is built once leaves nothing behind on the server.
 *
 * A pooler that shares connections (PgBouncer in transaction mode) keeps plans by their text, for all its clients: there
 * a plan that fits no more is left behind by changing the text. One that keeps no names gets none.
 */
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { Pool, PoolClient } from 'pg';
import { DatabaseAway } from '../../base/errors';
import { asAway } from './away';

/** In a text whose best plan its values decide, such as how common a word is: it is never named, and planned with them each time. */
export const PLANNED_ANEW = '/* planned anew */';
/** Texts known at a time; each costs the server a plan per connection. */
const MOST_TEXTS = 600;
/** "cached plan must not change result type": another version of the desk has altered a table meanwhile. */
const STALE_PLAN = { code: '0A000', message: /cached plan/ };

const BEGINS = /^(begin|start transaction)/i;
const COMMITS = /^commit/i;
const ROLLS_BACK = /^rollback(?! to)/i;
const NOTHING = { command: 'ROLLBACK', rowCount: null, rows: [] };
const ENDS = /^(commit|rollback)(?! to)/i;

export function isStalePlan(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === STALE_PLAN.code && typeof message === 'string' && STALE_PLAN.message.test(message);
}

/** PostgreSQL commits all the same when somebody cancels its waiting for the standby; the words may be lost with the primary. */
const GAVE_UP_WAITING = 'SyncRepWaitForLSN';
const UNREPLICATED = 'The database could not copy this to its standby. Try again in a moment.';

type PreparedClient = Pick<PoolClient, 'query' | 'release'>;

/** What PostgreSQL was asked since the process began. */
export interface Work {
  statements: number;
  /** Statements asked in one turn of the event loop over one connection count as one. */
  roundTrips: number;
  commits: number;
}

/** Whose the plans are: each connection's own, of a pooler that shares them, or nobody's. */
export type Naming = 'own' | 'shared' | 'none';

export interface PreparedOptions {
  naming: Naming;
  connect: () => Promise<PoolClient>;
  /** An error on this connection that no later statement on it would be spared. */
  failed: (error: unknown, client: PoolClient) => void;
}

/** The pool as Kysely uses it: its clients name what they are asked more than once, and count it. */
export function prepared(
  pool: Pool,
  work: Work,
  { naming, connect, failed }: PreparedOptions,
): { connect(): Promise<PreparedClient>; end(): Promise<void> } {
  const texts = new Texts(naming);
  const wrapped = new WeakMap<PoolClient, PreparedClient>();
  return {
    async connect() {
      const client = await connect();
      const known = wrapped.get(client) ?? preparing(client, texts, work, failed);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function preparing(client: PoolClient, texts: Texts, work: Work, failed: PreparedOptions['failed']): PreparedClient {
  let isUnfit = false;
  let isInTransaction = false;
  let unreplicated = false;
  const together = written(client, work);
  // A connection that breaks between two statements gives its reason here, and to the next statement none.
  let broken: unknown;
  client.on('error', (error) => (broken ??= error));
  client.on('notice', ({ routine }) => (unreplicated ||= routine === GAVE_UP_WAITING));

  const ask = async (query: { text: string; values?: unknown[]; name?: string }): Promise<{ command: string }> => {
    unreplicated = false;
    try {
      const answer = await client.query(query);
      if (unreplicated) throw new DatabaseAway(UNREPLICATED, null);
      return answer;
    } catch (error) {
      const known = asAway(broken ?? error);
      if (known instanceof DatabaseAway || broken) {
        isUnfit = true;
        failed(known, client);
        // What a broken connection began is rolled back already; the error that broke it says more.
        if (ROLLS_BACK.test(query.text)) return NOTHING;
      }
      throw known;
    }
  };
  const query = async (text: string, values?: readonly unknown[]): Promise<unknown> => {
    work.statements += 1;
    together();
    if (!values || values.length === 0) {
      if (BEGINS.test(text)) isInTransaction = true;
      const answer = await ask({ text });
      if (ENDS.test(text)) isInTransaction = false;
      if (!COMMITS.test(text)) return answer;
      // An error in it was caught by whoever met it: nothing of it was kept.
      if (answer.command === 'ROLLBACK') throw new Error('The transaction had failed and was rolled back.');
      work.commits += 1;
      return answer;
    }
    const named = texts.named(text);
    try {
      return await ask({ ...named, values: [...values] });
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      isUnfit = true;
      texts.leaveBehind(named);
      // A transaction is lost with its first error, and begun again by whoever wrote it.
      if (isInTransaction) throw error;
      return ask({ text, values: [...values] });
    }
  };
  return {
    query: query as PoolClient['query'],
    /** A connection with a plan that fits no more, or a transaction nobody could end, is closed; the next one plans anew. */
    release: (error) => {
      client.release(error ?? (isUnfit || isInTransaction || undefined));
    },
  };
}

/** Statements asked in one turn of the event loop go out in one write: one system call, one wake-up of the server. */
function written(client: PoolClient, work: Work): () => void {
  // Not among the public types of `pg`; without it each goes out alone.
  const stream = (client as { connection?: { stream?: Partial<Writable> } }).connection?.stream;
  let isHeld = false;
  return () => {
    if (isHeld) return;
    isHeld = true;
    work.roundTrips += 1;
    stream?.cork?.();
    process.nextTick(() => {
      isHeld = false;
      stream?.uncork?.();
    });
  };
}

interface Named {
  text: string;
  name?: string;
}

class Texts {
  private readonly seen = new LRUCache<string, string>({ max: MOST_TEXTS });
  /** How often plans of a pooler were left behind. */
  private generation = 0;

  constructor(private readonly naming: Naming) {}

  /** Without a name the first time. */
  named(text: string): Named {
    if (this.naming === 'none' || text.includes(PLANNED_ANEW)) return { text };
    const name = this.seen.get(text);
    if (name === undefined) {
      this.seen.set(text, createHash('sha256').update(text).digest('base64url').slice(0, 22));
      return { text };
    }
    if (this.generation === 0) return { text, name };
    return { text: `${text} ${this.mark}`, name: `${name}.${this.generation}` };
  }

  /** Once for all that were planned before, however many of them are found. */
  leaveBehind({ text }: Named): void {
    if (this.naming !== 'shared') return;
    if (this.generation === 0 ? !text.endsWith('*/') : text.endsWith(this.mark)) this.generation += 1;
  }

  private get mark(): string {
    return `/* ${this.generation} */`;
  }
}
