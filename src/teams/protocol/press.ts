/** What was pressed on a card, whichever way Teams says so. Pure. */
import { z } from 'zod';
import { LIMITS } from '../../contract/fields';
import type { Incoming } from './activity';
import { maybe } from './lenient';

/** A press on a card of the desk's own in a channel. */
export interface Press {
  verb: string;
  escalationId: string | null;
  /** What was chosen and written on the card before a transfer. */
  queueId: string | null;
  note: string | null;
  /** The same before a resolve. */
  wrapUp: { outcome?: string | undefined; tags?: string[] | undefined; summary?: string | undefined };
}

const verb = z.string().max(2_000);
const executed = z.object({
  action: z.object({ type: maybe(z.string()), verb: verb.catch(''), data: z.unknown().optional() }),
  trigger: maybe(z.string()),
});
const pressed = z.object({
  escalationId: maybe(z.uuid()),
  queueId: maybe(z.uuid()),
  note: maybe(z.string().max(2_000)),
  outcome: maybe(z.string().max(LIMITS.outcomeText)),
  /** Several choices come as one text, with commas between. */
  tags: maybe(z.string().max(LIMITS.outcomeText)),
  summary: maybe(z.string().max(LIMITS.outcomeText)),
});
const dialog = z.object({ data: z.unknown().optional() });

/** The desk's own buttons carry a verb and, but for the welcome card's, an escalation. */
export function pressOf(activity: Incoming): Press | null {
  const said = saidOf(activity);
  const named = said && z.object({ verb }).safeParse(said.value).data;
  if (!said || !named) return null;
  const { escalationId, queueId, note, outcome, tags, summary } = pressed.safeParse(said.value).data ?? {};
  return {
    verb: named.verb,
    escalationId: escalationId ?? null,
    queueId: queueId ?? null,
    note: note ?? null,
    wrapUp: { outcome: outcome ?? undefined, tags: tags?.split(','), summary: summary ?? undefined },
  };
}

/** What a person entered or pressed on a bot's card, as that bot is to hear it. */
export interface CardAnswer {
  value: unknown;
  /** Teams' id of the message with the card. */
  cardId: string | null;
}

/** Null for what is no answer: plain words, and invokes of another kind. */
export function saidOf(activity: Incoming): CardAnswer | null {
  const { type, name, text, value, replyToId } = activity;
  const cardId = replyToId ?? null;
  if (type === 'message') {
    return (text ?? '').trim() === '' && value !== undefined && value !== null ? { value, cardId } : null;
  }
  if (type !== 'invoke') return null;
  if (name === 'adaptiveCard/action') {
    const action = executed.safeParse(value).data?.action;
    return action ? { value: withVerb(action.data, action.verb), cardId } : null;
  }
  // A button that opens a dialog of the bot's: what it carries is all there is to hear.
  if (name === 'task/fetch' || name === 'task/submit') {
    const data = dialog.safeParse(value).data?.data;
    return data === undefined || data === null ? null : { value: data, cardId };
  }
  return null;
}

function withVerb(data: unknown, named: string): unknown {
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return { ...data, ...(named && { verb: named }) };
  return data === undefined || data === null || data === '' ? { verb: named } : { data, verb: named };
}

/** Teams refreshes cards by itself, whenever somebody looks at them; nobody did anything. */
export function isAutomatic(activity: Incoming): boolean {
  return activity.type === 'invoke' && executed.safeParse(activity.value).data?.trigger === 'automatic';
}
