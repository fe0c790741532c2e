/** The transcript a bot attaches to a handoff, in any of the shapes it comes in. Pure. */
import type { Attachment } from '../../domain/message';
import type { TranscriptEntry } from '../../domain/escalation';
import { cut } from '../../base/storable';
import { field, isRecord, type Loose, storableJson, textOf, timeOf, unwrapJson } from './foreignJson';
import { plainValue } from './variables';

export const TRANSCRIPT_LIMITS = {
  messages: 500,
  text: 8_000,
  /** Characters of all messages together. */
  total: 500_000,
  attachments: 10,
  card: 40_000,
  url: 4_000,
} as const;

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
    problems.push('The bot sent its transcript as a link; the desk does not follow links, so it is missing here.');
  } else {
    problems.push('The transcript the bot attached could not be read.');
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
  let skipped = 0;
  // From the newest backwards, so that a limit costs the oldest.
  for (const activity of activities.toReversed()) {
    const entry = isRecord(activity) ? readEntry(activity) : null;
    if (!entry || (entry.externalId !== null && seen.has(entry.externalId))) continue;
    if (entry.externalId !== null) seen.add(entry.externalId);
    size += entry.text.length + entry.attachments.reduce((sum, a) => sum + sizeOf(a), 0);
    if (entries.length === TRANSCRIPT_LIMITS.messages || size > TRANSCRIPT_LIMITS.total) skipped += 1;
    else entries.push(entry);
  }
  if (skipped > 0) {
    problems.push(
      `The transcript was long: the newest ${entries.length} messages are kept, ${skipped} older ones are not.`,
    );
  }
  if (entries.length === 0 && activities.length > 0)
    problems.push('The transcript the bot attached holds no messages.');
  return entries.reverse();
}

function readEntry(activity: Loose): TranscriptEntry | null {
  const type = textOf(field(activity, 'type'), 40)?.toLowerCase() ?? 'message';
  if (type !== 'message') return null;
  const attachments = readAttachments(field(activity, 'attachments'));
  const text = wordsOf(activity);
  if (text === '' && attachments.length === 0) return null;
  const from = field(activity, 'from');
  return {
    externalId: textOf(field(activity, 'id'), 300),
    author: speakerOf(activity),
    authorName: textOf(isRecord(from) ? field(from, 'name') : field(activity, 'name'), 200),
    text,
    format: String(textOf(field(activity, 'textFormat'), 20)).toLowerCase() === 'markdown' ? 'markdown' : 'plain',
    attachments,
    sentAt: timeOf(field(activity, 'timestamp')) ?? timeOf(field(activity, 'sentAt')),
  };
}

/** The text; for a card the customer filled in, its fields. */
export function wordsOf(activity: Loose, most: number = TRANSCRIPT_LIMITS.text): string {
  const text = textOf(field(activity, 'text'), most);
  if (text !== null) return text;
  const value = field(activity, 'value');
  if (!isRecord(value)) return textOf(value, most) ?? '';
  const lines = Object.entries(value).map(([name, item]) => `${name}: ${String(plainValue(item) ?? '')}`);
  return textOf(lines.join('\n'), most) ?? '';
}

/** Whether a role, a word or Dataverse's number, is the bot's. Undefined when there is none. */
export function isBotRole(role: unknown): boolean | undefined {
  if (role === 0 || role === '0') return true;
  if (role === 1 || role === '1') return false;
  if (typeof role !== 'string' || role === '') return undefined;
  return ['bot', 'skill', 'agent', 'assistant'].includes(role.toLowerCase());
}

/** Activities say it by the role of a side, plainer transcripts by `author`. */
function speakerOf(activity: Loose): 'customer' | 'bot' {
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

/** Cards and files a message carries, within limits; what is not understood is left out. */
export function readAttachments(attachments: unknown): Attachment[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.slice(0, TRANSCRIPT_LIMITS.attachments).flatMap((raw) => {
    const contentType = isRecord(raw) ? textOf(field(raw, 'contentType'), 200) : null;
    if (!isRecord(raw) || contentType === null) return [];
    const url = urlOf(field(raw, 'contentUrl'));
    const content = field(raw, 'content');
    const kept = content == null ? undefined : storableJson(unwrapJson(content), TRANSCRIPT_LIMITS.card);
    if (url === null && kept === undefined) return [];
    const name = textOf(field(raw, 'name'), 200);
    return [{ contentType, name, ...(kept !== undefined && { content: kept }), url }];
  });
}

function urlOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (/^data:image\/(png|jpe?g|gif|webp);base64,/i.test(value) && value.length <= TRANSCRIPT_LIMITS.card) return value;
  return /^https?:\/\//i.test(value) && value.length <= TRANSCRIPT_LIMITS.url
    ? cut(value, TRANSCRIPT_LIMITS.url)
    : null;
}

function sizeOf(attachment: Attachment): number {
  return (attachment.url?.length ?? 0) + (JSON.stringify(attachment.content)?.length ?? 0);
}
