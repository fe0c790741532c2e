/** What a customer attached, as the desk keeps it: a name, a type, and an address only where it is safe to follow. Pure. */
import { z } from 'zod';
import type { Attachment } from '../../domain/message';
import type { TeamsAttachment } from '../protocol/activity';
import { isTrustedUrl } from '../protocol/trustedUrl';

const FILE = 'application/vnd.microsoft.teams.file.download.info';
const MOST = 20;
const NAME = 200;
const LONGEST_URL = 4_000;

const download = z.looseObject({ downloadUrl: z.string().nullish(), fileType: z.string().nullish() });

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

export function readAttachments(
  attachments: readonly TeamsAttachment[] | null | undefined,
  allowLoopback: boolean,
): Attachment[] {
  return (attachments ?? [])
    .filter(({ contentType }) => contentType !== 'text/html')
    .slice(0, MOST)
    .map((attachment) => readAttachment(attachment, (url) => safe(url, allowLoopback)));
}

function readAttachment(
  { contentType, contentUrl, content, name }: TeamsAttachment,
  link: (url: string | null | undefined) => string | null,
): Attachment {
  const title = name?.slice(0, NAME) || null;
  if (contentType === FILE) {
    // A link that opens without signing in; `contentUrl` would ask the agent to.
    const { downloadUrl, fileType } = download.safeParse(content).data ?? {};
    const type = TYPES[(fileType || title?.split('.').at(-1) || '').toLowerCase()] ?? 'application/octet-stream';
    return { contentType: type, name: title ?? 'File', url: link(downloadUrl) };
  }
  // Pasted pictures lie behind the bot's own token, which no browser has.
  if (contentType.startsWith('image/')) return { contentType, name: title ?? 'Picture', url: null };
  return { contentType, name: title, url: link(contentUrl) };
}

function safe(url: string | null | undefined, allowLoopback: boolean): string | null {
  return url && url.length <= LONGEST_URL && isTrustedUrl(url, allowLoopback) ? url : null;
}
