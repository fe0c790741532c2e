/** Signs of typing, by which a customer sees that their bot is at work; best effort. */
import type { Log } from '../../base/log';

/** A bot that has not answered for this long shows that it is busy, and goes on to. */
const SLOW_MS = 1_500;
const EVERY_MS = 3_000;

export class Typing {
  constructor(private readonly options: { typing(conversationId: string): void | Promise<void>; log: Log }) {}

  async show(conversationId: string): Promise<void> {
    try {
      await this.options.typing(conversationId);
    } catch (error) {
      this.options.log.debug('relay.typing_not_sent', { err: error, conversationId });
    }
  }

  /** A slow bot is not an absent one. */
  async during<T>(conversationId: string, work: Promise<T>): Promise<T> {
    const show = () => void this.show(conversationId);
    let timer = setTimeout(() => {
      show();
      timer = setInterval(show, EVERY_MS);
    }, SLOW_MS);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }
}
