/** A model's own account of a chat, as lines of its two sides; best effort. Pure. */
import { RETOLD, transcriptCutWords } from '../../cards/words/agent/handoff';
import type { TranscriptEntry } from '../../domain/escalation';
import { storable } from '../../base/storable';
import { isRecord, unwrapJson } from '../content/foreignJson';
import { CONTENT_LIMITS } from '../content/limits';
import { isBotRole, readTranscript, TRANSCRIPT_LIMITS } from '../handoff/transcript';

type Side = TranscriptEntry['author'];

/** `User: …`, `**Agent**: …`, `- Bot: …`, at the beginning of a line. */
const LABEL = /^[\s>*_•-]*(?<who>[\p{L}\p{N}][\p{L}\p{N} ._'’-]{0,60}?)[*_]{0,3}\s*[:：][*_]{0,3}\s?(?<said>.*)$/u;
const CUSTOMER = [
  'user',
  'customer',
  'human',
  'me',
  'employee',
  'utilisateur',
  'benutzer',
  'nutzer',
  'kunde',
  'usuario',
  'utente',
];
const AGENT = ['agent', 'bot', 'assistant', 'copilot', 'ai', 'agente', 'assistent', 'asistente', 'assistente'];

/** @param names what the two are called, which models use in place of the labels they were asked for */
export function readRetelling(
  text: string | null | undefined,
  names: { customer: string | null; agent: string | null },
  problems: string[],
): TranscriptEntry[] {
  const given = storable(text ?? '').trim();
  if (given === '') return [];
  const entries = inJson(given, problems) ?? inLines(given, names, problems);
  if (entries.length > 0) problems.push(RETOLD);
  return entries;
}

/** Some write a list of messages instead. */
function inJson(text: string, problems: string[]): TranscriptEntry[] | null {
  const read = unwrapJson(text);
  const list = isRecord(read) ? Object.values(read).find(Array.isArray) : read;
  if (!Array.isArray(list)) return null;
  const activities = list.filter(isRecord).map((item) => ({
    author: isBotRole(item['role'] ?? item['author'] ?? item['from']) ? 'bot' : 'customer',
    text: item['text'] ?? item['content'] ?? item['message'],
  }));
  const entries = readTranscript([{ name: 'Transcript', content: activities }], problems);
  return entries.length > 0 ? entries : null;
}

function inLines(
  text: string,
  names: { customer: string | null; agent: string | null },
  problems: string[],
): TranscriptEntry[] {
  const known = new Map<string, Side>([
    ...CUSTOMER.map((label) => [label, 'customer'] as const),
    ...AGENT.map((label) => [label, 'bot'] as const),
    ...(names.customer ? [[names.customer.toLowerCase(), 'customer'] as const] : []),
    ...(names.agent ? [[names.agent.toLowerCase(), 'bot'] as const] : []),
  ]);
  const turns: { author: Side; lines: string[] }[] = [];
  for (const line of text.split(/\r\n|[\r\n\u2028\u2029]/)) {
    // Only a short beginning can be a label; a long line costs no more than a short one.
    const label = LABEL.exec(line.slice(0, MOST_LABEL))?.groups;
    const author = label && known.get((label['who'] ?? '').trim().toLowerCase());
    const last = turns.at(-1);
    if (author) turns.push({ author, lines: [(label['said'] ?? '') + line.slice(MOST_LABEL)] });
    else if (last) last.lines.push(line);
    // What stands before the first label is the model's.
    else turns.push({ author: 'bot', lines: [line] });
  }
  return newest(turns, problems);
}

const MOST_LABEL = 200;

/** A limit costs the oldest. */
function newest(turns: { author: Side; lines: string[] }[], problems: string[]): TranscriptEntry[] {
  const kept: TranscriptEntry[] = [];
  let size = 0;
  let left = 0;
  for (const { author, lines } of turns.toReversed()) {
    const text = lines.join('\n').trim().slice(0, CONTENT_LIMITS.text);
    if (text === '') continue;
    size += text.length;
    // Agents write Markdown, and people what they mean to the letter.
    const format = author === 'bot' ? 'markdown' : 'plain';
    if (kept.length === TRANSCRIPT_LIMITS.messages || size > TRANSCRIPT_LIMITS.total) left += 1;
    else kept.push({ externalId: null, author, authorName: null, text, format, attachments: [], sentAt: null });
  }
  if (left > 0) problems.push(transcriptCutWords(kept.length, left));
  return kept.reverse();
}
