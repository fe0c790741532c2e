/** An archive that is written while what goes into it is read. */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipEntry {
  name: string;
  /** Pictures and documents are small already. */
  isSmall: boolean;
  chunks: AsyncIterable<Uint8Array | string>;
}

const encoder = new TextEncoder();
const NOTHING = new Uint8Array();

/** Each piece is handed on before the next is read. @param at when all of it was written */
export async function* zipped(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failed = error;
    else ready.push(chunk);
  });
  function* taken(): Generator<Uint8Array> {
    if (failed) throw failed;
    for (const chunk of ready.splice(0)) if (chunk.length > 0) yield chunk;
  }
  for await (const { name, isSmall, chunks } of entries) {
    const file = isSmall ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    file.mtime = at;
    zip.add(file);
    for await (const chunk of chunks) {
      file.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      yield* taken();
    }
    file.push(NOTHING, true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
