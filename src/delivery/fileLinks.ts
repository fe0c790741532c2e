/** Links by which customers' bots and chats get a file from the desk: signed, for an hour, for one file. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import type { Attachment, Message } from '../domain/message';
import { type DeliverableFile, deliverableFiles } from '../store/files';
import type { Reader } from '../store/postgres/db';

const LIFETIME_MS = 3_600_000;
const ID_BYTES = 16;
const UNTIL_BYTES = 4;
const MAC_BYTES = 24;

export class FileLinks {
  private readonly key: Buffer;

  constructor(private readonly options: { secretsKey: Buffer; publicUrl: string }) {
    this.key = Buffer.from(hkdfSync('sha256', options.secretsKey, '', 'handoff-desk file links', 32));
  }

  /** Only of a file that may be delivered, which a note's is not: the store has no other way to such a value. */
  to({ id, name }: DeliverableFile, now = new Date()): string {
    const until = Buffer.alloc(UNTIL_BYTES);
    until.writeUInt32BE(Math.floor((now.getTime() + LIFETIME_MS) / 1_000));
    const said = Buffer.concat([parse(id), until]);
    const signed = Buffer.concat([said, this.mac(said)]).toString('base64url');
    // The name is for programs that look at endings; nothing depends on it.
    return `${this.options.publicUrl}/files/${signed}/${encodeURIComponent(name)}`;
  }

  /** The id of the file; null for a link the desk has not made, or that has ended. */
  read(signed: string, now = new Date()): string | null {
    const bytes = Buffer.from(signed, 'base64url');
    if (bytes.length !== ID_BYTES + UNTIL_BYTES + MAC_BYTES || bytes.toString('base64url') !== signed) return null;
    const said = bytes.subarray(0, ID_BYTES + UNTIL_BYTES);
    if (!timingSafeEqual(bytes.subarray(said.length), this.mac(said))) return null;
    if (said.readUInt32BE(ID_BYTES) * 1_000 < now.getTime()) return null;
    return stringify(said.subarray(0, ID_BYTES));
  }

  /** A message's attachments for somebody who can follow links only; the desk's own copies get one each. */
  async attachmentsOf(q: Reader, message: Message): Promise<Attachment[]> {
    if (!message.attachments.some(({ fileId }) => fileId)) return message.attachments;
    const files = await deliverableFiles(q, message.id);
    return message.attachments.map((attachment) => {
      const file = files.find(({ id }) => id === attachment.fileId);
      if (!file || attachment.url !== null) return attachment;
      if (file.state === 'unavailable') return { ...attachment, unavailable: file.reason ?? '' };
      return { ...attachment, contentType: file.contentType, url: this.to(file) };
    });
  }

  private mac(said: Buffer): Buffer {
    return createHmac('sha256', this.key).update(said).digest().subarray(0, MAC_BYTES);
  }
}
