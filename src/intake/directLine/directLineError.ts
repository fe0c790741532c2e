/** Why a Direct Line call did not work, in the few kinds a caller acts on. */
import {
  ADDRESS_UNKNOWN,
  ASKS_FOR_PAUSE,
  BOT_SILENT,
  CREDENTIALS_REFUSED,
  NOT_AVAILABLE,
  REQUEST_REFUSED,
  STILL_AT_IT,
  TOKEN_EXPIRED,
  addressRedirects,
} from '../../cards/words/manager/directLine';
export type DirectLineErrorKind =
  'unauthorized' | 'tokenExpired' | 'notFound' | 'throttled' | 'unavailable' | 'rejected';

export class DirectLineError extends Error {
  override readonly name = 'DirectLineError';
  readonly status: number | null;
  /** The other side may have acted on the request all the same. */
  readonly ambiguous: boolean;
  /** Retry-After in milliseconds, for `throttled` and `unavailable`. */
  readonly afterMs: number | null;
  /** The bot itself said no; its service and the way there are well. */
  readonly refused: boolean;
  /** An answer came, but not one of Direct Line's. */
  readonly unreadable: boolean;

  constructor(
    readonly kind: DirectLineErrorKind,
    message: string,
    options: {
      status?: number;
      ambiguous?: boolean;
      afterMs?: number | null;
      refused?: boolean;
      unreadable?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = options.status ?? null;
    this.ambiguous = options.ambiguous ?? false;
    this.afterMs = options.afterMs ?? null;
    this.refused = options.refused ?? false;
    this.unreadable = options.unreadable ?? false;
  }
}

/** `BotError` and its kin: the service reached the bot, and the bot itself failed. */
const BOTS_OWN = /^bot\w*(?:error|reject|refus|fail)/i;
const BOTS_OWN_WORDS = /\bbot (?:returned|responded|failed|threw|rejected|refused)/i;

/** What a status other than 2xx means, with the service's own words where it gave any. */
export function errorOfAnswer(status: number, body: unknown, afterMs: number | null): DirectLineError {
  const { code, message } = wordsOf(body);
  const said = [code, message].filter(Boolean).join(': ');
  const words = (lead: string) => (said ? `${lead} (${status} ${said})` : `${lead} (${status})`);
  if (status === 403 && code === 'TokenExpired') {
    return new DirectLineError('tokenExpired', words(TOKEN_EXPIRED), { status });
  }
  if (status === 401 || status === 403) {
    const lead = CREDENTIALS_REFUSED;
    return new DirectLineError('unauthorized', words(lead), { status });
  }
  if (status === 404) return new DirectLineError('notFound', words(ADDRESS_UNKNOWN), { status });
  if (status === 429) return new DirectLineError('throttled', words(ASKS_FOR_PAUSE), { status, afterMs });
  if (status === 503) return new DirectLineError('unavailable', words(NOT_AVAILABLE), { status, afterMs });
  if (status >= 500 || status === 408) {
    // A 502 says that the bot did not answer, not that it never got the words.
    const refused = BOTS_OWN.test(code) || BOTS_OWN_WORDS.test(message);
    return new DirectLineError('unavailable', words(BOT_SILENT), {
      status,
      afterMs,
      ambiguous: true,
      refused,
    });
  }
  if (status === 409) return new DirectLineError('unavailable', words(STILL_AT_IT), { status, afterMs });
  if (status >= 300 && status < 400) {
    return new DirectLineError('rejected', addressRedirects(status), {
      status,
    });
  }
  return new DirectLineError('rejected', words(REQUEST_REFUSED), { status });
}

function wordsOf(body: unknown): { code: string; message: string } {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : body;
  const text = (name: 'code' | 'message') => {
    const value = typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value.slice(0, 200) : '';
  };
  return { code: text('code'), message: text('message') };
}
