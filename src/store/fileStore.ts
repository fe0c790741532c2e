/** Where the bytes of files are: in PostgreSQL, in pieces, so that one backup holds all; another place implements the same three verbs. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './postgres/db';

export interface FileStore {
  /** Reads to the end; replaces whatever was kept under this id. When reading fails nothing is kept, and it rejects with the reader's error. */
  put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: Buffer }>;
  /** In order, in pieces; nothing for an id that is not kept. */
  get(id: string): AsyncIterable<Buffer>;
  delete(id: string): Promise<void>;
}

const CHUNK_BYTES = 256 * 1024;

export class PostgresFileStore implements FileStore {
  constructor(private readonly db: Db) {}

  async put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: Buffer }> {
    // What an attempt that was cut off has left behind.
    await this.delete(id);
    const hash = createHash('sha256');
    let size = 0;
    let seq = 0;
    try {
      for await (const chunk of inChunks(bytes, CHUNK_BYTES)) {
        hash.update(chunk);
        size += chunk.length;
        await this.db.q.insertInto('file_chunk').values({ file_id: id, seq, bytes: chunk }).execute();
        seq += 1;
      }
    } catch (error) {
      await this.delete(id);
      throw error;
    }
    return { size, sha256: hash.digest() };
  }

  async *get(id: string): AsyncIterable<Buffer> {
    // One query a chunk: a slow reader holds no database connection.
    for (let seq = 0; ; seq += 1) {
      const row = await this.db.q
        .selectFrom('file_chunk')
        .select('bytes')
        .where('file_id', '=', id)
        .where('seq', '=', seq)
        .executeTakeFirst();
      if (!row) return;
      yield row.bytes;
    }
  }

  async delete(id: string): Promise<void> {
    await sql`delete from file_chunk where file_id = ${id}`.execute(this.db.q);
  }
}

async function* inChunks(bytes: AsyncIterable<Uint8Array>, most: number): AsyncIterable<Buffer> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (let part of bytes) {
    while (size + part.length >= most) {
      const fits = most - size;
      yield Buffer.concat([...parts, part.subarray(0, fits)]);
      parts = [];
      size = 0;
      part = part.subarray(fits);
    }
    if (part.length > 0) parts.push(part);
    size += part.length;
  }
  if (size > 0) yield Buffer.concat(parts);
}
