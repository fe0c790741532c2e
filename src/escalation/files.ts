/** Files that come with messages: rows from the start, bytes later. The words never wait for them. */
import { createHash, randomUUID } from 'node:crypto';
import { TOO_MANY } from '../cards/words/files';
import { fileName, visibleName } from '../base/names';
import { FILE_LIMITS, type FileSource, type IncomingAttachment } from '../domain/file';
import { fetchLane } from '../domain/lanes';
import type { Attachment, Message } from '../domain/message';
import type { Tx } from '../store/postgres/db';
import { insertFile } from '../store/files';
import { enqueue } from '../store/outbox/outbox';
import { unnamed } from '../cards/words/names';

export interface Received {
  /** As they are kept with the message. */
  attachments: Attachment[];
  files: { id: string; name: string; contentType: string; source: FileSource }[];
}

/** Gives every attachment with a source a file of the desk; `fetchFiles` follows once the message has its place. */
export function receive(incoming: readonly IncomingAttachment[], most: number = FILE_LIMITS.perMessage): Received {
  const received: Received = { attachments: [], files: [] };
  for (const { source, ...attachment } of incoming) {
    if (!source) {
      received.attachments.push({ ...attachment, name: visibleName(attachment.name) });
      continue;
    }
    const name = nameOf(attachment);
    if (received.files.length >= most) {
      received.attachments.push({ ...attachment, name, unavailable: TOO_MANY });
      continue;
    }
    const id = randomUUID();
    received.attachments.push({ ...attachment, name, fileId: id, from: fingerprintOf(source) });
    received.files.push({ id, name, contentType: attachment.contentType, source });
  }
  return received;
}

function nameOf({ name, contentType }: IncomingAttachment): string {
  return fileName(name, contentType.startsWith('image/') ? unnamed.picture : unnamed.file, FILE_LIMITS.name);
}

/** As the message keeps it. */
export const shownName = (attachment: IncomingAttachment): string | null =>
  attachment.source ? nameOf(attachment) : visibleName(attachment.name);

/** Tells one place from another without keeping it: a link may be a secret, and its query is new each time. */
export function fingerprintOf({ url }: FileSource): string {
  const place = url.startsWith('data:') ? url : (url.split('?')[0] ?? url);
  return createHash('sha256').update(place).digest('base64url').slice(0, 16);
}

/** Rows of the message's files, each with its way to be fetched, in the transaction that keeps the message. */
export async function fetchFiles(tx: Tx, tenantId: string, message: Message, { files }: Received): Promise<void> {
  for (const file of files) {
    await insertFile(tx.q, {
      ...file,
      tenantId,
      conversationId: message.conversationId,
      messageId: message.id,
      owner: { kind: message.author.kind, id: message.author.id },
    });
    enqueue(tx, fetchLane({ host: hostOf(file.source), fileId: file.id }), 'fetch', { fileId: file.id });
  }
}

/** One lane a host, so that a slow host delays only its own files. */
function hostOf({ url }: FileSource): string {
  if (url.startsWith('data:')) return 'data';
  return URL.canParse(url) ? new URL(url).host.slice(0, 200) : 'none';
}
