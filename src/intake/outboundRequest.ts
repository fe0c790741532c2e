/** One JSON request to an address the outbound rule allows: bounded in time and size, never redirected. */
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { DirectLineError, errorOfAnswer } from './directLineError';
import { guardedLookup, outboundUrl, RefusedUrl } from './outboundUrl';

const MOST_BYTES = 16 * 1024 * 1024;
const agents = {
  http: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
  https: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
};

export interface OutboundRequest {
  method: 'GET' | 'POST';
  url: string;
  token?: string | null;
  body?: unknown;
  allowLoopback: boolean;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** The parsed body of a 2xx answer (undefined when empty); anything else throws a DirectLineError. */
export async function sendRequest(o: OutboundRequest): Promise<unknown> {
  let url: URL;
  try {
    url = outboundUrl(o.url, o);
  } catch (error) {
    throw refused(error);
  }
  const timeout = AbortSignal.timeout(o.timeoutMs);
  const signal = o.signal ? AbortSignal.any([o.signal, timeout]) : timeout;
  // Until the request is on the wire nothing can have happened on the other side.
  let sent = false;
  try {
    const response = await answer(url, o, signal, () => (sent = true));
    const status = response.statusCode ?? 0;
    const body = parse(await readAll(response));
    if (status >= 200 && status < 300) return body;
    throw errorOfAnswer(status, body, response.headers['retry-after']);
  } catch (error) {
    if (error instanceof DirectLineError) throw error;
    if (error instanceof RefusedUrl) throw refused(error);
    const words = timeout.aborted ? `no answer within ${o.timeoutMs / 1_000} s` : String((error as Error).message);
    throw new DirectLineError('unavailable', `${url.host} could not be reached: ${words}.`, {
      ambiguous: sent,
      cause: error,
    });
  }
}

function answer(url: URL, o: OutboundRequest, signal: AbortSignal, onSent: () => void): Promise<IncomingMessage> {
  const secure = url.protocol === 'https:';
  const body = o.body === undefined ? null : Buffer.from(JSON.stringify(o.body));
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(url, {
      method: o.method,
      agent: secure ? agents.https : agents.http,
      lookup: guardedLookup(o.allowLoopback),
      signal,
      headers: {
        accept: 'application/json',
        ...(o.token && { authorization: `Bearer ${o.token}` }),
        ...(body && { 'content-type': 'application/json' }),
        'content-length': body?.length ?? 0,
      },
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.on('socket', (socket) => {
      if (!socket.connecting) onSent();
      else socket.once(secure ? 'secureConnect' : 'connect', onSent);
    });
    request.end(body ?? undefined);
  });
}

async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('the answer is larger than 16 MB');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function refused(error: unknown): DirectLineError {
  return new DirectLineError('rejected', (error as Error).message, { cause: error });
}
