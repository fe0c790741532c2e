/** A Direct Line stream: one WebSocket that carries activity sets until it closes. */
import { WebSocket } from 'ws';
import { type ActivitySet, activitySetOf } from './directLine';
import { guardedLookup, outboundUrl } from '../../base/outbound/url';

/** `collision`: another socket took this conversation's place. */
export type StreamEnd = 'closed' | 'collision' | 'silent' | 'failed';

export interface Stream {
  /** Settles once, however the stream ended. */
  readonly ended: Promise<{ end: StreamEnd; reason: string }>;
  close(): void;
}

const PING_MS = 25_000;
const CLOSE_MS = 1_000;
const LARGEST_FRAME = 4 * 1024 * 1024;

/** Resolves when the socket is open; rejects when it cannot be opened in time. */
export function openStream(
  streamUrl: string,
  options: {
    allowLoopback: boolean;
    onSet: (set: ActivitySet) => void;
    pingMs?: number;
    timeoutMs?: number;
    signal?: AbortSignal;
  },
): Promise<Stream> {
  const url = outboundUrl(streamUrl, { allowLoopback: options.allowLoopback, socket: true });
  const socket = new WebSocket(url, {
    handshakeTimeout: options.timeoutMs ?? 15_000,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
    followRedirects: false,
    lookup: guardedLookup(options.allowLoopback),
  });
  return new Promise((resolve, reject) => {
    const abort = () => socket.terminate();
    options.signal?.addEventListener('abort', abort, { once: true });
    if (options.signal?.aborted) abort();
    socket.once('error', reject);
    socket.once('open', () => {
      socket.off('error', reject);
      options.signal?.removeEventListener('abort', abort);
      resolve(listen(socket, options.onSet, options.pingMs ?? PING_MS));
    });
  });
}

function listen(socket: WebSocket, onSet: (set: ActivitySet) => void, pingMs: number): Stream {
  let end: StreamEnd | null = null;
  let reason = '';
  let alive = true;
  const heard = () => (alive = true);
  // Ping: a half-open connection is noticed only by asking.
  const timer = setInterval(() => {
    if (!alive) {
      end = 'silent';
      reason = `nothing heard for ${pingMs / 500} s`;
      return socket.terminate();
    }
    alive = false;
    socket.ping();
  }, pingMs);
  timer.unref();

  socket.on('pong', heard);
  socket.on('ping', heard);
  socket.on('message', (data: Buffer, isBinary) => {
    heard();
    const set = isBinary ? null : readFrame(data);
    if (set) onSet(set);
  });
  socket.on('error', (error) => {
    end = 'failed';
    reason = error.message;
  });
  const ended = new Promise<{ end: StreamEnd; reason: string }>((resolve) => {
    socket.once('close', (code, closeReason) => {
      clearInterval(timer);
      const words = closeReason.toString('utf8');
      resolve({
        end: end ?? (/collision/i.test(words) ? 'collision' : 'closed'),
        reason: reason || words || `closed with ${code}`,
      });
    });
  });
  return { ended, close: () => closeSoon(socket) };
}

/** A server that does not answer the close is not waited for. */
function closeSoon(socket: WebSocket): void {
  socket.close(1000);
  setTimeout(() => socket.terminate(), CLOSE_MS).unref();
}

/** Empty frames keep the connection alive; frames of other kinds are for others. */
function readFrame(data: Buffer): ActivitySet | null {
  if (data.length === 0) return null;
  try {
    return activitySetOf(JSON.parse(data.toString('utf8')));
  } catch {
    return null;
  }
}
