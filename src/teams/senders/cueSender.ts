/**
 * Tells an owner which of their customers wait: in Teams' activity feed where managers want that and it can be, else in
 * their chat with the bot; where they have none, it begins one.
 */
import { TEAMS_CLIENT, deepLink } from '../../cards/cards';
import { cueWords } from '../../cards/words/agent/cues';
import type { Config } from '../../config/config';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { unreadChats } from '../../store/escalation/cues';
import type { Db } from '../../store/postgres/db';
import type { DeskAdapter } from '../bots/adapter';
import type { ActivityFeed } from '../graph/activityFeed';
import { sendOutcomeOf } from './deliveryFaults';
import { sayPrivately } from './privateChat';

/** Later than that the next one says more. */
const MOST_ATTEMPTS = 8;
/** Customers named in one message. */
const MOST_NAMED = 5;

export class CueSender implements Sender<'cue'> {
  readonly kind = 'cue';
  readonly coalesce = true;
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; config: Config; feed: ActivityFeed }) {}

  async send({ payload }: Item<'cue'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, config } = this.options;
    const { tenantId, agentId } = payload;
    const chats = await unreadChats(db.q, tenantId, agentId, MOST_NAMED);
    const [first] = chats;
    // Read or answered meanwhile: nothing is left to say.
    if (!first) return { result: 'delivered' };
    const place = {
      clientUrl: config.mode === 'sandbox' ? config.publicUrl : TEAMS_CLIENT,
      teamsAppId: config.teamsAppId,
      tenantId,
      webUrl: `${config.publicUrl}/tab/work`,
    };
    const named = chats.map((chat) => ({ ...chat, link: deepLink(place, chat) }));
    if (await this.options.feed.tell(payload, { chats: named, count: first.count }, signal)) {
      return { result: 'delivered' };
    }
    const { title, text } = cueWords(named, first.count);
    try {
      const activity = { type: 'message', text, textFormat: 'markdown', summary: title };
      return await sayPrivately(this.options, { tenantId, personId: agentId }, activity, signal);
    } catch (error) {
      const outcome = sendOutcomeOf(error);
      // Who blocked the bot may take it back: the next cue tries again.
      return outcome.result === 'failed' ? { result: 'failed', reason: outcome.reason } : outcome;
    }
  }
}
