/**
 * Counts chats with bots that the desk relays: the first words of one are written down, all else is read from the
 * transcript once the customer has gone quiet. So no word costs more for being counted.
 */
import { SILENCE_MS, endedChats } from '../domain/figures/botChats';
import { countChats, openBotChat, quietConversations } from '../store/figures/botChats';
import type { Db, Tx } from '../store/postgres/db';

/** Of chats this process knows to be written down; forgetting one costs a statement. */
const REMEMBERED = 20_000;
const BATCH = 200;
/** A minute longer than the silence that ends a chat: no transaction that says something takes that long. */
const QUIET_SECONDS = SILENCE_MS / 1_000 + 60;
const HOUR_MS = 3_600_000;

export class BotChats {
  /** Until when each is surely there: a chat is counted only after a longer silence. */
  private readonly writtenDown = new Map<string, number>();

  constructor(
    private readonly db: Db,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** In the transaction of a customer's words to the bot. @returns what to call once that has committed */
  said(tx: Tx, conversationId: string, seq: number): () => void {
    const now = this.clock();
    if ((this.writtenDown.get(conversationId) ?? 0) <= now) beginBotChat(tx, conversationId, seq);
    return () => this.remember(conversationId, now + SILENCE_MS);
  }

  /** Counts what has ended. @returns whether there may be more to do at once */
  async keep(): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const { looked, quiet } = await quietConversations(tx.q, { seconds: QUIET_SECONDS, limit: BATCH });
      const chats = quiet.flatMap(({ connection, ...conversation }) =>
        endedChats(conversation).map(({ end, at }) => ({ connection, end, hour: hourOf(at) })),
      );
      if (quiet.length > 0)
        await countChats(
          tx.q,
          quiet.map(({ id }) => id),
          chats,
        );
      return looked === BATCH;
    });
  }

  private remember(conversationId: string, until: number): void {
    this.writtenDown.delete(conversationId);
    this.writtenDown.set(conversationId, until);
    if (this.writtenDown.size <= REMEMBERED) return;
    const [oldest] = this.writtenDown.keys();
    if (oldest !== undefined) this.writtenDown.delete(oldest);
  }
}

/** From these words on there is something to count; harmless to repeat. The caller holds the conversation's lock. */
export function beginBotChat(tx: Tx, conversationId: string, fromSeq: number): void {
  tx.later(openBotChat(tx.q, { conversationId, fromSeq, seconds: QUIET_SECONDS }));
}

/** Of hours as the whole world has them. */
export const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
