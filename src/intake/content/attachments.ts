/** What comes attached to an activity: cards, pictures, documents, and requests to sign in. Pure; never throws. */
import { visibleName } from '../../base/names';
import {
  CANNOT_SHOW,
  moreWords,
  SIGN_IN,
  SIGN_IN_IMPOSSIBLE,
  SIGN_IN_ONLY_THERE,
  tooLarge,
} from '../../cards/words/customer/bot';
import { cardWords } from '../../cards/text/cardWords';
import type { IncomingAttachment } from '../../domain/file';
import type { MessageExtras } from '../../domain/message';
import { cut } from '../../base/storable';
import { field, isRecord, jsonText, type JsonRecord, storableJson, textOf, unwrapJson } from './foreignJson';
import { CONTENT_LIMITS } from './limits';
import { wordsInMarkup } from './markup';
import { unnamed } from '../../cards/words/names';

export interface Attached {
  attachments: IncomingAttachment[];
  /** Texts that came as attachments. */
  words: string[];
  /** HTML, which channels send beside a text as the same in richer form. */
  twins: string[];
  /** Words that stand on a request to sign in. */
  asks: string[];
  signIn?: NonNullable<MessageExtras['signIn']>;
}

const CARD = 'application/vnd.microsoft.card.';
const ADAPTIVE = `${CARD}adaptive`;
const SIGN_IN_CARD = `${CARD}signin`;
const CLASSIC = new Set(['hero', 'thumbnail', 'receipt', 'audio', 'video', 'animation'].map((kind) => CARD + kind));
const TEAMS_CARD = /^application\/vnd\.microsoft\.teams\.card\./;
const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';
const FILE_INFO = 'application/vnd.microsoft.teams.card.file.info';
const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const TEXT = /^text\/(plain|markdown|html|xml)$/;

/** Everything is there afterwards: as it is, as words, or with the reason why it cannot be shown. */
export function readAttached(raw: unknown): Attached {
  const read: Attached = { attachments: [], words: [], twins: [], asks: [] };
  const all = Array.isArray(raw) ? (raw as unknown[]) : isRecord(raw) ? [raw] : [];
  for (const one of all.slice(0, CONTENT_LIMITS.attachments)) readOne(one, read);
  const left = all.length - CONTENT_LIMITS.attachments;
  if (left > 0) read.attachments.push(missing('application/octet-stream', null, moreWords(left)));
  return read;
}

function readOne(raw: unknown, read: Attached): void {
  if (!isRecord(raw)) {
    read.attachments.push(missing('application/octet-stream', null, CANNOT_SHOW.unreadable));
    return;
  }
  const content = unwrapJson(field(raw, 'content'));
  const address = textOf(field(raw, 'contentUrl') ?? field(raw, 'url'), 2 * CONTENT_LIMITS.cardWithPictures);
  const name = visibleName(textOf(field(raw, 'name'), CONTENT_LIMITS.name));
  const contentType = typeOf(raw, content, address);
  if (contentType === SIGN_IN_CARD || contentType === `${CARD}oauth`) return readSignIn(content, read);
  if (contentType === ADAPTIVE || TEAMS_CARD.test(contentType) || CLASSIC.has(contentType)) {
    read.attachments.push(cardOf(contentType, name, content, read));
  } else if (TEXT.test(contentType) && typeof content === 'string' && address === null) {
    if (contentType === 'text/html') read.twins.push(wordsInMarkup(content));
    else read.words.push(contentType === 'text/xml' ? wordsInMarkup(content) : content.trim());
  } else {
    read.attachments.push(fileOf(contentType, name, content, address));
  }
}

/** As it says, or else as it looks. */
function typeOf(raw: JsonRecord, content: unknown, address: string | null): string {
  const said = textOf(field(raw, 'contentType'), 200)?.split(';')[0]?.trim().toLowerCase();
  if (said) return said;
  if (isRecord(content) && field(content, 'type') === 'AdaptiveCard') return ADAPTIVE;
  return /^data:([\w.+-]+\/[\w.+-]+)[;,]/.exec(address ?? '')?.[1]?.toLowerCase() ?? 'application/octet-stream';
}

const PICTURE = /^data:image\/(png|jpe?g|gif|webp);base64,/i;
const PICTURES = /data:image\/[\w.+-]+;base64,[\w+/=]+/g;

function cardOf(contentType: string, name: string | null, content: unknown, read: Attached): IncomingAttachment {
  if (contentType === FILE_INFO || contentType === FILE_CONSENT) return missing(contentType, name, CANNOT_SHOW.consent);
  if (!isRecord(content)) return missing(contentType, name ?? unnamed.card, CANNOT_SHOW.unreadable);
  const card = CLASSIC.has(contentType) ? withoutSignIn(content, read) : content;
  const text = jsonText(card);
  if (text === null) return missing(contentType, name ?? unnamed.card, CANNOT_SHOW.unreadable);
  const size = text.length > CONTENT_LIMITS.card ? text.replace(PICTURES, '').length : text.length;
  if (size > CONTENT_LIMITS.card || text.length > CONTENT_LIMITS.cardWithPictures) {
    return missing(contentType, name ?? unnamed.card, tooLarge(Math.max(size, text.length), cardWords(card)));
  }
  return { contentType, name, content: storableJson(card, text.length), url: null };
}

function fileOf(
  contentType: string,
  name: string | null,
  content: unknown,
  address: string | null,
): IncomingAttachment {
  if (contentType === DOWNLOAD) {
    const link = isRecord(content) ? httpUrl(textOf(field(content, 'downloadUrl'), CONTENT_LIMITS.url)) : null;
    // The link is as good as the file, so it is followed and not shown.
    return link
      ? {
          contentType: 'application/octet-stream',
          name: name ?? unnamed.file,
          url: null,
          source: { kind: 'link', url: link },
        }
      : missing('application/octet-stream', name ?? unnamed.file, CANNOT_SHOW.address);
  }
  if (address !== null && /^data:[\w.+-]+\/[\w.+-]+(;[\w=.-]+)*,/i.test(address)) {
    const isSmall = PICTURE.test(address) && address.length <= CONTENT_LIMITS.card;
    return { contentType, name, url: isSmall ? address : null, source: { kind: 'link', url: address } };
  }
  const url = httpUrl(address);
  if (url !== null) return { contentType, name, url, source: { kind: 'link', url } };
  if (address !== null) return missing(contentType, name, CANNOT_SHOW.address);
  return missing(contentType, name, content == null ? CANNOT_SHOW.nothing : CANNOT_SHOW.kind);
}

function missing(contentType: string, name: string | null, unavailable: string): IncomingAttachment {
  return { contentType, name, url: null, unavailable };
}

export function httpUrl(value: string | null): string | null {
  if (value === null || value.length > CONTENT_LIMITS.url || !/^https?:\/\//i.test(value)) return null;
  return URL.canParse(value) ? cut(value, CONTENT_LIMITS.url) : null;
}

/** The link signs somebody in, so it is kept apart from all that is shown to others. */
function readSignIn(content: unknown, read: Attached): void {
  const card = isRecord(content) ? content : {};
  const { title, url } = signInLink(buttonsIn(card)) ?? {};
  read.asks.push(textOf(field(card, 'text'), 2_000) ?? SIGN_IN);
  if (url && !read.signIn) read.signIn = { title: title ?? unnamed.signIn, url };
  read.attachments.push(missing(SIGN_IN_CARD, unnamed.signInCard, url ? SIGN_IN_ONLY_THERE : SIGN_IN_IMPOSSIBLE));
}

/** Sign-in buttons of other cards move to the one the desk shows. */
function withoutSignIn(card: JsonRecord, read: Attached): JsonRecord {
  const buttons = buttonsIn(card);
  const link = signInLink(buttons);
  if (!link) return card;
  read.signIn ??= link;
  read.attachments.push(missing(SIGN_IN_CARD, unnamed.signInCard, SIGN_IN_ONLY_THERE));
  return { ...card, buttons: buttons.filter((button) => !isSignIn(button)) };
}

function buttonsIn(card: JsonRecord): unknown[] {
  const buttons = field(card, 'buttons');
  return Array.isArray(buttons) ? (buttons as unknown[]) : [];
}

export const isSignIn = (button: unknown): boolean =>
  isRecord(button) && String(textOf(field(button, 'type'), 40)).toLowerCase() === 'signin';

export function signInLink(buttons: unknown[]): { title: string; url: string } | null {
  for (const button of buttons) {
    const url = isRecord(button) ? httpUrl(textOf(field(button, 'value'), CONTENT_LIMITS.url)) : null;
    if (isRecord(button) && url && isSignIn(button)) {
      return { title: textOf(field(button, 'title'), 100) ?? unnamed.signIn, url };
    }
  }
  return null;
}
