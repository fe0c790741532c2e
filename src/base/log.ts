/** One line of JSON per event on standard output. Secrets and customers' words stay out of it. */
import pino, { type DestinationStream } from 'pino';
import { LOG_EVENTS, type LogEvent, type LogLevel } from './logEvents';

/** What a line may carry besides its event: ids, kinds and reasons. No names of people, no words they wrote, no tokens. */
export interface LogFields {
  err?: unknown;
  /** An error's message alone, where its stack says nothing. */
  reason?: string;
  code?: string;
  detail?: string;
  conversationId?: string;
  connectionId?: string;
  /** Of a delivery. */
  lane?: string;
  kind?: string;
  /** Of a request. */
  method?: string;
  route?: string;
  /** Of an activity: its type, its name, the type of its chat, what became of it. */
  activity?: string;
  name?: string | null;
  chat?: string | null;
  outcome?: object;
  what?: string;
  end?: string;
  task?: string;
  warning?: string;
  url?: string;
  file?: string | null;
  folder?: string;
  withinMs?: number;
  count?: number;
}

/** An event has its level and its message from `LOG_EVENTS`: a line without a name does not compile. */
export type Log = { readonly [L in LogLevel]: (event: LogEvent<L>, fields?: LogFields) => void };

const SECRETS = [
  'authorization',
  'Authorization',
  'cookie',
  'password',
  'secret',
  'secretsKey',
  'privateKey',
  'token',
  'accessToken',
  'access_token',
  'client_secret',
];

export function createLog(level: string, to?: DestinationStream): Log {
  const lines = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeError, error: describeError },
    },
    to ?? pino.destination({ dest: 1, sync: true }),
  );
  const at =
    <L extends LogLevel>(of: L) =>
    (event: LogEvent<L>, fields?: LogFields) =>
      lines[of]({ event, ...fields }, (LOG_EVENTS[of] as Record<string, string>)[event]);
  return { fatal: at('fatal'), error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** Errors of HTTP clients carry whole requests, tokens included, so only the known harmless fields are kept. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { code, statusCode, status, cause } = error as Error & Record<string, unknown>;
  return {
    type: error.name,
    message: withoutTokens(error.message),
    stack: withoutTokens(error.stack ?? ''),
    code,
    status: statusCode ?? status,
    cause: cause !== undefined && depth < 4 ? describeError(cause, depth + 1) : undefined,
  };
}

function withoutTokens(text: string): string {
  return text
    .replace(/Bearer\s+[\w.~+/=-]+/gi, 'Bearer [redacted]')
    .replace(/(postgres(?:ql)?:\/\/[^:@/\s]*):[^@/\s]+@/g, '$1:[redacted]@');
}
