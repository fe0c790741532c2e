/** The transcript a bot attaches to a handoff, in any of the shapes it comes in. Pure. */
import {
  TRANSCRIPT_EMPTY,
  TRANSCRIPT_IS_A_LINK,
  TRANSCRIPT_UNREADABLE,
  transcriptCutWords,
} from '../../cards/words/agent/handoff';
import type { OpenEscalation, TranscriptEntry } from '../../domain/escalation';
import { type Content, readContent, saysNothing } from '../content/content';
import { field, isRecord, type JsonRecord, textOf, timeOf, unwrapJson } from '../content/foreignJson';
import { lastBotRating } from './botSurvey';

export const TRANSCRIPT_LIMITS = {
  messages: 500,
  /** Characters of all messages together. */
  total: 500_000,
  /** Characters of all their cards together. */
  cards: 2_000_000,
} as const;

/** What a bot's survey left in the transcript. */
export function botRatingIn(attachments: unknown): Pick<OpenEscalation, 'botRating'> {
  if (!Array.isArray(attachments)) return {};
  const activities = attachments.filter(isRecord).map((attachment) => activitiesOf(field(attachment, 'content')));
  const botRating = lastBotRating(activities.flatMap((some) => some ?? []));
  return botRating ? { botRating } : {};
}

/** Reads the attachment called Transcript; what stands in the way is said in `problems`. */
export function readTranscript(attachments: unknown, problems: string[]): TranscriptEntry[] {
  if (!Array.isArray(attachments)) return [];
  const all = attachments.filter(isRecord);
  const named = all.filter((a) => String(textOf(field(a, 'name'), 100)).toLowerCase() === 'transcript');
  const candidates = named.length > 0 ? named : all.filter((a) => activitiesOf(field(a, 'content')) !== null);
  for (const attachment of candidates) {
    const activities = activitiesOf(field(attachment, 'content'));
    if (activities) return readEntries(activities, problems);
  }
  const first = candidates[0];
  if (!first) return [];
  if (field(first, 'content') == null && typeof field(first, 'contentUrl') === 'string') {
    problems.push(TRANSCRIPT_IS_A_LINK);
  } else {
    problems.push(TRANSCRIPT_UNREADABLE);
  }
  return [];
}

/** An array, `{activities}` or `{transcript}`, each perhaps as JSON text. */
function activitiesOf(content: unknown): unknown[] | null {
  const read = unwrapJson(content);
  if (Array.isArray(read)) return read as unknown[];
  if (!isRecord(read)) return null;
  for (const name of ['activities', 'transcript']) {
    const inner = unwrapJson(field(read, name));
    if (Array.isArray(inner)) return inner as unknown[];
    if (isRecord(inner) && Array.isArray(inner.activities)) return inner.activities as unknown[];
  }
  return null;
}

function readEntries(activities: unknown[], problems: string[]): TranscriptEntry[] {
  const seen = new Set<string>();
  const entries: TranscriptEntry[] = [];
  let size = 0;
  let cards = 0;
  let skipped = 0;
  // From the newest backwards, so that a limit costs the oldest.
  for (const activity of activities.toReversed()) {
    const entry = isRecord(activity) ? readEntry(activity) : null;
    if (!entry || (entry.externalId !== null && seen.has(entry.externalId))) continue;
    if (entry.externalId !== null) seen.add(entry.externalId);
    size += entry.text.length;
    cards += sizeOf(entry);
    const { messages, total, cards: most } = TRANSCRIPT_LIMITS;
    if (entries.length === messages || size > total || cards > most) skipped += 1;
    else entries.push(entry);
  }
  if (skipped > 0) {
    problems.push(transcriptCutWords(entries.length, skipped));
  }
  if (entries.length === 0 && activities.length > 0) problems.push(TRANSCRIPT_EMPTY);
  return entries.reverse();
}

function readEntry(activity: JsonRecord): TranscriptEntry | null {
  const type = textOf(field(activity, 'type'), 40)?.toLowerCase() ?? 'message';
  if (type !== 'message') return null;
  const author = speakerOf(activity);
  const content = readContent(activity, { by: author, valueInWords: true });
  if (saysNothing(content)) return null;
  const from = field(activity, 'from');
  return {
    externalId: textOf(field(activity, 'id'), 300),
    author,
    authorName: textOf(isRecord(from) ? field(from, 'name') : field(activity, 'name'), 200),
    ...asHistory(content),
    // Transcripts say so where it is Markdown.
    format: String(textOf(field(activity, 'textFormat'), 20)).toLowerCase() === 'markdown' ? 'markdown' : 'plain',
    sentAt: timeOf(field(activity, 'timestamp')) ?? timeOf(field(activity, 'sentAt')),
  };
}

/** Nobody signs in again. */
function asHistory(content: Content): Pick<TranscriptEntry, 'text' | 'format' | 'attachments' | 'extras'> {
  const { extras, ...rest } = content;
  const { signIn: _, ...kept } = extras;
  return { ...rest, ...(Object.keys(kept).length > 0 && { extras: kept }) };
}

/** Whether a role, a word or Dataverse's number, is the bot's. Undefined when there is none. */
export function isBotRole(role: unknown): boolean | undefined {
  if (role === 0 || role === '0') return true;
  if (role === 1 || role === '1') return false;
  if (typeof role !== 'string' || role === '') return undefined;
  return ['bot', 'skill', 'agent', 'assistant'].includes(role.toLowerCase());
}

/** Activities say it by the role of a side, plainer transcripts by `author`. */
function speakerOf(activity: JsonRecord): 'customer' | 'bot' {
  const author = isBotRole(field(activity, 'author'));
  if (author !== undefined) return author ? 'bot' : 'customer';
  const role = (side: unknown) => (isRecord(side) ? isBotRole(field(side, 'role')) : undefined);
  const spoken = role(field(activity, 'from'));
  if (spoken !== undefined) return spoken ? 'bot' : 'customer';
  const heard = role(field(activity, 'recipient'));
  if (heard !== undefined) return heard ? 'customer' : 'bot';
  // Only bots' activities answer another one.
  return textOf(field(activity, 'replyToId'), 300) === null ? 'customer' : 'bot';
}

function sizeOf({ attachments, extras }: TranscriptEntry): number {
  return JSON.stringify([attachments, extras]).length;
}
