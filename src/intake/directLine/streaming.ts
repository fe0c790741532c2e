/** Answers that come word by word: every part repeats or continues the one before, and the final one counts. Pure. */
import { field, isRecord, type JsonRecord, textOf } from '../content/foreignJson';

export interface Streaming {
  stage: 'none' | 'interim' | 'final';
  /** The same for all parts of one answer. */
  streamId: string | null;
}

/** In `channelData`, or in an entity of its own. */
export function readStreaming(activity: JsonRecord): Streaming {
  const entities = field(activity, 'entities');
  const places = [field(activity, 'channelData'), ...(Array.isArray(entities) ? (entities as unknown[]) : [])];
  for (const place of places.slice(0, 100)) {
    if (!isRecord(place)) continue;
    const type = textOf(field(place, 'streamType'), 40)?.toLowerCase();
    if (!type) continue;
    const streamId = textOf(field(place, 'streamId'), 300);
    return { stage: type === 'final' ? 'final' : 'interim', streamId };
  }
  return { stage: 'none', streamId: null };
}
