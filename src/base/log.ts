/** One line of JSON per event on standard output. Secrets and customers' words stay out of it. */
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

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
  return pino(
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
