/**
 * Named statements: PostgreSQL parses and plans a text once per connection instead of at every execution. A text is
 * named when it comes a second time, so that what is built once leaves nothing behind on the server.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Pool, PoolClient } from 'pg';

/** Texts known at a time; each costs the server a plan per connection. */
const MOST_TEXTS = 600;
/** "cached plan must not change result type": another version of the desk has altered a table meanwhile. */
const STALE_PLAN = { code: '0A000', message: /cached plan/ };

const BEGINS = /^(begin|start transaction)/i;
const COMMITS = /^commit/i;
const ENDS = /^(commit|rollback)(?! to)/i;

export function isStalePlan(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === STALE_PLAN.code && typeof message === 'string' && STALE_PLAN.message.test(message);
}

type PreparedClient = Pick<PoolClient, 'query' | 'release'>;

/** What PostgreSQL was asked since the process began. */
export interface Work {
  statements: number;
  commits: number;
}

/** The pool as Kysely uses it: its clients name what they are asked more than once, and count it. */
export function prepared(pool: Pool, work: Work): { connect(): Promise<PreparedClient>; end(): Promise<void> } {
  const seen = new LRUCache<string, string>({ max: MOST_TEXTS });
  const wrapped = new WeakMap<PoolClient, PreparedClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = wrapped.get(client) ?? preparing(client, seen, work);
      wrapped.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

function preparing(client: PoolClient, seen: LRUCache<string, string>, work: Work): PreparedClient {
  let isStale = false;
  let isInTransaction = false;
  const query = async (text: string, values?: readonly unknown[]): Promise<unknown> => {
    work.statements += 1;
    if (!values || values.length === 0) {
      if (COMMITS.test(text)) work.commits += 1;
      isInTransaction = BEGINS.test(text) || (isInTransaction && !ENDS.test(text));
      return client.query(text);
    }
    const name = nameOf(text, seen);
    try {
      return await client.query({ text, values: [...values], ...(name && { name }) });
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      isStale = true;
      // A transaction is lost with its first error, and begun again by whoever wrote it.
      if (isInTransaction) throw error;
      return client.query(text, [...values]);
    }
  };
  return {
    query: query as PoolClient['query'],
    /** A connection with a plan that fits no more is closed; the next one plans anew. */
    release: (error) => client.release(error ?? (isStale || undefined)),
  };
}

/** Null the first time. */
function nameOf(text: string, seen: LRUCache<string, string>): string | null {
  const name = seen.get(text);
  if (name === undefined) {
    seen.set(text, createHash('sha256').update(text).digest('base64url').slice(0, 22));
    return null;
  }
  return name;
}
