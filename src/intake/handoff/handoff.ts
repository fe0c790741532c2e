/** Any of the known shapes in which a bot asks for a human → one OpenEscalation. Pure; never throws. */
import { UNREADABLE } from '../../cards/words/agent/handoff';
import { LIMITS } from '../../contract/fields';
import type { OpenEscalation } from '../../domain/escalation';
import { field, isRecord, languageOf, type JsonRecord, textOf, unwrapJson } from '../content/foreignJson';
import { readCommand } from './omnichannel';
import { botRatingIn, isBotRole, readTranscript } from './transcript';
import { lastText, pairsOf, readVariables } from './variables';
import { plainValue } from '../content/plainValue';

export const TEXT = { topic: 200, phrase: LIMITS.lastPhrase, agentMessage: 4_000 } as const;

/** Null when the activity is something else. */
export function readHandoff(activity: unknown): OpenEscalation | null {
  try {
    if (!isRecord(activity) || !isHandoff(activity)) return null;
  } catch {
    return null;
  }
  try {
    return read(activity);
  } catch {
    return { ...EMPTY, variables: [], transcript: [], problems: [UNREADABLE] };
  }
}

const EMPTY = { topic: null, lastPhrase: null, agentMessage: null, language: null } as const;

function isHandoff(activity: JsonRecord): boolean {
  const type = word(field(activity, 'type'));
  const name = word(field(activity, 'name'));
  if (type === 'handoff') {
    const value = unwrapJson(field(activity, 'value'));
    return isRecord(value) && word(field(value, 'type')) === 'transfertoagent';
  }
  if (type === 'message') return readCommand(activity)?.type === 'escalate';
  if (type !== 'event') return false;
  // A name the bot's author chose is only believed from the bot; `handoff.status` does not end in it.
  return name === 'handoff.initiate' || (name.endsWith('handoff') && fromBot(activity));
}

function fromBot(activity: JsonRecord): boolean {
  const from = field(activity, 'from');
  return isRecord(from) && isBotRole(field(from, 'role')) === true;
}

function read(activity: JsonRecord): OpenEscalation {
  const problems: string[] = [];
  const command = readCommand(activity);
  const said =
    command?.type === 'escalate'
      ? { ...sayingsOf(command.context), message: textOf(field(activity, 'text'), TEXT.agentMessage) }
      : sayingsOf(unwrapJson(field(activity, 'value')));
  const known = (name: string) => field(said.context, name);
  return {
    topic: lastText(known('va_LastTopic'), TEXT.topic) ?? lastText(known('va_Topics'), TEXT.topic),
    lastPhrase:
      lastText(known('va_LastPhrase'), TEXT.phrase) ??
      lastText(known('va_LastPhrases'), TEXT.phrase) ??
      lastText(known('va_Phrases'), TEXT.phrase),
    agentMessage: textOf(plainValue(known('va_AgentMessage')), TEXT.agentMessage) ?? said.message,
    language:
      languageOf(known('va_Language')) ??
      languageOf(known('va_CustomerLocale')) ??
      languageOf(field(activity, 'locale')),
    variables: readVariables(said.pairs, problems),
    transcript: readTranscript(field(activity, 'attachments'), problems),
    ...botRatingIn(field(activity, 'attachments')),
    problems,
  };
}

interface Sayings {
  /** Where the platform's own `va_*` variables are looked up. */
  context: JsonRecord;
  /** Everything the bot's author captured. */
  pairs: [string, unknown][];
  message: string | null;
}

/** `value` has no schema: a flat map, a message with a context, one text, one number, a list or nothing. */
function sayingsOf(value: unknown): Sayings {
  if (typeof value === 'string') return { context: {}, pairs: [], message: textOf(value, TEXT.agentMessage) };
  if (Array.isArray(value)) {
    const pairs = pairsOf(value);
    const all: [string, unknown][] = pairs.length > 0 ? pairs : [['value', value]];
    return { context: Object.fromEntries(pairs), pairs: ownPairs(all), message: null };
  }
  if (!isRecord(value)) return { context: {}, pairs: value == null ? [] : [['value', value]], message: null };
  const transfer = word(field(value, 'type')) === 'transfertoagent';
  const message = field(value, transfer ? 'message' : 'MessageToAgent');
  const context = unwrapJson(field(value, 'context'));
  if (!transfer && message === undefined) return { context: value, pairs: ownPairs(pairsOf(value)), message: null };
  const envelope = transfer ? ['type', 'message', 'context', 'customheaders'] : ['messagetoagent', 'context'];
  const outside = pairsOf(value).filter(([name]) => !envelope.includes(name.toLowerCase()));
  const inside = pairsOf(context);
  return {
    context: Object.fromEntries([...outside, ...inside]),
    pairs: ownPairs([...outside, ...inside]),
    message: textOf(plainValue(message), TEXT.agentMessage),
  };
}

/** Without the platform's bookkeeping; a `va_` name nobody knows yet is kept. */
function ownPairs(pairs: [string, unknown][]): [string, unknown][] {
  return pairs.filter(([name]) => !PLATFORM.has(name.toLowerCase()));
}

const PLATFORM = new Set([
  'va_scope',
  'va_lasttopic',
  'va_topics',
  'va_lastphrase',
  'va_lastphrases',
  'va_phrases',
  'va_conversationid',
  'va_agentmessage',
  'va_botid',
  'va_botname',
  'va_language',
  'va_customerlocale',
]);

function word(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
