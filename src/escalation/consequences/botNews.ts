import { BotEventType } from '../../contract/kinds';
import { isOpen } from '../../domain/transitions';
import type { Consequence } from './consequence';

/** The bot learns what became of its handoff. */
export const tellBot: Consequence = async ({ tx, conversation, before, version, change, channels }) => {
  if (!BotEventType.safeParse(change.event.type).success) return;
  await channels.tellBot(tx, conversation, { escalationId: before.id, version, isOpen: isOpen(change.status) });
};
