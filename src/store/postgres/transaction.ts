/**
 * Transactions over a pipelined connection: statements are sent as soon as they are asked, in that order, whether or
 * not the ones before were answered. Whoever needs no answer does not wait for one, and `begin` and `commit` cost no
 * round trip of their own.
 */
import { CompiledQuery, DummyDriver, type Kysely, PostgresDialect, Transaction } from 'kysely';
import type { Tables } from './schema';

export interface Statements {
  readonly q: Transaction<Tables>;
  /** A statement nobody waits for: `later(insert(tx.q, …))`. Its error is the transaction's. */
  later(work: Promise<unknown>): void;
  /** Nothing of the transaction is kept: `return tx.undo(answer)`. */
  undo<T>(answer: T): T;
}

/** "current transaction is aborted": what follows the error that matters. */
const ABORTED = '25P02';

export async function transact<T>(db: Kysely<Tables>, work: (statements: Statements) => Promise<T>): Promise<T> {
  return db.getExecutor().provideConnection(async (connection) => {
    const ask = (text: string) => connection.executeQuery(CompiledQuery.raw(text));
    const sent: Promise<unknown>[] = [];
    const later = (statement: Promise<unknown>): void => {
      // Looked at before the commit is believed; until then it is nobody's.
      statement.catch(() => undefined);
      sent.push(statement);
    };
    let isUndone = false;
    const undo = <T>(answer: T): T => {
      isUndone = true;
      return answer;
    };
    const { q, end } = onOne(db, connection);
    let isEnding = false;
    later(ask('begin'));
    try {
      const result = await work({ q, later, undo });
      isEnding = true;
      end();
      later(ask(isUndone ? 'rollback' : 'commit'));
      await Promise.all(sent);
      return result;
    } catch (error) {
      end();
      const outcomes = await Promise.allSettled(sent);
      // With an error before it, a commit has rolled back.
      // One that cannot be rolled back is closed with its connection; see prepared.ts.
      if (!isEnding) await ask('rollback').catch(() => undefined);
      throw (
        outcomes
          .flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
          .find(isCause) ?? error
      );
    }
  });
}

/** Reads that do not depend on each other, asked in one round trip: `together(q, (one) => Promise.all([…]))`. */
export async function together<T>(db: Kysely<Tables>, work: (one: Kysely<Tables>) => Promise<T>): Promise<T> {
  return db.getExecutor().provideConnection(async (connection) => {
    const { q, end } = onOne(db, connection);
    return work(q).finally(end);
  });
}

type Connection = Parameters<Parameters<ReturnType<Kysely<Tables>['getExecutor']>['provideConnection']>[0]>[0];

/**
 * Kysely's own transactions send a statement when the one before is answered; this one sends it at once. After its end
 * it takes none: of several at work one may fail, and what the others go on to ask would be made for good, or within
 * whatever has the connection next.
 */
function onOne(db: Kysely<Tables>, connection: Connection): { q: Transaction<Tables>; end: () => void } {
  let hasEnded = false;
  const executor = db.getExecutor().withConnectionProvider({
    async provideConnection(use) {
      if (hasEnded) throw new Error('The transaction has ended.');
      return use(connection);
    },
  });
  const q = new Transaction<Tables>({
    config: { dialect: DIALECT },
    dialect: DIALECT,
    driver: new DummyDriver(),
    executor,
  });
  return { q, end: () => (hasEnded = true) };
}

/** Asked for nothing but its name: the executor has what it takes. */
const DIALECT = new PostgresDialect({ pool: () => Promise.reject(new Error('A transaction has its connection.')) });

const isCause = (error: unknown): boolean => (error as { code?: unknown } | null)?.code !== ABORTED;
