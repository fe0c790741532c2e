/** One request to an address the outbound rule allows: bounded in time and size, never redirected. */
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { retryAfterMs } from '../retryAfter';
import { guardedLookup, outboundUrl, RefusedUrl } from './url';

const agents = {
  http: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
};

export interface OutboundCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: Buffer;
  allowLoopback: boolean;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** A longer answer counts as none. Absent: the body does not matter and is not kept. */
  mostBytes?: number;
}

export interface CallAnswer {
  status: number;
  text: string;
  /** Retry-After of the answer, in milliseconds. */
  afterMs: number | null;
}

/** No answer came. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(
    message: string,
    /** The other side may have acted on the request all the same. */
    readonly ambiguous: boolean,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

/** An answer of any status. Rejects with RefusedUrl when the address may not be called, else with Unreachable. */
export async function call(options: OutboundCall): Promise<CallAnswer> {
  const url = outboundUrl(options.url, options);
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  // Until the request is on the wire nothing can have happened on the other side.
  let sent = false;
  try {
    const response = await answer(url, options, signal, () => (sent = true));
    const text = options.mostBytes === undefined ? passOver(response) : await readAll(response, options.mostBytes);
    return { status: response.statusCode ?? 0, text, afterMs: afterMsOf(response.headers['retry-after']) };
  } catch (error) {
    if (error instanceof RefusedUrl) throw error;
    const words = timeout.aborted
      ? `no answer within ${options.timeoutMs / 1_000} s`
      : String((error as Error).message);
    throw new Unreachable(`${url.host} could not be reached: ${words}.`, sent, error);
  }
}

/** What one request says; a body of known length may come as a stream. */
export interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string> | undefined;
  body?: Buffer | { length: number; bytes: Readable } | undefined;
  allowLoopback: boolean;
}

/** The response as it begins, to an address that `outboundUrl` has let through. */
export function answer(url: URL, asked: Asked, signal: AbortSignal, onSent?: () => void): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const { body } = asked;
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: asked.method,
      agent: secure ? agents.https : agents.http,
      lookup: guardedLookup(asked.allowLoopback),
      signal,
      headers: { ...asked.headers, 'content-length': body?.length ?? 0 },
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.on('socket', (socket) => {
      if (!onSent) return;
      if (!socket.connecting) onSent();
      else socket.once(secure ? 'secureConnect' : 'connect', onSent);
    });
    if (body === undefined || Buffer.isBuffer(body)) request.end(body);
    else pipeline(body.bytes, request).catch(reject);
  });
}

async function readAll(response: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw new Error(`the answer is larger than ${most / 1_048_576} MB`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** A short rest of a body is read, so that keep-alive can reuse the connection. */
const PASSED_OVER_BYTES = 65_536;

function passOver(response: IncomingMessage): '' {
  let size = 0;
  response.on('error', () => undefined);
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > PASSED_OVER_BYTES) response.destroy();
  });
  return '';
}

/** Retry-After is capped: the other side may be anybody. */
const MOST_PAUSE_MS = 600_000;

export function afterMsOf(header: string | undefined): number | null {
  const ms = retryAfterMs(header);
  return ms === null ? null : Math.min(ms, MOST_PAUSE_MS);
}
