/** One reader's live view, cut where they do not read. */
import type { Response } from 'express';
import type { Listener, Stream } from './audience';

/** What may wait for a reader for longer than a moment: who has taken nothing of it by then does not read, and is cut. */
const MOST_BUFFERED = 64 * 1024;
const MOMENT_MS = 1_000;
/** What may wait at all. */
const MOST_AT_ONCE = 1024 * 1024;

export class OpenStream implements Stream {
  private behind = false;
  /** The most that waited since it was last looked at. */
  private waited = 0;

  constructor(
    readonly listener: Listener,
    readonly manager: boolean,
    readonly endsAt: number,
    readonly slot: number,
    private readonly res: Response,
  ) {}

  send(frame: string): void {
    this.res.write(frame);
    const waiting = this.res.writableLength;
    this.waited = Math.max(this.waited, waiting);
    if (waiting > MOST_AT_ONCE) this.res.destroy();
    else if (waiting > MOST_BUFFERED && !this.behind) {
      this.behind = true;
      this.lookLater();
    }
  }

  /** What was sent is taken between turns of the event loop: where much kept the process busy, one is let by first. */
  private lookLater(): void {
    setTimeout(() => setImmediate(() => this.lookAgain()), MOMENT_MS).unref();
  }

  /** Who has taken some of it reads. */
  private lookAgain(): void {
    const waiting = this.res.writableLength;
    const reads = waiting < this.waited;
    this.waited = waiting;
    this.behind = waiting > MOST_BUFFERED && reads;
    if (this.behind) this.lookLater();
    else if (waiting > MOST_BUFFERED) this.res.destroy();
  }

  end(): void {
    this.res.end();
  }
}
