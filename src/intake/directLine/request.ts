/** One JSON request of the Direct Line protocol, in the terms of its errors. */
import { DirectLineError, errorOfAnswer } from './directLineError';
import { call, Unreachable } from '../../base/outbound/call';

const MOST_BYTES = 16 * 1024 * 1024;

/** A body that is not JSON. */
export interface Form {
  contentType: string;
  bytes: Buffer;
}

export interface OutboundRequest {
  method: 'GET' | 'POST';
  url: string;
  token?: string | null;
  body?: unknown;
  /** Instead of a body. */
  form?: Form | undefined;
  allowLoopback: boolean;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** The parsed body of a 2xx answer (undefined when empty); anything else throws a DirectLineError. */
export async function sendRequest({ token, body, form, ...options }: OutboundRequest): Promise<unknown> {
  const answer = await call({
    ...options,
    headers: {
      accept: 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(form && { 'content-type': form.contentType }),
    },
    ...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
    ...(form && { body: form.bytes }),
    mostBytes: MOST_BYTES,
  }).catch((error: unknown) => {
    throw error instanceof Unreachable
      ? new DirectLineError('unavailable', error.message, { ambiguous: error.ambiguous, cause: error })
      : new DirectLineError('rejected', (error as Error).message, { cause: error });
  });
  const read = parse(answer.text);
  if (answer.status >= 200 && answer.status < 300) return read;
  throw errorOfAnswer(answer.status, read, answer.afterMs);
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
