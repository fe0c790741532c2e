/**
 * Tells an agent in Teams' activity feed that customers wait. False when it could not be said there: the bot's message
 * says it then. Why it could not stands in the settings; whoever was refused is not asked about again for a while.
 * https://learn.microsoft.com/graph/api/userteamwork-sendactivitynotification
 */
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Log } from '../../base/log';
import { type WaitingChat, feedWords } from '../../cards/words/agent/cues';
import type { Db } from '../../store/postgres/db';
import { findGraphSettings, noteGraphFailed, noteGraphWorked } from '../../store/graph';
import type { GraphClient } from './client';

/** What is left of a delivery's time is for the bot's message. */
const WITHIN_MS = 8_000;
/** Circuit breaker: consent comes by hand, so this is soon enough. */
const REFUSED_MS = 15 * 60_000;
const MOST_REFUSED = 10_000;
/** When Graph says to slow down and not for how long. */
const BUSY_MS = 30_000;

export class ActivityFeed {
  /** People for whom, and tenants for which, nothing is tried until this is forgotten. */
  private readonly closed = new LRUCache<string, true>({ max: MOST_REFUSED, ttl: REFUSED_MS });

  constructor(private readonly options: { client: GraphClient; db: Db; log: Log }) {}

  async tell(
    to: { tenantId: string; agentId: string },
    { chats, count }: { chats: readonly WaitingChat[]; count: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const { client, db, log } = this.options;
    const { tenantId, agentId } = to;
    const [first] = chats;
    if (!first || (await findGraphSettings(db.q, tenantId))?.tellBy !== 'feed') return false;
    const person = `${tenantId} ${agentId}`;
    if (this.closed.has(person) || this.closed.has(tenantId)) return false;
    const { type, topic, preview, parameters } = feedWords(chats, count);
    const answer = await client.ask({
      tenantId,
      path: `/users/${encodeURIComponent(agentId)}/teamwork/sendActivityNotification`,
      body: {
        topic: { source: 'text', value: topic, webUrl: first.link },
        activityType: type,
        previewText: { content: preview },
        templateParameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      },
      // 204 No Content; a page of some proxy is no notification.
      answer: z.null(),
      repeatable: false,
      signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
    });
    if (answer.ok) {
      await noteGraphWorked(db.q, tenantId, 'feed', new Date());
      return true;
    }
    const { fault, reason, afterMs } = answer;
    // Consent and installation are each person's; the rest concerns everybody.
    if (fault === 'forbidden' || fault === 'refused') this.closed.set(person, true);
    else this.closed.set(tenantId, true, { ttl: Math.max(1, afterMs ?? BUSY_MS) });
    const isNews = await noteGraphFailed(db.q, tenantId, 'feed', { fault, reason }, new Date());
    if (isNews) log.warn('graph.feed_failed', { code: fault, reason });
    return false;
  }
}
