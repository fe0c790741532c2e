/** The way from Teams to the bot: activities with a real token, redelivered within bounds when nobody answers. */
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from '../../base/errors';
import type { Activity } from './activities';
import type { FaultSwitches } from './faults';

/** Teams waits this long for an answer. */
const ANSWER_WITHIN_MS = 15_000;
/** The pauses before an activity is sent again. */
const REDELIVERIES_MS: readonly number[] = [500, 1_000, 2_000, 4_000, 4_000];
const LARGEST_ANSWER = 1_000_000;

export type Delivered = { ok: true } | { ok: false; reason: string };
export interface InvokeResponse {
  status: number;
  body: string;
}

export interface DeskOptions {
  url: string;
  /** What proves to a bot (`28:…`) that an activity comes from Teams. */
  token(botId: string): Promise<string>;
  faults: FaultSwitches;
  redeliveries?: readonly number[];
  answerWithinMs?: number;
}

export class Desk {
  /** The last delivery of each conversation: Teams keeps their order. */
  private readonly lanes = new Map<string, Promise<unknown>>();
  private readonly underWay = new Set<AbortController>();
  private stopped = false;

  constructor(private readonly options: DeskOptions) {}

  /** Delivers in the order of the calls, unless told to shuffle. */
  async deliver(activity: Activity): Promise<Delivered> {
    const { faults } = this.options;
    const lane = activity.conversation.id;
    const spoiled = faults.affects(lane);
    const copies = spoiled ? Math.max(1, faults.current.deliveries) : 1;
    const window = spoiled ? faults.current.reorder : 0;
    const all = async (): Promise<Delivered> => {
      const results = await Promise.all(Array.from({ length: copies }, () => this.once(activity, window)));
      return results.find((result) => result.ok) ?? results[0] ?? { ok: false, reason: 'nothing was sent' };
    };
    if (window > 0) return all();
    const before = this.lanes.get(lane);
    const mine = before ? before.then(all) : all();
    this.lanes.set(lane, mine);
    const result = await mine;
    if (this.lanes.get(lane) === mine) this.lanes.delete(lane);
    return result;
  }

  private async once(activity: Activity, window: number): Promise<Delivered> {
    if (window > 0) await this.pause(Math.random() * window);
    let reason = '';
    for (const pauseMs of [0, ...(this.options.redeliveries ?? REDELIVERIES_MS)]) {
      if (pauseMs > 0) await this.pause(pauseMs);
      if (this.stopped) return { ok: false, reason: 'the sandbox is stopping' };
      try {
        const { status } = await this.post(activity);
        if (status < 300) return { ok: true };
        reason = `the desk answered ${status}`;
        if (status < 500 && status !== 408 && status !== 429) return { ok: false, reason };
      } catch (error) {
        reason = `the desk did not answer: ${causeOf(error)}`;
      }
    }
    return { ok: false, reason };
  }

  /** Asks once; a person is waiting for the answer. */
  async invoke(activity: Activity): Promise<InvokeResponse> {
    try {
      return await this.post(activity);
    } catch (error) {
      return { status: 504, body: JSON.stringify({ error: { code: 'BotTimeout', message: causeOf(error) } }) };
    }
  }

  private async post(activity: Activity): Promise<InvokeResponse> {
    const stop = new AbortController();
    this.underWay.add(stop);
    const timeoutMs = this.options.answerWithinMs ?? ANSWER_WITHIN_MS;
    const timer = setTimeout(() => stop.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    try {
      const response = await fetch(`${this.options.url}/api/messages`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${await this.options.token(activity.recipient.id)}`,
        },
        body: JSON.stringify(activity),
        signal: stop.signal,
        redirect: 'error',
      });
      return { status: response.status, body: (await response.text()).slice(0, LARGEST_ANSWER) };
    } finally {
      clearTimeout(timer);
      this.underWay.delete(stop);
    }
  }

  private pause(ms: number): Promise<void> {
    const stop = new AbortController();
    this.underWay.add(stop);
    return wait(ms, undefined, { signal: stop.signal })
      .catch(() => undefined) // cut short because the sandbox stops
      .then(() => void this.underWay.delete(stop));
  }

  stop(): void {
    this.stopped = true;
    for (const call of this.underWay) call.abort(new Error('the sandbox is stopping'));
  }
}

/** `fetch` only says "fetch failed"; the reason is in its cause. */
function causeOf(error: unknown): string {
  return reasonOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}
