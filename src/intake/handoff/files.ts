/** Which of the attachments bots send are files, and where they are. Pure. */
import type { IncomingAttachment } from '../../domain/file';
import { field, isRecord, textOf } from './foreignJson';
import { readAttachments, TRANSCRIPT_LIMITS } from './transcript';

/** A file within the message: about what a Direct Line activity holds. */
const MOST_INLINE = 3_000_000;
/** Cards and what else is no file has types of Microsoft's own, or is text. */
const NO_FILE = /^(application\/vnd\.microsoft\.(?!.*\.file\.)|text\/html$)/i;

/** Cards as they are, files with the way to them. */
export function readIncoming(attachments: unknown): IncomingAttachment[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.slice(0, TRANSCRIPT_LIMITS.attachments).flatMap((raw: unknown) => {
    const contentType = isRecord(raw) ? textOf(field(raw, 'contentType'), 200) : null;
    if (!isRecord(raw) || contentType === null || NO_FILE.test(contentType)) return readAttachments([raw]);
    const url = field(raw, 'contentUrl');
    if (typeof url !== 'string' || field(raw, 'content') != null) return readAttachments([raw]);
    const name = textOf(field(raw, 'name'), 200);
    if (/^data:/i.test(url)) {
      // The desk's own copy is the only one.
      if (url.length <= MOST_INLINE) return [{ contentType, name, url: null, source: { kind: 'link' as const, url } }];
      return [
        { contentType, name: name ?? 'File', url: null, unavailable: 'It is too large to come within a message.' },
      ];
    }
    if (!/^https?:\/\//i.test(url) || url.length > TRANSCRIPT_LIMITS.url) return readAttachments([raw]);
    return [{ contentType, name, url, source: { kind: 'link' as const, url } }];
  });
}
