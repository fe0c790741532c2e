/** What a Direct Line call says about the health of its connection. */
import { findConversation } from '../../store/conversations';
import type { Db } from '../../store/postgres/db';
import type { ConnectionHealth } from '../../connection/health';
import { DirectLineError } from './directLineError';

export class DirectLineHealth {
  constructor(
    private readonly db: Db,
    private readonly health: ConnectionHealth,
  ) {}

  succeeded(connectionId: string): void {
    this.health.succeeded(connectionId);
  }

  /** An expired token is renewed, not a fault. */
  failed(connectionId: string, error: unknown): void {
    if (error instanceof DirectLineError && error.kind !== 'tokenExpired') {
      this.health.faulted(connectionId, error.message);
    }
  }

  /** Runs what reaches out for a conversation's bot, and notes a failure of it. */
  async watched<T>(conversationId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const conversation = await findConversation(this.db.q, conversationId);
      if (conversation) this.failed(conversation.connection_id, error);
      throw error;
    }
  }
}
