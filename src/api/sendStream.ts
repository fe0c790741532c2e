import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { CutOff, type CutReason } from '../base/cutOff';
import type { Answer } from './route';

/** Taken slower than this, it is given up. */
const IDLE_MS = 60_000;

/**
 * A file in pieces, as fast as it is taken: nothing is read ahead of whoever takes it, and nobody is waited for without
 * an end.
 * @param closed aborted with the answer, and with the reason where it was cut off
 */
export async function sendStream(
  res: Response,
  { status, stream }: Pick<Answer, 'status'> & Required<Pick<Answer, 'stream'>>,
  closed: AbortController,
): Promise<void> {
  const { bytes, headers, ends } = stream;
  const cut = (why: CutReason) => {
    closed.abort(new CutOff(why));
    res.destroy();
  };
  res.setTimeout(IDLE_MS, () => cut(res.writableNeedDrain ? 'notTaken' : 'notComing'));
  // Whoever takes a byte now and then is never idle.
  const end = ends && setTimeout(() => cut(ends.why), ends.at.getTime() - Date.now());
  try {
    await pipeline(Readable.from(bytes), res.status(status).set(headers));
  } catch (error) {
    // The connection's own error says less than why it was ended.
    throw closed.signal.aborted ? closed.signal.reason : error;
  } finally {
    clearTimeout(end);
  }
}

/** Aborted with the answer: once it has been taken, or whoever asked has gone. */
export function closing(res: Response): AbortController {
  const closed = new AbortController();
  const leave = () => closed.abort(new CutOff('left'));
  if (res.closed) leave();
  else res.once('close', leave);
  return closed;
}
