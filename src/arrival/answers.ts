/** What the desk says to people in Teams that stands in no transcript; once, however often they are heard. */
import { reactionLane, customerLane, threadLane } from '../domain/lanes';
import type { TeamsPlace } from '../domain/message';
import type { Payloads } from '../domain/outbox';
import { chatOf } from '../store/agents';
import type { Db } from '../store/postgres/db';
import { takeKey } from '../store/inbox';
import { enqueue } from '../store/outbox/outbox';

export interface Asked {
  /** Identifies what is answered, and which answer to it this is. */
  key: string;
  tenantId: string;
  botAppId: string;
  place: TeamsPlace;
  /** Of a thread in a channel; null in a chat. */
  channelId: string | null;
}

/** Teams' name for ✅. */
const KEPT = '2705_whiteheavycheckmark';

export class Answers {
  constructor(private readonly db: Db) {}

  /** False when it was said before. */
  async say(asked: Asked, said: Payloads['answer']['said']): Promise<boolean> {
    const { key, tenantId, place, channelId } = asked;
    const threadId = place.conversationId;
    return this.db.transaction(async (tx) => {
      if (!(await takeKey(tx.q, `answer ${key}`))) return false;
      const lane =
        channelId === null
          ? customerLane({ tenantId, teamsConversationId: threadId })
          : threadLane({ tenantId, threadId, channelId });
      const { serviceUrl, conversationId, botId } = place;
      enqueue(tx, lane, 'answer', { to: { serviceUrl, conversationId, botId }, said });
      return true;
    });
  }

  /** To one person, of something in a channel: in their chat with a bot of the desk; who has none reads it in the thread. */
  async tell(asked: Asked, personId: string, said: Payloads['answer']['said']): Promise<boolean> {
    const chat = await chatOf(this.db.q, asked.tenantId, personId);
    return this.say(chat ? { ...asked, place: chat, channelId: null } : asked, said);
  }

  /** Reacts to the reply that was stored as a note; without effect where Teams refuses reactions. */
  async confirmNote(asked: Asked, activityId: string): Promise<void> {
    const { key, tenantId, place, channelId, botAppId } = asked;
    const lane = reactionLane({
      tenantId,
      teamsConversationId: place.conversationId,
      ...(channelId !== null && { channelId }),
      botAppId,
    });
    await this.db.transaction(async (tx) => {
      if (!(await takeKey(tx.q, `answer ${key}`))) return;
      enqueue(tx, lane, 'reaction', { to: place, activityId, type: KEPT, add: true });
    });
  }
}
