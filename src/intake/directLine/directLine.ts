/** The Direct Line 3.0 protocol over HTTP. It keeps no state of conversations; `relay.ts` does. */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { unreadableAnswer } from '../../cards/words/manager/directLine';
import { DirectLineError } from './directLineError';
import type { BotFiles } from './botFiles';
import { type Form, sendRequest } from './request';
import { uploadForm } from './uploadForm';

/** Where a connection's tokens come from: a Copilot Studio token endpoint, or a Direct Line secret. */
export interface DirectLineAccess {
  tokenEndpoint: string | null;
  secret: string | null;
  /** The origin (and path, if any) before `/v3/directline`; null: as the token endpoint says, else the global one. */
  domain: string | null;
}

export interface Grant {
  token: string;
  expiresAt: Date;
}
export interface StartedConversation extends Grant {
  conversationId: string;
  streamUrl: string | null;
}
export interface ActivitySet {
  activities: unknown[];
  watermark: string | null;
}
/** One bot conversation: what every call about it needs. */
export interface DirectLineHandle {
  domain: string;
  token: string;
  botConversationId: string;
}

const GLOBAL_DOMAIN = 'https://directline.botframework.com';
/** When the service does not say how long a token lives. */
const TOKEN_SECONDS = 1_800;
const REGION_KEPT_MS = 60 * 60_000;
/** One a connection, and connections are few. */
const MOST_REGIONS = 1_000;

const text = z.string().min(1).max(16_000);
const Token = z.object({ token: text, expires_in: z.number().positive().max(31_536_000).optional() });
const Started = Token.extend({ conversationId: text, streamUrl: text.nullish() });
const Resumed = z.object({ token: text.nullish(), streamUrl: text });
const Posted = z.object({ id: z.string() }).optional().catch(undefined);
const Region = z.object({ channelUrlsById: z.object({ directline: z.url() }) });
const ActivitySetShape = z.object({
  activities: z.array(z.unknown()).nullish(),
  watermark: z.union([z.string(), z.number()]).nullish(),
});

export class DirectLine {
  private readonly regions = new LRUCache<string, string>({ max: MOST_REGIONS, ttl: REGION_KEPT_MS });

  constructor(private readonly options: { allowLoopback: boolean; timeoutMs?: number }) {}

  /** A token for a new conversation with the bot. */
  async newToken(
    access: DirectLineAccess,
    user: { id: string; name: string },
    signal?: AbortSignal,
  ): Promise<Grant & { domain: string }> {
    const domain = await this.domainOf(access, signal);
    const body = access.tokenEndpoint
      ? await this.call('GET', access.tokenEndpoint, { signal })
      : await this.call('POST', `${domain}/v3/directline/tokens/generate`, {
          token: access.secret,
          body: { user },
          signal,
        });
    return { ...grantOf(read(Token, body)), domain };
  }

  async startConversation(domain: string, token: string, signal?: AbortSignal): Promise<StartedConversation> {
    const body = await this.call('POST', `${domain}/v3/directline/conversations`, { token, signal });
    const started = read(Started, body);
    return { ...grantOf(started), conversationId: started.conversationId, streamUrl: started.streamUrl ?? null };
  }

  /** Asks for a stream again, from the watermark on; it must be opened within a minute. */
  async resume(
    handle: DirectLineHandle,
    watermark: string | null,
    signal?: AbortSignal,
  ): Promise<{ streamUrl: string; token: string | null }> {
    const body = await this.call('GET', `${pathOf(handle)}${watermarkQuery(watermark)}`, {
      token: handle.token,
      signal,
    });
    const { streamUrl, token } = read(Resumed, body);
    return { streamUrl, token: token ?? null };
  }

  /** One page; an empty one means there is no more. */
  async activities(handle: DirectLineHandle, watermark: string | null, signal?: AbortSignal): Promise<ActivitySet> {
    const url = `${pathOf(handle)}/activities${watermarkQuery(watermark)}`;
    return activitySetOf(await this.call('GET', url, { token: handle.token, signal })) ?? EMPTY_SET;
  }

  /** Says something as the customer; returns the activity's id where the service gives one. */
  async post(
    handle: DirectLineHandle,
    activity: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<string | null> {
    const body = await this.call('POST', `${pathOf(handle)}/activities`, {
      token: handle.token,
      body: activity,
      signal,
    });
    return Posted.parse(body)?.id ?? null;
  }

  /** The same with files, as an upload; by links where the service or the bot takes no uploads. */
  async postWithFiles(
    handle: DirectLineHandle,
    activity: Record<string, unknown>,
    { uploads, links }: Pick<BotFiles, 'uploads' | 'links'>,
    signal?: AbortSignal,
  ): Promise<string | null> {
    const linked = links.length > 0 ? { ...activity, attachments: links } : activity;
    if (uploads.length === 0) return this.post(handle, linked, signal);
    const userId = encodeURIComponent(String((activity['from'] as { id: string }).id));
    try {
      const body = await this.call('POST', `${pathOf(handle)}/upload?userId=${userId}`, {
        token: handle.token,
        form: uploadForm(activity, uploads),
        signal,
      });
      return Posted.parse(body)?.id ?? null;
    } catch (error) {
      if (!(error instanceof DirectLineError) || error.kind !== 'rejected') throw error;
      return this.post(handle, linked, signal);
    }
  }

  /** Only works while the token is still good. */
  async refresh(handle: DirectLineHandle, signal?: AbortSignal): Promise<Grant> {
    const body = await this.call('POST', `${handle.domain}/v3/directline/tokens/refresh`, {
      token: handle.token,
      signal,
    });
    return grantOf(read(Token, body));
  }

  /** A regional bot answers at its region's address only; Copilot Studio tells which beside the token endpoint. */
  private async domainOf(access: DirectLineAccess, signal?: AbortSignal): Promise<string> {
    if (access.domain) return trimmed(access.domain);
    if (!access.tokenEndpoint) return GLOBAL_DOMAIN;
    const url = regionUrl(access.tokenEndpoint);
    const kept = this.regions.get(url);
    if (kept) return kept;
    const domain = await this.askRegion(url, signal);
    this.regions.set(url, domain);
    return domain;
  }

  private async askRegion(url: string, signal?: AbortSignal): Promise<string> {
    try {
      const settings = read(Region, await this.call('GET', url, { signal }));
      return trimmed(settings.channelUrlsById.directline);
    } catch (error) {
      // Older token endpoints have no such neighbour and serve bots of the global address.
      if (error instanceof DirectLineError && error.kind === 'notFound') return GLOBAL_DOMAIN;
      throw error;
    }
  }

  private call(
    method: 'GET' | 'POST',
    url: string,
    options: { token?: string | null; body?: unknown; form?: Form; signal?: AbortSignal | undefined },
  ): Promise<unknown> {
    const { allowLoopback, timeoutMs = 20_000 } = this.options;
    return sendRequest({ method, url, allowLoopback, timeoutMs, ...options });
  }
}

const EMPTY_SET: ActivitySet = { activities: [], watermark: null };

/** Null for a frame or body that is something else, e.g. a kind of frame yet to be invented. */
export function activitySetOf(body: unknown): ActivitySet | null {
  const set = ActivitySetShape.safeParse(body);
  if (!set.success) return null;
  const { activities, watermark } = set.data;
  return { activities: activities ?? [], watermark: watermark == null ? null : String(watermark) };
}

function regionUrl(tokenEndpoint: string): string {
  const url = new URL(tokenEndpoint);
  const version = url.searchParams.get('api-version');
  const root = url.pathname.indexOf('/powervirtualagents/');
  url.pathname =
    root >= 0
      ? `${url.pathname.slice(0, root)}/powervirtualagents/regionalchannelsettings`
      : url.pathname.replace(/[^/]*$/, 'regionalchannelsettings');
  url.search = version ? `?api-version=${encodeURIComponent(version)}` : '';
  return url.href;
}

function read<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0];
  throw new DirectLineError(
    'unavailable',
    unreadableAnswer(at?.path.join('.') || 'body', at?.message ?? 'unreadable'),
    { ambiguous: true, unreadable: true },
  );
}

function grantOf(token: z.infer<typeof Token>): Grant {
  return { token: token.token, expiresAt: new Date(Date.now() + (token.expires_in ?? TOKEN_SECONDS) * 1_000) };
}

function pathOf(handle: DirectLineHandle): string {
  return `${handle.domain}/v3/directline/conversations/${encodeURIComponent(handle.botConversationId)}`;
}

function watermarkQuery(watermark: string | null): string {
  return watermark === null ? '' : `?watermark=${encodeURIComponent(watermark)}`;
}

function trimmed(domain: string): string {
  return domain.replace(/\/+$/, '').replace(/\/v3\/directline$/, '');
}
