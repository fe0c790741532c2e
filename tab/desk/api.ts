/** The only place the tab asks the server anything over `fetch` (the stream aside). */
import type { Problem } from '../../src/contract/api';
import { ApiError } from './apiError';
import { fileNameIn } from './fileName';
import { heard, isReachable, missed } from './reach';
import { judgeSignIn } from './signedIn';
import { getToken } from './teams';
import { errorWords } from '../words/errors';

const TIMEOUT_MS = 15_000;
/** Of a file of 20 MB over a slow line. */
const FILE_TIMEOUT_MS = 180_000;
/** As long as the desk gives an export. */
const STREAM_TIMEOUT_MS = 30 * 60_000;

interface Ask {
  query?: Record<string, string | number | undefined | null>;
  body?: unknown;
  /** Sent as it is, instead of a JSON body. */
  file?: Blob;
  signal?: AbortSignal;
  /** All of the answer has come by then. */
  timeoutMs?: number;
}

export const get = <T>(path: string, what: Ask = {}) => call<T>('GET', path, what);
export const post = <T>(path: string, body: unknown = {}, signal?: AbortSignal) =>
  call<T>('POST', path, { body, ...(signal && { signal }) });
export const put = <T>(path: string, body: unknown) => call<T>('PUT', path, { body });
export const patch = <T>(path: string, body: unknown) => call<T>('PATCH', path, { body });
export const remove = (path: string) => call<unknown>('DELETE', path, {});

/** A file, under the name the desk gives it. */
export async function download(path: string): Promise<{ name: string; content: Blob }> {
  const answer = await ask('GET', path, {});
  return { name: fileNameIn(answer.headers.get('content-disposition') ?? ''), content: await answer.blob() };
}

/** A file that is written while it comes, to be read as it does. */
export const stream = (path: string, what: Ask): Promise<Response> =>
  ask('GET', path, { ...what, timeoutMs: STREAM_TIMEOUT_MS });

export const upload = <T>(path: string, file: Blob, query: Ask['query'], signal: AbortSignal) =>
  call<T>('POST', path, { file, query, signal });

async function call<T>(method: string, path: string, what: Ask): Promise<T> {
  const answer = await ask(method, path, what);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

async function ask(method: string, path: string, what: Ask): Promise<Response> {
  const answer = await send(method, path, what);
  // The token may have run out between Teams' cache and the server's clock: ask once more.
  const final = answer.status === 401 ? await send(method, path, what) : answer;
  judgeSignIn(final.status);
  if (!final.ok) throw await problemOf(final);
  return final;
}

async function send(method: string, path: string, { query, body, file, signal, timeoutMs }: Ask): Promise<Response> {
  // Sent into the dark it might arrive long after somebody has given up on it.
  const refuseInTheDark = () => {
    if (method !== 'GET' && !isReachable()) throw new ApiError('offline', errorWords.offline);
  };
  refuseInTheDark();
  const token = await getToken();
  signal?.throwIfAborted();
  refuseInTheDark();
  const timeout = AbortSignal.timeout(timeoutMs ?? (file ? FILE_TIMEOUT_MS : TIMEOUT_MS));
  try {
    const answer = await fetch(withQuery(path, query), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json, */*',
        ...(file && { 'content-type': file.type || 'application/octet-stream' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    heard();
    return answer;
  } catch (error) {
    if (signal?.aborted) throw error;
    missed();
    if (timeout.aborted) throw new ApiError('timeout', errorWords.timeout);
    throw new ApiError('offline', errorWords.offline);
  }
}

function withQuery(path: string, query: Ask['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${search ? `?${search}` : ''}`;
}

async function problemOf(answer: Response): Promise<ApiError> {
  const problem = await answer.json().then(
    (body: Partial<Problem>) => body,
    // A proxy's error page is no JSON; the status still says enough.
    (): Partial<Problem> => ({}),
  );
  const words = problem.detail ?? problem.title ?? errorWords.status({ status: answer.status });
  return new ApiError(problem.code ?? 'internal', words, { ...problem, status: answer.status });
}
