/**
 * What was said before an agent handed over, wherever it sits in the activity: Microsoft says that past messages can be
 * sent along, not where. Pure; never throws.
 */
import type { TranscriptEntry } from '../../../domain/escalation';
import { field, isRecord, type JsonRecord, textOf, unwrapJson } from '../../content/foreignJson';
import { isBotRole, readTranscript } from '../../handoff/transcript';

const PLACES = ['conversationHistory', 'history', 'chatHistory', 'pastMessages', 'transcript', 'messages'] as const;
/** Read of one history; the transcript has its own, lower limit. */
const MOST = 2_000;

export function historyIn(activity: JsonRecord, problems: string[]): TranscriptEntry[] {
  const attached = readTranscript(field(activity, 'attachments'), []);
  if (attached.length > 0) return attached;
  const found = listIn(activity);
  if (!found) return [];
  return readTranscript([{ name: 'Transcript', content: found.slice(-MOST).map(asActivity) }], problems);
}

function listIn(activity: JsonRecord): unknown[] | null {
  for (const name of ['channelData', 'value', 'properties']) {
    const part = unwrapJson(field(activity, name));
    const list = isRecord(part) ? listOf(part) : null;
    if (list) return list;
  }
  return listOf(activity) ?? listOfEntity(field(activity, 'entities'));
}

function listOf(part: JsonRecord): unknown[] | null {
  for (const name of PLACES) {
    const at = unwrapJson(field(part, name));
    if (Array.isArray(at) && at.length > 0) return at as unknown[];
    const inner = isRecord(at) ? unwrapJson(field(at, 'messages') ?? field(at, 'activities')) : null;
    if (Array.isArray(inner) && inner.length > 0) return inner as unknown[];
    if (typeof at === 'string') {
      const lines = linesOf(at);
      if (lines.length > 0) return lines;
    }
  }
  return null;
}

function listOfEntity(entities: unknown): unknown[] | null {
  if (!Array.isArray(entities)) return null;
  for (const entity of entities.filter(isRecord)) {
    if (!/history|transcript/i.test(textOf(field(entity, 'type'), 200) ?? '')) continue;
    const list = listOf(entity);
    if (list) return list;
  }
  return null;
}

const LINE = /^\s*(user|customer|human|person|agent|bot|assistant|copilot)\s*:\s*(.*)$/i;

/** `User: …` and `Agent: …`, a line a turn; what follows without a name goes on with the line before. */
function linesOf(text: string): { who: string; text: string }[] {
  const said: { who: string; text: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, who, words] = LINE.exec(line) ?? [];
    const last = said.at(-1);
    if (who !== undefined) said.push({ who, text: words ?? '' });
    else if (last && line.trim() !== '') last.text += `\n${line}`;
  }
  return said.slice(-MOST);
}

/** Activities as they are; what language models are sent (`role`, `content`, `parts`) as activities. */
function asActivity(entry: unknown): unknown {
  if (typeof entry === 'string') {
    const [line] = linesOf(entry);
    return line ? asActivity(line) : { type: 'message', from: { role: 'user' }, text: entry };
  }
  if (!isRecord(entry)) return null;
  const from = field(entry, 'from');
  if (isRecord(from)) return entry;
  const who = [from, field(entry, 'role'), field(entry, 'author'), field(entry, 'sender'), field(entry, 'who')].find(
    (one): one is string => typeof one === 'string',
  );
  const isBot = isBotRole(who) === true || /^copilot$/i.test(who ?? '');
  return {
    ...entry,
    type: 'message',
    from: { role: isBot ? 'bot' : 'user', name: textOf(field(entry, 'name'), 200) },
    author: undefined,
    text: wordsOf(entry),
  };
}

function wordsOf(entry: JsonRecord): string {
  for (const name of ['text', 'content', 'message']) {
    const at = field(entry, name);
    if (typeof at === 'string') return at;
    if (isRecord(at) && typeof field(at, 'text') === 'string') return String(field(at, 'text'));
    if (Array.isArray(at)) return partsOf(at);
  }
  const parts = field(entry, 'parts');
  return Array.isArray(parts) ? partsOf(parts) : '';
}

const partsOf = (parts: unknown[]): string =>
  parts
    .map((part) => (isRecord(part) ? textOf(field(part, 'text'), 100_000) : textOf(part, 100_000)) ?? '')
    .filter((part) => part !== '')
    .join('\n');
