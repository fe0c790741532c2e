/** Everything the desk keeps of one customer as one archive, written while it is read. */
import { fileName, visibleName } from '../../base/names';
import type { CutReason } from '../../base/cutOff';
import { ERASED_ALREADY } from '../../cards/words/manager/erasure';
import { AppError } from '../../base/errors';
import { zipped, type ZipEntry } from '../../base/zip';
import { ON_ITS_WAY, WRITTEN } from '../../cards/words/agent/transcript';
import {
  aboutArchive,
  type Archive,
  customerExportBegun,
  customerExportBroken,
  customerExportEnded,
  OVER_THE_LIMIT,
} from '../../cards/words/manager/customers';
import {
  EXPORT_LIMITS,
  type ExportedEscalation,
  type ExportedFile,
  type ExportedMessage,
} from '../../contract/exports';
import { zoneMoments } from '../../domain/export/zoneMoments';
import type { Message } from '../../domain/message';
import { type EscalationRow, findEscalation } from '../../store/escalation/escalations';
import { eventsOf } from '../../store/escalation/events';
import type { CustomerKey } from '../../store/customer';
import { chatsOf, type CustomersChat, type CustomersFile, escalationsOf, filesIn } from '../../store/export/customers';
import type { FileStore } from '../../store/fileStore';
import type { Db, Reader } from '../../store/postgres/db';
import { messagesOf } from '../../store/transcript';
import type { Exporter, Exporting } from './exporting';
import { exported } from './pages';
import type { Transcripts } from './transcripts';

const PAGE = 200;
const UNNAMED = 'file';

interface Wanted {
  who: Exporter & { manager: boolean };
  customer: CustomerKey;
  zone: string;
  withNotes: boolean;
  now: Date;
}

/** What there is, found out before anything is sent. */
interface Kept {
  chats: CustomersChat[];
  requests: string[];
}

export class CustomerExports {
  constructor(
    private readonly db: Db,
    private readonly exporting: Exporting,
    private readonly transcripts: Transcripts,
    private readonly files: FileStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @param signal aborted once whoever asked has gone, or has it all */
  async begin(
    who: Wanted['who'],
    { tenantId, customerId, connectionId, customerName, erasedAt }: EscalationRow,
    { zone, withNotes }: Pick<Wanted, 'zone' | 'withNotes'>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    if (erasedAt) throw new AppError('not_found', ERASED_ALREADY);
    const begun = this.exporting.begin(who, signal);
    const customer = { tenantId, customerId, connectionId };
    const limit = EXPORT_LIMITS.customerRequests;
    const kept = await this.db.read(async (q) => ({
      chats: await chatsOf(q, customer, limit + 1),
      requests: await escalationsOf(q, customer, limit + 1),
    }));
    if (kept.requests.length > limit || kept.chats.length > limit) {
      throw new AppError(
        'too_large',
        `This customer has more than ${limit} requests, more than one archive takes. Export the history by time instead.`,
      );
    }
    const name = visibleName(customerName) ?? customerId;
    const words = {
      subject: { id: customerId, name },
      begun: customerExportBegun(name, withNotes),
      ended: () => customerExportEnded(name),
      broken: (_: number, why: CutReason) => customerExportBroken(name, why),
    };
    const now = this.now();
    const entries = this.entries({ who, customer, zone, withNotes, now }, name, kept);
    return this.exporting.kept(begun, words, () => zipped(entries, now));
  }

  private async *entries(wanted: Wanted, customer: string, kept: Kept): AsyncGenerator<ZipEntry> {
    const { zone, now, who, withNotes } = wanted;
    const moment = zoneMoments(zone)(now);
    const about: Archive = {
      customer,
      written: WRITTEN({ zone, at: `${moment.day}, ${moment.time}`, by: who.name }),
      withNotes,
      chats: kept.chats.length,
      requests: kept.requests.length,
      messages: 0,
      files: 0,
      left: 0,
    };
    const text = (name: string, chunks: AsyncIterable<string>): ZipEntry => ({ name, isSmall: false, chunks });
    yield text(
      'chats.jsonl',
      lines(kept.chats.map(({ createdAt, ...chat }) => ({ ...chat, createdAt: createdAt.toISOString() }))),
    );
    yield text('requests.jsonl', this.requests(kept, withNotes));
    yield text('messages.jsonl', this.messages(kept, withNotes, about));
    if (withNotes) yield text('events.jsonl', this.events(kept));
    for (const id of kept.requests) {
      const escalation = await this.db.read((q) => findEscalation(q, id));
      // Deleted meanwhile.
      if (!escalation) continue;
      const page = { escalation, reader: who, zone, withNotes, now };
      yield text(
        `transcripts/${escalation.number}.html`,
        this.transcripts.written(page, { name: 'html', pictures: 'named' }),
      );
    }
    const listed: ExportedFile[] = [];
    let left: number = EXPORT_LIMITS.customerFileBytes;
    for await (const file of this.filesOf(kept, withNotes)) {
      const path = `files/${file.id.slice(0, 8)}-${fileName(file.name, UNNAMED)}`;
      const size = file.size ?? 0;
      const reason = whyNot(file, size <= left);
      listed.push(asListed(file, reason === null ? path : null, reason));
      if (reason === null) {
        about.files += 1;
        left -= size;
        yield { name: path, isSmall: true, chunks: this.files.get(file.id) };
      } else about.left += 1;
    }
    yield text('files.jsonl', lines(listed));
    yield text('about.txt', once(aboutArchive(about)));
  }

  private async *requests({ requests }: Kept, withNotes: boolean): AsyncGenerator<string> {
    for (let from = 0; from < requests.length; from += PAGE) {
      const ids = requests.slice(from, from + PAGE);
      const rows = await this.db.read((q) => exported(q, ids));
      yield* lines(withNotes ? rows : rows.map(withoutInsides));
    }
  }

  private async *messages({ chats }: Kept, withNotes: boolean, about: Archive): AsyncGenerator<string> {
    for (const { id, lastSeq } of chats) {
      const pages = paged<Message>((after) =>
        this.db
          .read((q) =>
            messagesOf(q, { conversationId: id, fromSeq: 1, toSeq: lastSeq }, { after: after?.seq ?? 0, limit: PAGE }),
          )
          .then(({ items }) => items),
      );
      for await (const page of pages) {
        const said = page.filter(({ note }) => withNotes || !note);
        about.messages += said.length;
        yield* lines(said.map((message) => asLine(message, withNotes)));
      }
    }
  }

  private async *events({ requests }: Kept): AsyncGenerator<string> {
    for (const id of requests) {
      for (let after: number | null = 0; after !== null;) {
        const behind: number = after;
        const { items, next } = await this.db.read((q: Reader) => eventsOf(q, id, { after: behind }));
        yield* lines(items.map(({ offer: _, ...event }) => ({ request: id, ...event })));
        after = next === null ? null : Number(next);
      }
    }
  }

  private async *filesOf({ chats }: Kept, withNotes: boolean): AsyncGenerator<CustomersFile> {
    for (const { id } of chats) {
      const pages = paged<CustomersFile>((after) =>
        this.db.read((q) => filesIn(q, id, { after, withNotes, limit: PAGE })),
      );
      for await (const page of pages) yield* page;
    }
  }
}

/** Null: it goes along. */
function whyNot({ state, reason }: CustomersFile, fits: boolean): string | null {
  if (state !== 'ready') return reason ?? ON_ITS_WAY;
  return fits ? null : OVER_THE_LIMIT(EXPORT_LIMITS.customerFileBytes);
}

/** Page after page, until one is not full. */
async function* paged<T>(read: (after: T | null) => Promise<T[]>): AsyncGenerator<T[]> {
  let after: T | null = null;
  do {
    const page: T[] = await read(after);
    yield page;
    after = page.length === PAGE ? (page.at(-1) ?? null) : null;
  } while (after !== null);
}

async function* lines(items: readonly object[]): AsyncGenerator<string> {
  if (items.length > 0) yield items.map((item) => `${JSON.stringify(item)}\n`).join('');
}
async function* once(words: string): AsyncGenerator<string> {
  yield words;
}

/** What the desk's people wrote for each other stays here. */
const withoutInsides = (row: ExportedEscalation): ExportedEscalation => ({
  ...row,
  summary: null,
  tags: [],
  agentMessage: null,
  rule: null,
});

function asLine(message: Message, withNotes: boolean): ExportedMessage {
  const { author, attachments, extras, editedAt, deletedAt } = message;
  return {
    chat: message.conversationId,
    seq: message.seq,
    at: message.sentAt.toISOString(),
    author,
    note: message.note,
    whisperTo: message.whisperTo,
    text: message.text,
    format: message.format,
    attachments: attachments.map(({ name, contentType, fileId = null }) => ({ name, contentType, fileId })),
    answers: extras.answers ?? [],
    reactions: message.reactions,
    earlier: withNotes || author.kind === 'customer' ? message.earlier : [],
    editedAt: editedAt?.toISOString() ?? null,
    deletedAt: deletedAt?.toISOString() ?? null,
    delivery: message.delivery,
  };
}

const asListed = (file: CustomersFile, path: string | null, reason: string | null): ExportedFile => ({
  fileId: file.id,
  chat: file.chat,
  seq: file.seq,
  at: file.sentAt.toISOString(),
  name: file.name,
  contentType: file.contentType,
  size: file.size,
  path,
  reason,
});
