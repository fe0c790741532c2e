/** What bots said lately: a reply shows that the bot took a message although its channel said no. */
import { LRUCache } from 'lru-cache';
import { botSpokeAfter, isOfAnother } from '../../store/botAnswers';
import type { Db } from '../../store/postgres/db';

const MOST_CONVERSATIONS = 5_000;
const MOST_EACH = 20;
const MOST_TRIED = 5_000;

interface Said {
  id: string;
  /** The activity it answers; null where the bot does not say. */
  replyToId: string | null;
  at: number;
}

/** When a message was first tried, and where the transcript was then. */
export interface Tried {
  at: number;
  seq: number;
}

export class HeardReplies {
  private readonly lately = new LRUCache<string, Said[]>({ max: MOST_CONVERSATIONS });
  private readonly tried = new LRUCache<string, Tried>({ max: MOST_TRIED });

  constructor(
    private readonly db: Db,
    /** Whether this process hears the bot of a conversation. */
    private readonly hears: (conversationId: string) => boolean,
  ) {}

  /** What is read again was heard then, not now. */
  heard(conversationId: string, said: Omit<Said, 'at'>): void {
    const before = this.lately.get(conversationId) ?? [];
    if (before.some(({ id }) => id === said.id)) return;
    this.lately.set(conversationId, [...before, { ...said, at: Date.now() }].slice(-MOST_EACH));
  }

  begun(itemId: string, seq: number): Tried {
    const tried = this.tried.get(itemId) ?? { at: Date.now(), seq };
    this.tried.set(itemId, tried);
    return tried;
  }

  forget(itemId: string): void {
    this.tried.delete(itemId);
  }

  async isAnswered(conversationId: string, messageId: string, { at, seq }: Tried): Promise<boolean> {
    const { q } = this.db;
    const since = (this.lately.get(conversationId) ?? []).filter((said) => said.at >= at);
    for (const { replyToId } of since) {
      if (replyToId === null || !(await isOfAnother(q, conversationId, messageId, replyToId))) return true;
    }
    // What another process hears is known by what it stored.
    return !this.hears(conversationId) && botSpokeAfter(q, conversationId, seq);
  }
}
