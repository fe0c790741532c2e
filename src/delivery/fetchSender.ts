/** Fetches the files that came with messages, by guarded HTTP (base/outbound), into the store. */
import { INLINE_FILE_UNREADABLE } from '../cards/words/agent/delivery';
import { Unreachable } from '../base/outbound/call';
import { download } from '../base/outbound/transfer';
import { RefusedUrl } from '../base/outbound/url';
import { notGiven, RUNS, TOO_LARGE } from '../cards/words/files';
import { FileRefused, takeFile } from '../arrival/takeFile';
import { hintFile } from '../escalation/fileHint';
import { FILE_LIMITS, type FileSource } from '../domain/file';
import { endsAsProgram } from '../domain/fileType';
import type { Item, SendOutcome } from '../domain/outbox';
import { fileIsReady, fileIsUnavailable, sourceOf } from '../store/files';
import type { FileStore } from '../store/fileStore';
import type { Db, Tx } from '../store/postgres/db';
import type { Sender } from './sender';

/** Within what the dispatcher gives one attempt. */
const TIMEOUT_MS = 18_000;
/** About two minutes of trying; whoever waits for the file learns then that it does not come. */
const MOST_ATTEMPTS = 6;

export interface FetchOptions {
  db: Db;
  store: FileStore;
  allowLoopback: boolean;
  /** Proves that the bot of this app ID asks, to the service its customers' messages came from. */
  botToken(botAppId: string): Promise<string>;
}

export class FetchSender implements Sender<'fetch'> {
  readonly kind = 'fetch';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: FetchOptions) {}

  async send({ payload }: Item<'fetch'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, store } = this.options;
    const found = await sourceOf(db.q, payload.fileId);
    if (!found) return { result: 'delivered' };
    // A program is refused by its name, without a request.
    if (endsAsProgram(found.file.name)) return { result: 'failed', reason: RUNS };
    try {
      const opened = await this.open(found.source, signal);
      if ('result' in opened) return opened;
      const { id, name, contentType: claimed } = found.file;
      const taken = await takeFile(store, { id, name, claimed }, opened.bytes).finally(opened.close);
      await db.transaction(async (tx) => {
        await fileIsReady(tx.q, id, taken);
        await hintFile(tx, id);
      });
      return { result: 'delivered' };
    } catch (error) {
      if (error instanceof FileRefused || error instanceof RefusedUrl)
        return { result: 'failed', reason: error.message };
      if (error instanceof Unreachable) return { result: isNowhere(error) ? 'failed' : 'retry', reason: error.message };
      throw error;
    }
  }

  async settle(tx: Tx, { payload }: Item<'fetch'>, outcome: SendOutcome): Promise<void> {
    if (outcome.result !== 'failed') return;
    await fileIsUnavailable(tx.q, payload.fileId, outcome.reason);
    await hintFile(tx, payload.fileId);
  }

  private async open(
    source: FileSource,
    signal: AbortSignal,
  ): Promise<SendOutcome | { bytes: AsyncIterable<Buffer>; close(): void }> {
    if (source.url.startsWith('data:')) return dataUrl(source.url);
    const { allowLoopback } = this.options;
    const host = new URL(source.url).host;
    const answer = await download({
      url: source.url,
      allowLoopback,
      timeoutMs: TIMEOUT_MS,
      signal,
      headersFor: (url) => this.headersFor(source, url),
    });
    if (answer.status === 200) {
      if ((answer.length ?? 0) <= FILE_LIMITS.bytes) return answer;
      answer.close();
      return { result: 'failed', reason: TOO_LARGE };
    }
    answer.close();
    const reason = notGiven(answer.status, host);
    const passes = answer.status === 408 || answer.status === 429 || answer.status >= 500;
    return passes ? { result: 'retry', reason, afterMs: answer.afterMs ?? undefined } : { result: 'failed', reason };
  }

  /** The bot's token goes to the service its activity came from, and to no other host, whatever a message says. */
  private async headersFor(source: FileSource, url: URL): Promise<Record<string, string>> {
    const headers = { 'user-agent': 'HandoffDesk' };
    if (source.kind !== 'teams' || url.origin !== originOf(source.serviceUrl)) return headers;
    return { ...headers, authorization: `Bearer ${await this.options.botToken(source.botAppId)}` };
  }
}

/** The host's name does not resolve: no retry. */
function isNowhere({ cause }: Unreachable): boolean {
  return (cause as { code?: unknown } | null)?.code === 'ENOTFOUND';
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

const DATA = /^data:[^,]{0,200}?(;base64)?,/i;

/** A file that came within the message. */
function dataUrl(url: string): SendOutcome | { bytes: AsyncIterable<Buffer>; close(): void } {
  const head = DATA.exec(url);
  if (!head) return { result: 'failed', reason: INLINE_FILE_UNREADABLE };
  const rest = url.slice(head[0].length);
  const bytes = head[1] ? Buffer.from(rest, 'base64') : Buffer.from(unescaped(rest), 'latin1');
  return {
    bytes: (async function* () {
      yield bytes;
    })(),
    close: () => undefined,
  };
}

const unescaped = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
