/** Which bot a personal chat is with. A chat never changes its bot, so what was read once stays true. */
import { LRUCache } from 'lru-cache';
import type { Db } from '../../store/postgres/db';
import { botOfChat } from '../../store/botRegistrations';

const MOST_KNOWN = 20_000;

export class ChatOwners {
  private readonly known = new LRUCache<string, string>({ max: MOST_KNOWN });

  constructor(private readonly db: Db) {}

  /** True for a chat nobody has heard of yet. */
  async isWith(conversationId: string, botId: string): Promise<boolean> {
    const owner = this.known.get(conversationId) ?? (await this.read(conversationId));
    return owner === null || owner === botId;
  }

  private async read(conversationId: string): Promise<string | null> {
    const owner = (await botOfChat(this.db.q, conversationId))?.toLowerCase() ?? null;
    if (owner === null) return null;
    this.known.set(conversationId, owner);
    return owner;
  }
}
