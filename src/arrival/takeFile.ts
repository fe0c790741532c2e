/** Takes a file's bytes into the store, as far as the desk takes such a file at all. */
import { AppError, badField } from '../base/errors';
import { thumbnailOf } from '../base/pictures';
import { EMPTY, RUNS, TOO_LARGE, WEB_PAGE } from '../cards/words/files';
import { FILE_LIMITS } from '../domain/file';
import { claimedOf, endsAsProgram, HEAD_BYTES, isPicture, isWebPage, typeOf } from '../domain/fileType';
import type { FileStore } from '../store/fileStore';

/** The desk does not take it, and its words say why; trying again changes nothing. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(
    readonly why: 'too_large' | 'runs' | 'empty' | 'web_page',
    message: string,
  ) {
    super(message);
  }
}

export interface Taken {
  contentType: string;
  size: number;
  sha256: Buffer;
  thumbnail: Buffer | null;
}

/** @param claimed what the sender calls its type */
export async function takeFile(
  store: FileStore,
  file: { id: string; name: string; claimed: string | null },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Taken> {
  let contentType = '';
  const { size, sha256 } = await store.put(
    file.id,
    checked(file, bytes, (type) => (contentType = type)),
  );
  const thumbnail = isPicture(contentType) ? await thumbnailOf(await whole(store.get(file.id))) : null;
  return { contentType, size, sha256, thumbnail };
}

/** The same in memory, for what is not kept with a conversation; null when it is longer than `most` bytes. */
export async function readFile(
  file: { name: string; claimed: string | null },
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ contentType: string; bytes: Buffer } | null> {
  let contentType = '';
  let length = 0;
  const parts: Uint8Array[] = [];
  for await (const part of checked(file, bytes, (type) => (contentType = type))) {
    length += part.length;
    if (length > most) return null;
    parts.push(part);
  }
  return { contentType, bytes: Buffer.concat(parts) };
}

/** As the desk says it to whoever brings the file. */
export const refusedUpload = ({ why, message }: FileRefused): AppError =>
  why === 'too_large' ? new AppError('too_large', message) : badField('file', message);

/** @param onType told before the first bytes go on */
function checked(
  file: { name: string; claimed: string | null },
  bytes: AsyncIterable<Uint8Array>,
  onType: (contentType: string) => void,
): AsyncIterable<Uint8Array> {
  if (endsAsProgram(file.name)) throw new FileRefused('runs', RUNS);
  return withHead(bytes, (head) => {
    const type = typeOf(head, claimedOf(file.name, file.claimed));
    if (type.runs) throw new FileRefused('runs', RUNS);
    if (isWebPage(head) && isNoPage(file.claimed)) throw new FileRefused('web_page', WEB_PAGE);
    onType(type.contentType);
  });
}

/** All of a file in memory; 20 MB at most, see FILE_LIMITS. */
export async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

/** Passes bytes on once their beginning has been looked at, up to the limit. */
async function* withHead(bytes: AsyncIterable<Uint8Array>, look: (head: Buffer) => void): AsyncIterable<Uint8Array> {
  let head: Uint8Array[] | null = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > FILE_LIMITS.bytes) throw new FileRefused('too_large', TOO_LARGE);
    if (head === null) {
      yield part;
      continue;
    }
    head.push(part);
    if (size < HEAD_BYTES) continue;
    const start = Buffer.concat(head);
    head = null;
    look(start.subarray(0, HEAD_BYTES));
    yield start;
  }
  if (head === null) return;
  if (size === 0) throw new FileRefused('empty', EMPTY);
  const start = Buffer.concat(head);
  look(start);
  yield start;
}

/** Somebody who sends a page as a page means it. */
function isNoPage(claimed: string | null): boolean {
  return claimed !== null && !claimed.startsWith('text/') && claimed !== 'application/octet-stream';
}
