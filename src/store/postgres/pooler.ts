/**
 * Finds out at the start whether a pooler that shares connections between transactions (PgBouncer's transaction mode)
 * is in front of the database, and what it cannot do; what needs a session then goes past it.
 */
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { Log } from '../../base/log';
import { Addresses, connectWritable } from './addresses';
import { codeOf } from './away';
import { connectionOptions } from './db';

/** A pooler with one connection makes the second asker wait for the first. */
const ANSWER_MS = 3_000;
const LOOKS = 3;
/** "prepared statement … already exists", "… does not exist". */
const NAME_TAKEN = '42P05';
const NAME_UNKNOWN = '26000';

export interface Pooler {
  keepsNames: boolean;
}

export interface Addressed {
  databaseUrl: string;
  /** Past the pooler; null where no pooler is said to be there. */
  directUrl: string | null;
}

/** Null without a pooler. Rejects, in words, where hints and locks could not work. */
export async function lookForPooler({ databaseUrl, directUrl }: Addressed, log: Log): Promise<Pooler | null> {
  if (directUrl === null) {
    const { shares } = await look(databaseUrl, { pooler: null }, shared);
    if (shares) throw new Error(NEEDS_DIRECT);
    return null;
  }
  const behind = await look(directUrl, { pooler: null }, sharedAt);
  if (behind.shares) throw new Error(DIRECT_SHARED);
  const front = await look(databaseUrl, { pooler: { keepsNames: false } }, sharedAt);
  if (front.place.database !== behind.place.database) throw new Error(TWO_DATABASES);
  if (!front.keepsNames) log.warn('database.pooler_forgets');
  if (front.place.statementTimeout === '0') log.warn('database.no_statement_timeout');
  return { keepsNames: front.keepsNames };
}

interface Names {
  shares: boolean;
  keepsNames: boolean;
}

interface Place {
  /** The same for the same database of the same cluster. */
  database: string;
  statementTimeout: string;
}

async function look<T>(
  url: string,
  options: { pooler: Pooler | null },
  ask: (one: Client, other: Client) => Promise<T>,
): Promise<T> {
  const addresses = new Addresses(url);
  const clients: Client[] = [];
  try {
    for (let n = 0; n < 2; n += 1) {
      const config = {
        ...connectionOptions({ applicationName: 'handoff-desk start', ...options }),
        query_timeout: ANSWER_MS,
      };
      clients.push(await connectWritable(addresses, config));
    }
    const [one, other] = clients as [Client, Client];
    return await ask(one, other);
  } catch (error) {
    if (/unsupported startup parameter/.test(String(error))) throw new Error(NEEDS_DIRECT, { cause: error });
    throw error;
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}

const WHICH = `select current_setting('statement_timeout') as "statementTimeout",
  (select system_identifier::text from pg_control_system()) || ' ' ||
  (select oid::text from pg_database where datname = current_database()) as database`;

async function sharedAt(one: Client, other: Client): Promise<Names & { place: Place }> {
  const { rows } = await one.query<Place>(WHICH);
  if (!rows[0]) throw new Error('PostgreSQL did not say which database it is.');
  return { place: rows[0], ...(await shared(one, other)) };
}

/** Two clients on one connection of the server, one after the other: only a pooler does that. */
async function shared(one: Client, other: Client): Promise<Names> {
  let shares = false;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const text = 'select $1::int + pg_backend_pid() as pid';
    const named = { name: `desk_${randomUUID()}`, text, values: [0] };
    const first = pidOf(await one.query<Pid>(named));
    await other.query('begin');
    try {
      const second = pidOf(await other.query<Pid>({ text, values: [0] }));
      if (first !== second) continue;
      shares = true;
      await other.query(named);
      // On another connection, while the other client holds the one that knows the name.
      await one.query(named);
      return { shares, keepsNames: true };
    } catch (error) {
      if (codeOf(error) === NAME_TAKEN || codeOf(error) === NAME_UNKNOWN) return { shares: true, keepsNames: false };
      throw error;
    } finally {
      await other.query('rollback');
    }
  }
  return { shares, keepsNames: !shares };
}

interface Pid {
  pid: number;
}

const pidOf = ({ rows }: { rows: Pid[] }): number => rows[0]?.pid ?? 0;

const NEEDS_DIRECT =
  'DATABASE_URL leads to a pooler that shares connections between transactions. Set DATABASE_DIRECT_URL to the address of PostgreSQL itself besides: for hints, locks and migrations.';
const DIRECT_SHARED =
  'DATABASE_DIRECT_URL leads to a pooler that shares connections between transactions. Give the address of PostgreSQL itself.';
const TWO_DATABASES =
  'DATABASE_URL and DATABASE_DIRECT_URL lead to two different databases. Both have to lead to the same one: DATABASE_URL through the pooler, DATABASE_DIRECT_URL past it.';
