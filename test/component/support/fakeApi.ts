/** The desk's API as the tab hears it: `fetch` answers what a test laid down, and keeps what was asked. */
import type { Message, MessagesPage, Page, Problem } from '../../../src/contract/api';

export interface Asked {
  method: string;
  /** Below /api, decoded. */
  path: string;
  query: Record<string, string>;
  body: unknown;
}

/** A body for 200, a refusal, or what gives either. */
export type Answer = object | ((asked: Asked) => object | Promise<object>);

export interface FakeApi {
  /** What it answers from now on to a route such as "GET /queues". */
  on(route: string, answer: Answer): void;
  /** What one route was asked so far. */
  asked(route: string): Asked[];
  /** The bodies one route was sent so far. */
  sent(route: string): unknown[];
  /** Routes that were asked though nothing was laid down for them. */
  unknown: string[];
}

/** What the tab says besides, whatever a test is about: what has been read, that somebody looks and at what; whether the desk is there, on a slow machine. */
const BESIDE =
  /^(PUT \/escalations\/[^/]+\/read|(POST|DELETE) \/escalations\/[^/]+\/viewers|POST \/me\/looking|GET \/healthz)$/;

/** Nothing is kept of what is being written, whatever is written. */
const DRAFT = /^(GET|PUT) \/escalations\/[^/]+\/draft$/;
const NO_DRAFT = { draft: null, version: null, changedAt: null };

/** Stands in for the network of this page. */
export function playApi(): FakeApi {
  const answers = new Map<string, Answer>();
  const heard: { route: string; asked: Asked }[] = [];
  const asked = (route: string) => heard.filter((one) => one.route === route).map((one) => one.asked);
  const api: FakeApi = {
    on: (route, answer) => void answers.set(route, answer),
    asked,
    sent: (route) => asked(route).map(({ body }) => body),
    unknown: [],
  };
  window.fetch = async (input, init = {}) => {
    const one = readAsked(input, init);
    const route = `${one.method} ${one.path}`;
    heard.push({ route, asked: one });
    const beside = BESIDE.test(route) ? new Response(null, { status: 204 }) : DRAFT.test(route) ? NO_DRAFT : undefined;
    const answer = answers.get(route) ?? beside;
    if (!answer) api.unknown.push(route);
    const given = typeof answer === 'function' ? await (answer as (asked: Asked) => Promise<object>)(one) : answer;
    if (given instanceof Response) return given.clone();
    return given ? Response.json(given) : refusal(404, { code: 'not_found', title: 'Not found' });
  };
  return api;
}

function readAsked(input: RequestInfo | URL, { method = 'GET', body }: RequestInit): Asked {
  if (typeof input !== 'string') throw new Error('The tab asks by path.');
  const url = new URL(input, location.href);
  return {
    method,
    path: decodeURIComponent(url.pathname.replace(/^\/api/, '')),
    query: Object.fromEntries(url.searchParams),
    body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null,
  };
}

/** The desk says no. */
export function refusal(status: number, problem: Omit<Problem, 'type' | 'status'>): Response {
  return Response.json({ type: 'about:blank', status, ...problem }, { status });
}

/** The network is gone. */
export const unreachable = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));

export const pageOf = <T>(items: T[], next: string | null = null): Page<T> => ({ items, next });

/** A transcript as the desk pages it: after a place, or around one. */
export function transcriptOf(messages: Message[], readUpTo: number | null = null): (asked: Asked) => MessagesPage {
  const first = messages[0]?.seq ?? 1;
  const last = messages.at(-1)?.seq ?? 0;
  return ({ query }) => {
    const limit = Number(query['limit'] ?? 200);
    const around = query['around'] === undefined ? null : Math.max(first, Math.min(Number(query['around']), last));
    const after = around === null ? Number(query['after'] ?? 0) : around - 1 - Math.floor(limit / 2);
    const rest = messages.filter(({ seq }) => seq > after);
    const items = rest.slice(0, limit);
    return { items, next: rest.length > limit ? String(items.at(-1)?.seq) : null, first, last, around, readUpTo };
  };
}

/** An answer that waits until the test gives it. */
export function held(): { answer: () => Promise<object>; give: (body: object) => void } {
  let give: (body: object) => void = () => {};
  const promised = new Promise<object>((resolve) => (give = resolve));
  return { answer: () => promised, give };
}
