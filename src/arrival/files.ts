/** Files that come with messages: rows from the start, bytes later. The words never wait for them. */
import { randomUUID } from 'node:crypto';
import { TOO_MANY } from '../cards/words/files';
import { fileName, visibleName } from '../base/names';
import { FILE_LIMITS, type FileSource, type IncomingAttachment } from '../domain/file';
import { fetchLane } from '../domain/lanes';
import type { Attachment, Message } from '../domain/message';
import type { Tx } from '../store/postgres/db';
import { insertFile } from '../store/files';
import { enqueue } from '../store/outbox/outbox';

export interface Received {
  /** As they are kept with the message. */
  attachments: Attachment[];
  files: { id: string; name: string; contentType: string; source: FileSource }[];
}

/** Gives every attachment with a source a file of the desk; `fetchFiles` follows once the message has its place. */
export function receive(incoming: readonly IncomingAttachment[]): Received {
  const received: Received = { attachments: [], files: [] };
  for (const { source, ...attachment } of incoming) {
    if (!source) {
      received.attachments.push({ ...attachment, name: visibleName(attachment.name) });
      continue;
    }
    const otherwise = attachment.contentType.startsWith('image/') ? 'Picture' : 'File';
    const name = fileName(attachment.name, otherwise, FILE_LIMITS.name);
    if (received.files.length === FILE_LIMITS.perMessage) {
      received.attachments.push({ ...attachment, name, unavailable: TOO_MANY });
      continue;
    }
    const id = randomUUID();
    received.attachments.push({ ...attachment, name, fileId: id });
    received.files.push({ id, name, contentType: attachment.contentType, source });
  }
  return received;
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
    await enqueue(tx, fetchLane({ host: hostOf(file.source), fileId: file.id }), 'fetch', { fileId: file.id });
  }
}

/** Whoever is slow delays only what comes from there. */
function hostOf({ url }: FileSource): string {
  if (url.startsWith('data:')) return 'data';
  return URL.canParse(url) ? new URL(url).host.slice(0, 200) : 'none';
}
