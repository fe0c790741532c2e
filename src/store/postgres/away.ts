/** Which errors mean that the database is away, and not that something is wrong with what it was asked. */
import { DatabaseAway } from '../../base/errors';

const AWAY = 'The database cannot be reached just now. Try again in a moment.';
const READ_ONLY = 'The database only reads just now: it is a standby, or set to read only. Try again in a moment.';

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** read_only_sql_transaction */
const ONLY_READS = '25006';
/** Shut down, starting, too many connections; class 08 is the connection itself, which poolers use for theirs, too. */
const NOT_NOW = /^(57P0[123]|53300|08...)$/;
/** What the driver says without a code. */
const DRIVER = /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed|is closed))/;

export class OnlyReads extends DatabaseAway {
  constructor(cause?: unknown) {
    super(READ_ONLY, cause);
  }
}

/** The same error in words for whoever asked, where it means that the database is away; any other as it is. */
export function asAway(error: unknown): unknown {
  if (error instanceof DatabaseAway) return error;
  const code = codeOf(error);
  if (code === ONLY_READS) return new OnlyReads(error);
  const isGone = NETWORK.has(code) || NOT_NOW.test(code) || DRIVER.test(error instanceof Error ? error.message : '');
  return isGone ? new DatabaseAway(AWAY, error) : error;
}

export function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
