/** What Contoso HR asks of the desk over HTTP, and a record of it for whoever watches. */
import { reasonOf } from '../../base/errors';
import type { AgentCall } from '../state/contract';

/** As long as the topic's HTTP node waits. */
const ANSWER_WITHIN_MS = 15_000;
const LARGEST_ANSWER = 200_000;
const MOST_CALLS = 50;
const LONGEST_REASON = 200;

export interface Answered {
  /** 0 when nobody answered. */
  status: number;
  body: unknown;
}

export class Calls {
  private made: AgentCall[] = [];
  private readonly stop = new AbortController();

  /** @param changed called whenever there is another call to show */
  constructor(
    private readonly deskUrl: string,
    private readonly changed: () => void,
  ) {}

  get list(): AgentCall[] {
    return [...this.made];
  }

  async ask(method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: unknown): Promise<Answered> {
    const answered = await this.fetched(method, path, headers, body);
    const { status } = answered;
    const isTaken = status >= 200 && status < 300;
    this.note(`${method} ${path.replace(/\?.*/, '')}`, status, isTaken ? null : answered.body);
    return answered;
  }

  private async fetched(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<Answered> {
    try {
      const response = await fetch(`${this.deskUrl}${path}`, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      const text = (await response.text()).slice(0, LARGEST_ANSWER);
      return { status: response.status, body: parsed(text) };
    } catch (error) {
      return { status: 0, body: reasonOf(error) };
    }
  }

  /** @param refusal what was answered, when that was no */
  note(what: string, status: number, refusal: unknown): void {
    const said = refusal === null ? null : lineOf(refusal);
    this.made = [...this.made, { at: new Date().toISOString(), what, status, said }].slice(-MOST_CALLS);
    this.changed();
  }

  clear(): void {
    this.made = [];
  }

  close(): void {
    this.stop.abort(new Error('the sandbox is stopping'));
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return text;
  }
}

function lineOf(refusal: unknown): string {
  if (typeof refusal === 'string') return refusal.slice(0, LONGEST_REASON);
  const { detail, title } = (typeof refusal === 'object' && refusal !== null ? refusal : {}) as Record<string, unknown>;
  const words = typeof detail === 'string' ? detail : typeof title === 'string' ? title : JSON.stringify(refusal);
  return (words ?? '').slice(0, LONGEST_REASON);
}
