/** What a bot says of how it went: Copilot Studio's own record of it, or an event of its author's. Pure. */
import type { ChatEnd } from '../../domain/figures/botChats';
import { field, isRecord, textOf, unwrapJson } from '../content/foreignJson';

/** What an author sends, as docs/connect-copilot-studio.md says. */
const EVENT = 'conversation.outcome';
const RECORD = 'sessioninfo';

const SAID: Partial<Record<string, ChatEnd>> = {
  resolved: 'resolved',
  gaveup: 'gaveUp',
  abandoned: 'gaveUp',
  unresolved: 'gaveUp',
};

/** Null for everything else: a handoff says itself, and an outcome nobody knows says nothing. */
export function readBotOutcome(activity: unknown): ChatEnd | null {
  if (!isRecord(activity)) return null;
  const type = textOf(field(activity, 'type'), 40)?.toLowerCase();
  if (type !== 'trace' && type !== 'event') return null;
  const names = [field(activity, 'valueType'), field(activity, 'name')].map((name) => textOf(name, 100)?.toLowerCase());
  if (!names.includes(EVENT) && !names.includes(RECORD)) return null;
  const value = unwrapJson(field(activity, 'value'));
  const said = isRecord(value) ? field(value, 'outcome') : value;
  const outcome =
    SAID[
      textOf(said, 40)
        ?.toLowerCase()
        .replace(/[\s_-]/g, '') ?? ''
    ] ?? null;
  // Copilot Studio calls resolved, too, what the customer went quiet on.
  const isGuess = isRecord(value) && field(value, 'impliedSuccess') === true;
  return outcome === 'resolved' && isGuess ? null : outcome;
}

/** The customer stopped, the bot waited in vain, or something broke; whatever else ends a conversation ends it well. */
const BAD_ENDS = new Set([
  'usercancelled',
  'bottimedout',
  'botissuedinvalidmessage',
  'channelfailed',
  'error',
  'unrecognized',
]);

/** @param code of `endOfConversation`; empty: none */
export const outcomeOfEnd = (code: string): ChatEnd =>
  BAD_ENDS.has(code.trim().toLowerCase()) ? 'gaveUp' : 'resolved';
