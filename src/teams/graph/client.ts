/**
 * Microsoft Graph, called as the app that the Teams package names: each call bounded in time, repeated a little where
 * that is harmless, and never for ever. It resolves with what went wrong instead of throwing.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { reasonOf } from '../../base/errors';
import { call, type CallAnswer } from '../../base/outbound/call';
import { isLoopback } from '../../base/settings';
import {
  GRAPH_BUSY,
  GRAPH_GARBLED,
  GRAPH_NOT_SET_UP,
  GRAPH_SECRET,
  GRAPH_TOKEN_REFUSED,
  graphAway,
  graphBroke,
  graphForbids,
  graphRefuses,
} from '../../cards/words/manager/graph';
import { OWN_BOT_SETTINGS } from '../../cards/words/manager/botSignIn';
import type { Config } from '../../config/config';
import type { GraphFault } from '../../store/graph';
import { BotTokens, TokenUnavailable } from '../bots/botToken';

const CALL_MS = 5_000;
const MOST_BYTES = 2_097_152;
/** Calls in all. */
const MOST_TRIES = 3;
const FIRST_PAUSE_MS = 250;
/** A longer pause is for the caller to keep. */
const LONGEST_PAUSE_MS = 2_000;
const MOST_TENANTS = 100;

export type GraphAnswer<T> =
  | { ok: true; value: T }
  /** `status` and `code` are what Graph answered, where it refused. */
  | { ok: false; fault: GraphFault; reason: string; afterMs: number | null; status?: number; code?: string };

export interface GraphCall<T> {
  tenantId: string;
  /** Under `/v1.0`. */
  path: string;
  /** Absent: it is asked by GET. */
  body?: object;
  answer: z.ZodType<T>;
  /** Asked twice it does no harm, so an answer that did not come is worth another try. */
  repeatable: boolean;
  signal?: AbortSignal;
}

const refusal = z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) });

export class GraphClient {
  private readonly tokens = new LRUCache<string, BotTokens>({ max: MOST_TENANTS });

  constructor(private readonly config: Pick<Config, 'graph' | 'bot' | 'entra'>) {}

  async ask<T>(asked: GraphCall<T>): Promise<GraphAnswer<T>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.once(asked);
      if (answer.ok || tries === MOST_TRIES) return answer;
      const isWorthIt = answer.fault === 'busy' || (answer.fault === 'broken' && asked.repeatable);
      const ms = answer.afterMs ?? FIRST_PAUSE_MS * 2 ** (tries - 1);
      if (!isWorthIt || ms > LONGEST_PAUSE_MS) return answer;
      try {
        await pause(ms, undefined, { signal: asked.signal });
      } catch {
        return answer; // no time is left for another try
      }
    }
  }

  private async once<T>({ tenantId, path, body, answer, signal }: GraphCall<T>): Promise<GraphAnswer<T>> {
    const { graph } = this.config;
    if (!graph.signIn) return failed('notSetUp', GRAPH_NOT_SET_UP);
    let got: CallAnswer;
    try {
      const token = await this.tokensOf(tenantId, graph.signIn).get(graph.audience);
      got = await call({
        method: body ? 'POST' : 'GET',
        url: `${graph.url}/v1.0${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
        ...(body && { body: Buffer.from(JSON.stringify(body)) }),
        allowLoopback: isLoopback(new URL(graph.url).hostname),
        timeoutMs: CALL_MS,
        mostBytes: MOST_BYTES,
        signal,
      });
    } catch (error) {
      if (error instanceof TokenUnavailable) return failed('signIn', error.message);
      return failed('broken', graphAway(reasonOf(error)));
    }
    const json = parsed(got.text);
    if (got.status >= 200 && got.status < 300) {
      const value = answer.safeParse(json);
      return value.success ? { ok: true, value: value.data } : failed('broken', GRAPH_GARBLED);
    }
    return faultOf(got, refusal.safeParse(json).data?.error ?? { code: '', message: '' });
  }

  /** A bot for many tenants signs in at each of them. */
  private tokensOf(tenantId: string, signIn: NonNullable<Config['graph']['signIn']>): BotTokens {
    const known = this.tokens.get(tenantId);
    if (known) return known;
    const { bot, entra } = this.config;
    const isBots = signIn.appId === bot.appId;
    const oauthUrl =
      isBots && tenantId === bot.tenantId ? bot.oauthUrl : `${entra.authority}/${tenantId}/oauth2/v2.0/token`;
    const made = new BotTokens({ ...signIn, oauthUrl }, isBots ? OWN_BOT_SETTINGS : GRAPH_SECRET);
    this.tokens.set(tenantId, made);
    return made;
  }
}

function failed(fault: GraphFault, reason: string, afterMs: number | null = null): GraphAnswer<never> {
  return { ok: false, fault, reason, afterMs };
}

function faultOf({ status, afterMs }: CallAnswer, { code, message }: { code: string; message: string }) {
  if (status === 401) return failed('signIn', GRAPH_TOKEN_REFUSED);
  if (status === 403) return failed('forbidden', graphForbids(message || code));
  if (status === 429) return failed('busy', GRAPH_BUSY, afterMs);
  if (status === 408 || status >= 500) return failed('broken', graphBroke(status), afterMs);
  return { ...failed('refused', graphRefuses(status, message || code)), status, code };
}

/** Graph has words for every refusal; a proxy before it may not. */
function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
