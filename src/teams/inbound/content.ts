/** A message's content, in the desk's own terms: own words, a quote, files, and a sentence for what cannot be carried. Pure. */
import { z } from 'zod';
import { FORWARDED, NOTHING_READABLE, missingWords, tooManyWords } from '../../cards/words/agent/arrived';
import { cardWords } from '../../cards/text/cardWords';
import { visibleName } from '../../base/names';
import { FILE_LIMITS, type IncomingAttachment } from '../../domain/file';
import type { Activity } from '../protocol/activity';
import { type Embedded, type Html, type Quoted, readHtml, tidy } from '../protocol/html';
import { maybe } from '../protocol/lenient';
import { readAttachment, without } from './files';
import { withoutMarkup } from './markup';

export interface Content {
  text: string;
  attachments: IncomingAttachment[];
  quote: Quoted | null;
  forwarded: boolean;
  /** Whether anything was said or sent at all; if not, the text is a sentence that says so. */
  isEmpty: boolean;
}

const MEDIA = { voice: 'audio/*', video: 'video/*', card: 'application/octet-stream' } as const;
const EMPTY: Html = { words: '', forwarded: null, quotes: [], embedded: [] };

export function readContent(activity: Activity, options: { allowLoopback: boolean }): Content {
  const html = htmlOf(activity);
  const all = [...attachmentsOf(activity, options), ...embeddedOf(activity, html, options)];
  const kept = all.slice(0, FILE_LIMITS.perMessage * 2);
  const quote = quoteOf(activity, html);
  const words = wordsOf(activity, html);
  const left = all.length > kept.length ? tooManyWords(all.length - kept.length) : '';
  const text = [words, left].filter(Boolean).join('\n');
  if (text !== '' || kept.some(({ unavailable }) => unavailable === undefined)) {
    return {
      text: text || alternativeOf(kept),
      attachments: kept,
      quote,
      forwarded: html.forwarded !== null,
      isEmpty: false,
    };
  }
  // Nothing but what cannot be shown: the sentence is the message, said once.
  const sentences = kept.map(({ name, unavailable }) => missingWords(name, unavailable ?? ''));
  const isEmpty = sentences.length === 0;
  const said = isEmpty ? NOTHING_READABLE : sentences.join('\n');
  return { text: said, attachments: [], quote, forwarded: html.forwarded !== null, isEmpty };
}

/** Graph's way to pass on somebody else's message. */
const FORWARDED_MESSAGE = 'forwardedMessageReference';
const QUOTED_MESSAGE = 'messageReference';

const isHtml = (contentType: string) => contentType.toLowerCase() === 'text/html';

function htmlOf({ attachments, text }: Activity): Html {
  const content = attachments.find((a) => isHtml(a.contentType) && typeof a.content === 'string')?.content;
  const html = typeof content === 'string' ? readHtml(content) : EMPTY;
  const passedOn = attachments.flatMap((a) => (a.contentType === FORWARDED_MESSAGE ? forwardOf(a.content) : []));
  if (html.forwarded !== null || passedOn.length === 0) return html;
  return { ...html, words: html.words || (text ?? '').trim(), forwarded: passedOn.join('\n\n') };
}

function wordsOf(activity: Activity, html: Html): string {
  const own = ownWords(withoutMarkup(activity, html.words), html);
  if (html.forwarded === null) return own;
  return own === '' ? html.forwarded : `${own}\n\n${FORWARDED}\n${html.forwarded}`;
}

/** The plain words are to the letter. Where other people's are among them, the HTML knows which are whose. */
function ownWords(plain: string, { words, forwarded, quotes }: Html): string {
  if (plain === '') return words;
  if (forwarded === null && quotes.length === 0) return plain;
  if (words !== '') return squeezed(plain).includes(squeezed(words)) ? words : plain;
  return forwarded !== null && squeezed(forwarded).includes(squeezed(plain)) ? '' : plain;
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

function quoteOf({ entities, attachments }: Activity, html: Html): Quoted | null {
  const named = entities.flatMap(({ type, quotedReply }) =>
    type.toLowerCase() === 'quotedreply' && quotedReply
      ? [
          {
            externalId: quotedReply.messageId ?? null,
            author: quotedReply.senderName,
            text: tidy(quotedReply.preview ?? ''),
          },
        ]
      : [],
  );
  const referred = attachments.flatMap((a) => (a.contentType === QUOTED_MESSAGE ? referenceOf(a.content) : []));
  const [first, ...others] = named.length > 0 ? named : html.quotes.length > 0 ? html.quotes : referred;
  if (!first) return null;
  return {
    ...first,
    text: [first, ...others]
      .map(({ text }) => text)
      .filter(Boolean)
      .join('\n'),
  };
}

/** Graph's way to name a quoted message. */
function referenceOf(content: unknown): Quoted[] {
  const said = jsonOf(content, z.object({ messageId: maybe(z.string()), messagePreview: maybe(z.string()) }));
  return said ? [{ externalId: said.messageId ?? null, author: null, text: tidy(said.messagePreview ?? '') }] : [];
}

function forwardOf(content: unknown): string[] {
  const words = jsonOf(content, z.object({ originalMessageContent: maybe(z.string()) }))?.originalMessageContent;
  return words ? [readHtml(words).words] : [];
}

/** An object, or the JSON text of one. */
function jsonOf<T extends z.ZodType>(content: unknown, schema: T): z.output<T> | null {
  try {
    const read: unknown = typeof content === 'string' ? JSON.parse(content) : content;
    return schema.safeParse(read).data ?? null;
  } catch {
    return null;
  }
}

const ELSEWHERE = new Set([QUOTED_MESSAGE, FORWARDED_MESSAGE]);

function attachmentsOf(activity: Activity, options: { allowLoopback: boolean }): IncomingAttachment[] {
  return activity.attachments
    .filter(({ contentType }) => !isHtml(contentType) && !ELSEWHERE.has(contentType))
    .map((attachment) => readAttachment(attachment, { ...options, ...activity }));
}

function embeddedOf(activity: Activity, { embedded }: Html, options: { allowLoopback: boolean }): IncomingAttachment[] {
  // A pasted picture stands in the HTML and among the attachments; only the latter can be fetched.
  const attached = new Set(activity.attachments.flatMap(({ contentUrl }) => contentUrl ?? []));
  let pasted = activity.attachments.filter(({ contentType }) => contentType.startsWith('image/')).length;
  const cards = activity.attachments.some(({ contentType }) => contentType.includes('.card.'));
  return embedded.flatMap((thing): IncomingAttachment[] => {
    if (thing.kind === 'picture') {
      if (attached.has(thing.url)) return [];
      if (thing.own && pasted > 0) {
        pasted -= 1;
        return [];
      }
      return [pictureOf(activity, thing, options)];
    }
    return thing.kind === 'card' && cards ? [] : [without(thing.kind, MEDIA[thing.kind], null)];
  });
}

function pictureOf(
  activity: Activity,
  { url, alt, own }: Extract<Embedded, { kind: 'picture' }>,
  options: { allowLoopback: boolean },
): IncomingAttachment {
  const isGif = /\bgif\b/i.test(alt) || /\.gif(?:$|\?)/i.test(url);
  const attachment = { contentType: isGif ? 'image/gif' : 'image/*', contentUrl: url, content: undefined, name: alt };
  return own
    ? without('picture', 'image/*', visibleName(alt))
    : readAttachment(attachment, { ...options, ...activity });
}

/** What a picture or a card shows, so that lists, the channel's card and bots have words for it. */
function alternativeOf(attachments: readonly IncomingAttachment[]): string {
  const said = attachments.map(({ contentType, name, content }) =>
    content === undefined ? (contentType === 'image/gif' ? (name ?? '') : '') : cardWords(content),
  );
  return said.filter(Boolean).join('\n');
}
