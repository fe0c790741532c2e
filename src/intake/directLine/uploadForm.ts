/** The `multipart/form-data` of Direct Line's upload: one part is the activity, the others its files. */
import { randomUUID } from 'node:crypto';
import type { Form } from './request';

export function uploadForm(
  activity: Record<string, unknown>,
  files: readonly { name: string; contentType: string; bytes: Buffer }[],
): Form {
  const boundary = `handoff-desk-${randomUUID()}`;
  const part = (headers: string[], bytes: Buffer) => [
    Buffer.from(`--${boundary}\r\n${headers.join('\r\n')}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ];
  const bytes = Buffer.concat([
    ...part(
      ['Content-Type: application/vnd.microsoft.activity', 'Content-Disposition: form-data; name="activity"'],
      Buffer.from(JSON.stringify(activity)),
    ),
    ...files.flatMap((file) => {
      const named = `form-data; name="file"; filename="${quoted(file.name)}"`;
      return part([`Content-Type: ${file.contentType}`, `Content-Disposition: ${named}`], file.bytes);
    }),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes };
}

/** Quoted and in UTF-8, as browsers write it. */
const quoted = (name: string): string => name.replace(/["\r\n]/g, encodeURIComponent);
