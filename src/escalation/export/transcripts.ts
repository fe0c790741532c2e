/** One transcript taken along as a file: allowed, kept in the audit, and written while it is read. */
import { transcriptBroken, transcriptEnded, transcriptExported } from '../../cards/words/agent/transcript';
import type { CutReason } from '../../base/cutOff';
import { EXPORT_LIMITS } from '../../contract/exports';
import type { FileStore } from '../../store/fileStore';
import type { Db } from '../../store/postgres/db';
import type { Exporter, Exporting } from './exporting';
import { HTML_END, htmlAttachment, htmlHead, htmlPart, htmlPicture } from './transcriptHtml';
import { factsOf, partsOf, type TranscriptWanted } from './transcriptParts';
import { textHead, textPart } from './transcriptText';

export type TranscriptForm = { name: 'html'; pictures: 'embedded' | 'named' } | { name: 'text' };

const FORMS = { html: 'HTML', text: 'text' };
const encoder = new TextEncoder();

export class Transcripts {
  constructor(
    private readonly db: Db,
    private readonly exporting: Exporting,
    private readonly files: FileStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param signal aborted once whoever asked has gone, or has it all */
  async begin(
    who: Exporter & { manager: boolean },
    wanted: Pick<TranscriptWanted, 'escalation' | 'zone' | 'withNotes' | 'withPassedOver'>,
    form: TranscriptForm,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const begun = this.exporting.begin(who, signal);
    const { id, number } = wanted.escalation;
    const words = {
      subject: { id, name: `#${number}` },
      begun: transcriptExported(number, FORMS[form.name], wanted.withNotes),
      ended: () => transcriptEnded(number),
      broken: (_: number, why: CutReason) => transcriptBroken(number, why),
    };
    const page = { ...wanted, reader: who, now: this.now() };
    return this.exporting.kept(begun, words, () => encoded(this.written(page, form)));
  }

  /** The file itself, piece by piece. */
  async *written(wanted: TranscriptWanted, form: TranscriptForm): AsyncGenerator<string> {
    const parts = partsOf(this.db, wanted);
    if (form.name === 'text') {
      yield textHead(factsOf(wanted));
      for await (const part of parts) yield textPart(part);
      return;
    }
    yield htmlHead(factsOf(wanted));
    let left = form.pictures === 'embedded' ? EXPORT_LIMITS.picturesBytes : 0;
    for await (const part of parts) {
      const { open, close } = htmlPart(part);
      yield open;
      for (const one of part.kind === 'said' ? part.attachments : []) {
        const size = one.kind === 'file' && one.isPicture && one.id !== null ? (one.size ?? Infinity) : Infinity;
        if (one.kind !== 'file' || size > Math.min(left, EXPORT_LIMITS.pictureBytes)) yield htmlAttachment(one);
        else {
          left -= size;
          const picture = htmlPicture(one);
          yield picture.open;
          yield* base64(this.files.get(one.id ?? ''));
          yield picture.close;
        }
      }
      yield close;
    }
    yield HTML_END;
  }
}

async function* encoded(words: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const some of words) yield encoder.encode(some);
}

/** Three bytes are four letters: what is left goes with the next piece. */
async function* base64(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let kept = Buffer.alloc(0);
  for await (const piece of bytes) {
    const all = kept.length > 0 ? Buffer.concat([kept, piece]) : piece;
    const whole = all.length - (all.length % 3);
    yield all.toString('base64', 0, whole);
    kept = Buffer.from(all.subarray(whole));
  }
  yield kept.toString('base64');
}
