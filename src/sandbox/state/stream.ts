/** Changes as Server-Sent Events, for the page and for tests in other processes. */
import type { Request, Response } from 'express';
import type { State } from './state';

const MOST_READERS = 100;
const HEARTBEAT_MS = 15_000;
/** Backpressure: a slow reader is disconnected; it reconnects and reads everything again. */
const MOST_WAITING_BYTES = 1_000_000;

export class Stream {
  private readonly readers = new Set<Response>();
  private readonly heartbeat: NodeJS.Timeout;
  private readonly off: () => void;

  constructor(state: State) {
    this.off = state.on((change) => this.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`));
    this.heartbeat = setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  open(req: Request, res: Response): void {
    if (this.readers.size >= MOST_READERS) {
      res.status(503).json({ reason: `at most ${MOST_READERS} may listen at once` });
      return;
    }
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    res.write(': welcome\n\n');
    this.readers.add(res);
    req.on('close', () => this.readers.delete(res));
  }

  private write(event: string): void {
    for (const reader of this.readers) {
      if (reader.writableLength > MOST_WAITING_BYTES) {
        this.readers.delete(reader);
        reader.destroy();
      } else reader.write(event);
    }
  }

  close(): void {
    this.off();
    clearInterval(this.heartbeat);
    for (const reader of this.readers) reader.end();
    this.readers.clear();
  }
}
