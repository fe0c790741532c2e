/** A file that is written while it comes. */
import { stream } from '../desk/api';
import { zoneHere } from '../desk/clock';
import { fileNameIn } from '../desk/fileName';
import type { ListFilter } from '../desk/keys';
import { rowCounter } from './rowCounter';

export type Form = 'comma' | 'semicolon' | 'jsonl';

export interface Received {
  done: number;
  /** Null: nobody counted. */
  total: number | null;
}

export interface ReceivedFile {
  name: string;
  content: Blob;
  rows: number;
  unsearched: 'older' | 'newest' | null;
}

/** Bytes that are handed to the browser at once, which may keep them on disk. */
const TOGETHER = 8 * 1024 * 1024;

/** The export broke off: half of a file is none. */
export class BrokenOff extends Error {
  constructor(readonly rows: number) {
    super();
  }
}

export async function receive(
  form: Form,
  { order, ...filter }: ListFilter,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (received: Received) => void },
): Promise<ReceivedFile> {
  const isCsv = form !== 'jsonl';
  const query = {
    ...filter,
    order: order === 'oldest' ? order : 'newest',
    ...(isCsv && { separator: form, zone: zoneHere() }),
  };
  const answer = await stream(`/exports/escalations.${isCsv ? 'csv' : 'jsonl'}`, { query, signal });
  const counted = answer.headers.get('handoff-rows');
  const total = counted === null ? null : Number(counted);
  const count = rowCounter(isCsv);
  const parts: Blob[] = [];
  let some: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let rows = 0;
  const keep = () => {
    parts.push(new Blob(some));
    some = [];
    size = 0;
  };
  onProgress({ done: 0, total });
  try {
    const reader = answer.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      some.push(part.value);
      size += part.value.length;
      rows = count(part.value);
      if (size >= TOGETHER) keep();
      onProgress({ done: rows, total });
    }
  } catch (error) {
    if (signal.aborted) throw error;
    throw new BrokenOff(rows);
  }
  keep();
  const unsearched = answer.headers.get('handoff-unsearched');
  return {
    name: fileNameIn(answer.headers.get('content-disposition') ?? ''),
    content: new Blob(parts),
    rows,
    unsearched: unsearched === 'older' || unsearched === 'newest' ? unsearched : null,
  };
}
