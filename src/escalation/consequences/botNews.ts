import type { EventType } from '../../domain/escalation';
import { isOpen } from '../../domain/transitions';
import type { Consequence } from './consequence';

/** What goes on among agents is no bot's business. */
const BOTS_HEAR: ReadonlySet<EventType> = new Set(['claimed', 'released', 'transferred', 'resolved', 'abandoned']);

/** The bot learns what became of its handoff. */
export const tellBot: Consequence = async ({ tx, conversation, before, version, change, channels }) => {
  if (!BOTS_HEAR.has(change.event.type)) return;
  await channels.tellBot(tx, conversation, { escalationId: before.id, version, isOpen: isOpen(change.status) });
};
