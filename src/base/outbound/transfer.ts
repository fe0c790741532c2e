/** Whole files by the guarded way, as streams: bounded in time; a redirect is an address like any other and checked again. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { afterMsOf, answer, Unreachable } from './call';
import { outboundUrl, RefusedUrl } from './url';

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

interface Bounds {
  url: string;
  allowLoopback: boolean;
  /** For all of it, body included. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface Download {
  status: number;
  contentType: string | null;
  /** As announced. */
  length: number | null;
  /** Retry-After of the answer, in milliseconds. */
  afterMs: number | null;
  /** Read it to the end, or call `close`. */
  bytes: AsyncIterable<Buffer>;
  close(): void;
}

/**
 * Rejects with RefusedUrl or Unreachable; so does reading.
 * @param headersFor what to say at each address on the way, so that a secret reaches the address it is for and no other
 */
export async function download(
  bounds: Bounds & { headersFor?: (url: URL) => Promise<Record<string, string>> },
): Promise<Download> {
  const deadline = deadlineOf(bounds);
  let url = outboundUrl(bounds.url, bounds);
  for (let hops = 0; ; hops += 1) {
    const headers = (await bounds.headersFor?.(url)) ?? {};
    const asked = { method: 'GET' as const, headers, allowLoopback: bounds.allowLoopback };
    const response = await deadline.watch(url, answer(url, asked, deadline.signal));
    const { location } = response.headers;
    if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) {
      return {
        status: response.statusCode ?? 0,
        contentType: response.headers['content-type'] ?? null,
        length: lengthOf(response),
        afterMs: afterMsOf(response.headers['retry-after']),
        bytes: deadline.read(url, response),
        close: () => void response.destroy(),
      };
    }
    response.destroy();
    if (hops === MOST_REDIRECTS) throw new Unreachable(`${url.host} leads on and on.`, false, null);
    if (!URL.canParse(location, url.href)) throw new RefusedUrl(`${url.host} leads to an address that is none.`);
    url = outboundUrl(new URL(location, url).href, bounds);
  }
}

/** Sends a body of known length; the answer's own body does not matter. */
export async function upload(
  bounds: Bounds & { headers: Record<string, string>; length: number; bytes: AsyncIterable<Buffer> },
): Promise<{ status: number; afterMs: number | null }> {
  const deadline = deadlineOf(bounds);
  const url = outboundUrl(bounds.url, bounds);
  const body = { length: bounds.length, bytes: Readable.from(bounds.bytes) };
  const { headers, allowLoopback } = bounds;
  const response = await deadline.watch(
    url,
    answer(url, { method: 'PUT', headers, body, allowLoopback }, deadline.signal),
  );
  response.resume();
  return { status: response.statusCode ?? 0, afterMs: afterMsOf(response.headers['retry-after']) };
}

function deadlineOf({ timeoutMs, signal: stop }: Bounds) {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = stop ? AbortSignal.any([stop, timeout]) : timeout;
  const lost = (url: URL, error: unknown): Error => {
    if (error instanceof RefusedUrl) return error;
    const words = timeout.aborted ? `no answer within ${timeoutMs / 1_000} s` : String((error as Error).message);
    return new Unreachable(`${url.host} could not be reached: ${words}.`, true, error);
  };
  return {
    signal,
    async watch<T>(url: URL, work: Promise<T>): Promise<T> {
      try {
        return await work;
      } catch (error) {
        throw lost(url, error);
      }
    },
    async *read(url: URL, response: IncomingMessage): AsyncIterable<Buffer> {
      try {
        yield* response as AsyncIterable<Buffer>;
      } catch (error) {
        throw lost(url, error);
      }
    },
  };
}

function lengthOf({ headers }: IncomingMessage): number | null {
  const length = Number(headers['content-length']);
  return headers['content-length'] !== undefined && Number.isFinite(length) ? length : null;
}
