/** What a bot's stream brings, as the inbox takes it. */
import type { BotRating, OpenEscalation } from '../domain/escalation';
import type { ChatEnd } from '../domain/figures/botChats';
import type { IncomingAttachment } from '../domain/file';
import type { MessageExtras } from '../domain/message';

/** In order. */
export interface BotArrival {
  conversationId: string;
  /** Which of the conversation's bot conversations; an earlier one is muted. */
  generation: number;
  watermark: string | null;
  activities: BotActivity[];
}

/** What a bot said to the customer. */
export interface BotWords {
  text: string;
  format: 'plain' | 'markdown';
  attachments: IncomingAttachment[];
  /** Its choices are what the bot offers to press. */
  extras: MessageExtras;
  sentAt: Date | null;
  botName: string | null;
}

export type BotActivity = {
  id: string;
  /** Set where several activities say the same: only the first of them counts. */
  once?: string;
} & (
  | ({ kind: 'message' } & BotWords)
  | { kind: 'handoff'; handoff: OpenEscalation }
  /** The customer answered the bot's own survey. */
  | { kind: 'rated'; rating: BotRating }
  /** The bot said how it went. */
  | { kind: 'outcome'; outcome: ChatEnd }
  /** With the last words the bot had, and how it went unless it said so before. */
  | { kind: 'ended'; words: BotWords | null; outcome: ChatEnd }
);
