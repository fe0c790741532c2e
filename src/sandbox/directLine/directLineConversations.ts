/** The stand-in's conversations and tokens: what Direct Line remembers. In memory, bounded. */
import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { WebSocket } from 'ws';
import { type BotMemory, NO_MEMORY } from './sampleBot';

export interface Conversation {
  id: string;
  started: boolean;
  /** The next id's number; typing uses one up although it is not kept. */
  nextId: number;
  /** Everything GET can give; the watermark is a position in it. */
  activities: Record<string, unknown>[];
  memory: BotMemory;
  socket: WebSocket | null;
  /** The bot takes turns one after the other. */
  turn: Promise<void>;
}

export interface Token {
  conversationId: string;
  userId: string | null;
  expires: number;
}

const MOST_CONVERSATIONS = 20_000;

export class Conversations {
  private readonly byId = new LRUCache<string, Conversation>({ max: MOST_CONVERSATIONS });
  private readonly tokens = new LRUCache<string, Token>({ max: 2 * MOST_CONVERSATIONS });
  /** Pre-authorised stream addresses, good for a minute. */
  private readonly passes = new LRUCache<string, { conversationId: string; from: number }>({
    max: MOST_CONVERSATIONS,
    ttl: 60_000,
  });

  create(): Conversation {
    const id = randomBytes(16).toString('base64url').slice(0, 22).concat('-eu');
    const conversation: Conversation = {
      id,
      started: false,
      nextId: 0,
      activities: [],
      memory: NO_MEMORY,
      socket: null,
      turn: Promise.resolve(),
    };
    this.byId.set(id, conversation);
    return conversation;
  }

  find(id: string): Conversation | undefined {
    return this.byId.get(id);
  }

  all(): Iterable<Conversation> {
    return this.byId.values();
  }

  grant(conversationId: string, userId: string | null, seconds: number): string {
    const token = `ew0KICAi.${randomBytes(24).toString('base64url')}`;
    this.tokens.set(token, { conversationId, userId, expires: Date.now() + seconds * 1_000 });
    return token;
  }

  token(token: string): Token | undefined {
    return this.tokens.get(token);
  }

  pass(conversationId: string, from: number): string {
    const pass = randomBytes(24).toString('base64url');
    this.passes.set(pass, { conversationId, from });
    return pass;
  }

  redeem(pass: string): { conversation: Conversation; from: number } | null {
    const found = this.passes.get(pass);
    const conversation = found ? this.byId.get(found.conversationId) : undefined;
    return found && conversation ? { conversation, from: found.from } : null;
  }
}
