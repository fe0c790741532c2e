/** What a customer attached, as the desk keeps it: a name, a type, and the way to fetch it where that is safe. Pure. */
import { z } from 'zod';
import { fileName, visibleName } from '../../base/names';
import { CANNOT, type Missing, kindWords } from '../../cards/words/agent/arrived';
import { FILE_LIMITS, type FileSource, type IncomingAttachment } from '../../domain/file';
import { maybe } from '../protocol/lenient';
import type { TeamsAttachment } from '../protocol/activity';
import { isTrustedUrl } from '../protocol/trustedUrl';
import { unnamed } from '../../cards/words/names';

const FILE = 'application/vnd.microsoft.teams.file.download.info';
const LONGEST_URL = 4_000;
const LONGEST_CARD = 40_000;
/** Links to what lies in SharePoint or elsewhere, which people open as themselves. */
const LINKS = new Set(['reference', 'application/vnd.microsoft.teams.card.file.info', 'meetingreference']);
const DATA_PICTURE = /^data:image\/(?:png|jpe?g|gif|webp);base64,/i;

const download = z.object({ downloadUrl: maybe(z.string()), fileType: maybe(z.string().max(20)) });

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  zip: 'application/zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Who sent it, and by which bot: pictures in Teams lie behind that bot's own token. */
export interface Origin {
  serviceUrl: string;
  botAppId: string;
  allowLoopback: boolean;
}

export function readAttachment(attachment: TeamsAttachment, origin: Origin): IncomingAttachment {
  const { contentType, contentUrl, content, name } = attachment;
  const type = contentType.toLowerCase();
  if (type === FILE) return fileOf(content, name, origin);
  if (/^(?:image|audio|video)\//.test(type)) return mediaOf(type, contentUrl, name, origin);
  const card = type.includes('.card.') ? cardOf(content) : null;
  if (card) return { contentType, name: visibleName(name), content: card, url: null };
  const url = linkOf(contentUrl, origin.allowLoopback);
  if (url && (LINKS.has(type) || name))
    return { contentType: contentType || 'text/html', name: visibleName(name), url };
  return without('foreign', contentType, visibleName(name) ?? kindWords(contentType));
}

/** A file has a link that opens without signing in; its `contentUrl` would ask the agent to. */
function fileOf(content: unknown, name: string | null | undefined, { allowLoopback }: Origin): IncomingAttachment {
  const { downloadUrl, fileType } = download.safeParse(content).data ?? {};
  const ending = fileType ?? name?.split('.').at(-1) ?? '';
  const contentType = TYPES[ending.toLowerCase()] ?? 'application/octet-stream';
  const shown = fileName(name, unnamed.file, FILE_LIMITS.name);
  const url = linkOf(downloadUrl, allowLoopback);
  if (!url) return without('file', contentType, shown);
  return { contentType, name: shown, url: null, source: { kind: 'link', url } };
}

function mediaOf(
  contentType: string,
  contentUrl: string | null | undefined,
  name: string | null | undefined,
  origin: Origin,
): IncomingAttachment {
  const shown = fileName(name, nounOf(contentType), FILE_LIMITS.name);
  if (contentUrl && DATA_PICTURE.test(contentUrl)) {
    return { contentType, name: shown, url: null, source: { kind: 'link', url: contentUrl } };
  }
  const url = linkOf(contentUrl, origin.allowLoopback);
  if (!url) return without(contentType.startsWith('image/') ? 'picture' : 'file', contentType, shown);
  return { contentType, name: shown, url: null, source: sourceOf(url, origin) };
}

const NOUNS: Readonly<Record<string, string>> = {
  image: unnamed.picture,
  audio: unnamed.sound,
  video: unnamed.video,
};
const nounOf = (contentType: string) => NOUNS[contentType.split('/')[0] ?? ''] ?? unnamed.file;

/** The bot's token goes to the host the activity came from, and to no other. */
function sourceOf(url: string, { serviceUrl, botAppId }: Origin): FileSource {
  return new URL(url).origin === new URL(serviceUrl).origin
    ? { kind: 'teams', url, serviceUrl, botAppId }
    : { kind: 'link', url };
}

function cardOf(content: unknown): Record<string, unknown> | null {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
  return JSON.stringify(content).length <= LONGEST_CARD ? (content as Record<string, unknown>) : null;
}

export function without(kind: Missing, contentType: string, name: string | null): IncomingAttachment {
  const { name: noun, reason } = CANNOT[kind];
  return { contentType: contentType || 'application/octet-stream', name: name ?? noun, url: null, unavailable: reason };
}

function linkOf(url: string | null | undefined, allowLoopback: boolean): string | null {
  return url && url.length <= LONGEST_URL && isTrustedUrl(url, allowLoopback) ? url : null;
}
