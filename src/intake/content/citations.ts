/** The sources a bot names, whether a model wrote it, and how confidential it is. Pure; never throws. */
import { clip } from '../../cards/text/escape';
import type { Citation, MessageExtras } from '../../domain/message';
import { httpUrl } from './attachments';
import { field, isRecord, type JsonRecord, textOf } from './foreignJson';
import { CONTENT_LIMITS } from './limits';

export type Labels = Pick<MessageExtras, 'citations' | 'aiGenerated' | 'sensitivity'>;

const NAME = 200;
const ABSTRACT = 1_000;

/** The words without the references at their end, which are read as sources. */
export function readLabels(activity: JsonRecord, text: string): { text: string; labels: Labels } {
  const messages = listOf(field(activity, 'entities')).filter(isMessage);
  const references = referencesIn(text);
  const claimed = messages.flatMap((message) => listOf(field(message, 'citation')).filter(isRecord));
  const citations = placed(claimed.flatMap((claim, i) => citationOf(claim, i + 1, references)));
  const cited = citations.length > 0 ? citations : placed([...references.values()]);
  const aiGenerated = messages.some((message) => isGenerated(message));
  const sensitivity = sensitivityIn(messages);
  return {
    // `[1]` in the words is what Teams puts its own mark on.
    text:
      references.size === 0
        ? text
        : text
            .replace(REFERENCE, '')
            .replace(/\n{3,}/g, '\n\n')
            .trimEnd(),
    labels: {
      ...(cited.length > 0 && { citations: cited }),
      ...(aiGenerated && { aiGenerated: true }),
      ...(sensitivity && { sensitivity }),
    },
  };
}

/** `[1]: https://… "Title"` on a line of its own, as generative answers end; `cite:1` leads nowhere. */
const REFERENCE = /^[ \t]{0,3}\[\^?(\d{1,3})\^?\]:[ \t]*<?([^\s>]+)>?(?:[ \t]+["'(](.*?)["')])?[ \t]*$\n?/gm;

function referencesIn(text: string): Map<number, Citation> {
  const found = new Map<number, Citation>();
  for (const [, number, address = '', title] of text.matchAll(REFERENCE)) {
    const position = Number(number);
    if (found.has(position)) continue;
    const url = httpUrl(address);
    const name = clip(title?.trim() || hostOf(url) || `Source ${position}`, NAME);
    found.set(position, { position, name, url, abstract: null });
  }
  return found;
}

function citationOf(claim: JsonRecord, place: number, references: ReadonlyMap<number, Citation>): Citation[] {
  const appearance = field(claim, 'appearance');
  const source = isRecord(appearance) ? appearance : claim;
  const said = Number(field(claim, 'position'));
  const position = Number.isInteger(said) && said > 0 && said < 1_000 ? said : place;
  const reference = references.get(position);
  const url =
    httpUrl(textOf(field(source, 'url'), CONTENT_LIMITS.url)) ??
    httpUrl(textOf(field(claim, '@id'), CONTENT_LIMITS.url)) ??
    reference?.url ??
    null;
  const abstract = textOf(field(source, 'abstract'), ABSTRACT) ?? textOf(field(source, 'text'), ABSTRACT);
  const name = textOf(field(source, 'name'), NAME) ?? reference?.name ?? hostOf(url);
  // A claim without anything to see is none.
  return name || abstract ? [{ position, name: name || `Source ${position}`, url, abstract }] : [];
}

/** One a place, in order. */
function placed(citations: Citation[]): Citation[] {
  const byPlace = new Map<number, Citation>();
  for (const citation of citations) if (!byPlace.has(citation.position)) byPlace.set(citation.position, citation);
  return [...byPlace.values()].sort((a, b) => a.position - b.position).slice(0, CONTENT_LIMITS.citations);
}

function isMessage(entity: unknown): entity is JsonRecord {
  if (!isRecord(entity)) return false;
  const types = [field(entity, 'type'), ...listOf(field(entity, '@type'))];
  return types.some((type) => typeof type === 'string' && /(^|schema\.org\/)Message$/.test(type));
}

function isGenerated(message: JsonRecord): boolean {
  const words = [...listOf(field(message, 'keywords')), ...listOf(field(message, 'additionalType'))];
  return words.includes('AIGeneratedContent');
}

function sensitivityIn(messages: JsonRecord[]): Labels['sensitivity'] | null {
  for (const message of messages) {
    const usage = field(message, 'usageInfo');
    const name = isRecord(usage) ? textOf(field(usage, 'name'), 100) : null;
    if (isRecord(usage) && name) return { name, description: textOf(field(usage, 'description'), 500) };
  }
  return null;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return (value as unknown[]).slice(0, 100);
  return value === undefined || value === null ? [] : [value];
}

function hostOf(url: string | null): string {
  return url === null ? '' : new URL(url).hostname;
}
