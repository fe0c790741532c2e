/** Escalations taken along as a file: allowed, counted, kept in the audit, and written while they are read. */
import {
  exportBegun,
  exportBroken,
  exportEnded,
  filterWords,
  HISTORY_EXPORTS,
} from '../../cards/words/manager/exports';
import { AppError } from '../../base/errors';
import { EXPORT_LIMITS, type ExportColumn } from '../../contract/exports';
import { VariableNames } from '../../domain/export/variables';
import { appendAudit } from '../audit/append';
import { namesIn } from '../../store/export/rows';
import type { Db } from '../../store/postgres/db';
import type { Scope } from '../../store/escalation/scope';
import { countInScope } from '../../store/search/candidates';
import { unwritten } from '../../store/search/state';
import type { Figures } from '../figures';
import { countHistory, isLookedUp } from '../search/history';
import { columnsOf, csvHead, csvRows, type Separator } from './csv';
import { exported, type Meant, pagesOf } from './pages';
import { ExportSlots } from './slots';

/** Rows read and written at once. */
const PAGE = 500;
/** Of which only variables' names are read. */
const NAMES_PAGE = 5_000;
/** What figures are given to read what has just happened. */
const CATCH_UP_MS = 5_000;
/** The longest an export may take. */
const MOST_MS = 30 * 60_000;

export interface Exporter {
  tenantId: string;
  id: string;
  name: string;
  /** Until when they are signed in. */
  until: Date;
}

export type Form =
  { name: 'csv'; zone: string; separator: Separator; columns: readonly ExportColumn[] | undefined } | { name: 'jsonl' };

export interface WantedExport {
  meant: Meant;
  form: Form;
  /** As they were asked for, for the audit. */
  filter: Record<string, string>;
  /** Whether it names who had them: many chats with names and times are figures of each. */
  withAgents: boolean;
}

export interface Export {
  /** Null: more than can be counted without reading them. */
  rows: number | null;
  /** Set where what was opened before, or what changed a moment ago, cannot be searched yet, and so is not in it. */
  unsearched: 'older' | 'newest' | null;
  chunks: AsyncIterable<Uint8Array>;
}

/** What the audit says of a file. */
export interface KeptWords {
  subject: { id: string; name: string };
  begun: string;
  ended: string;
  broken: string;
}

const encoder = new TextEncoder();

export class Exports {
  readonly slots = new ExportSlots();

  constructor(
    private readonly db: Db,
    private readonly figures: Pick<Figures, 'catchUp'>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * What is found out first is refused in words; what happens later breaks the file off, so that half of it is not
   * taken for all.
   * @param signal aborted once whoever asked has gone, or has it all
   */
  async begin(who: Exporter, { meant, form, filter, withAgents }: WantedExport, signal: AbortSignal): Promise<Export> {
    this.takeSlot(who, signal);
    const check = this.checkOf(who, signal);
    await this.figures.catchUp(CATCH_UP_MS);
    const fixed = meant.order === 'oldest' ? { ...meant, scope: untilNow(meant.scope, this.now()) } : meant;
    const withNames = form.name === 'csv' && (form.columns?.includes('variables') ?? true);
    const counted = withNames ? await this.named(fixed, check) : null;
    const rows = counted?.rows ?? (await this.count(fixed));
    if (rows !== null && rows > EXPORT_LIMITS.rows) {
      throw new AppError('too_large', `That is more than ${EXPORT_LIMITS.rows} escalations. Choose a shorter time.`);
    }
    check();
    await this.audit(who, 'export', exportBegun(FORMATS[form.name], rows, filterWords(filter)));
    const write = writerOf(form, counted?.names ?? new VariableNames());
    const read: typeof exported = withAgents ? exported : unnamed;
    const unsearched = meant.search ? await this.unsearched() : null;
    return { rows, unsearched, chunks: this.written(who, fixed, { write, read }, check) };
  }

  /** Of which there are only so many, given back with the signal. */
  takeSlot(who: Pick<Exporter, 'tenantId' | 'id'>, signal: AbortSignal): void {
    signal.throwIfAborted();
    const giveBack = this.slots.take(`${who.tenantId}:${who.id}`);
    signal.addEventListener('abort', giveBack, { once: true });
  }

  /** Throws once it must not go on. */
  checkOf(who: Pick<Exporter, 'until'>, signal: AbortSignal): () => void {
    const deadline = this.now().getTime() + MOST_MS;
    return () => {
      signal.throwIfAborted();
      const now = this.now();
      if (now >= who.until) throw new AppError('unauthorized', 'Your sign-in has ended. Sign in, and export again.');
      if (now.getTime() > deadline)
        throw new AppError('unavailable', 'This export took too long. Choose a shorter time.');
    };
  }

  audit(who: Exporter, verb: string, summary: string, subject = HISTORY): Promise<void> {
    const { tenantId, id, name } = who;
    return appendAudit(this.db.q, {
      tenantId,
      kind: 'export',
      actor: { id, name },
      subject: { kind: 'export', ...subject },
      verb,
      summary,
    });
  }

  /** Keeps in the audit that a file begins, and what becomes of it. */
  async kept(
    who: Exporter,
    { subject, begun, ended, broken }: KeptWords,
    chunks: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const check = this.checkOf(who, signal);
    await this.audit(who, 'export', begun, subject);
    return this.watched(who, { subject, ended, broken }, chunks, check);
  }

  private async *watched(
    who: Exporter,
    { subject, ended, broken }: Omit<KeptWords, 'begun'>,
    chunks: AsyncIterable<Uint8Array>,
    check: () => void,
  ): AsyncGenerator<Uint8Array, void> {
    let isWhole = false;
    try {
      for await (const chunk of chunks) {
        check();
        yield chunk;
      }
      isWhole = true;
    } finally {
      await this.audit(who, isWhole ? 'exported' : 'brokenOff', isWhole ? ended : broken, subject);
    }
  }

  private async *written(
    who: Exporter,
    meant: Meant,
    { write, read }: { write: Writer; read: typeof exported },
    check: () => void,
  ): AsyncGenerator<Uint8Array, void> {
    let rows = 0;
    let isWhole = false;
    try {
      if (write.head) yield encoder.encode(write.head);
      for await (const page of pagesOf(this.db, meant, PAGE, read)) {
        check();
        yield encoder.encode(write.rows(page));
        rows += page.length;
      }
      isWhole = true;
    } finally {
      await this.audit(who, isWhole ? 'exported' : 'brokenOff', isWhole ? exportEnded(rows) : exportBroken(rows));
    }
  }

  private async unsearched(): Promise<Export['unsearched']> {
    const { isBehind, hasBacklog } = await unwritten(this.db.q);
    return isBehind ? 'newest' : hasBacklog ? 'older' : null;
  }

  private async count({ scope, search, reader }: Meant): Promise<number | null> {
    return this.db.read(async (q) => {
      const isAll = search || !(await unwritten(q)).isBehind;
      if (!isAll || !(await isLookedUp(q, { ...scope, search }))) {
        return countInScope(q, scope, EXPORT_LIMITS.rows + 1);
      }
      const { count, isMore } = await countHistory(q, { ...scope, search, reader });
      return isMore ? null : count;
    });
  }

  /** How many they are, and what was captured in them. */
  private async named(meant: Meant, check: () => void): Promise<{ rows: number; names: VariableNames }> {
    const names = new VariableNames();
    let rows = 0;
    const pages = pagesOf(this.db, meant, NAMES_PAGE, async (q, ids) => ({
      captured: await namesIn(q, ids),
      many: ids.length,
    }));
    for await (const { captured, many } of pages) {
      check();
      for (const { name, count } of captured) names.add(name, count);
      rows += many;
      if (rows > EXPORT_LIMITS.rows) break;
    }
    return { rows, names };
  }
}

const unnamed: typeof exported = async (q, ids) =>
  (await exported(q, ids)).map((row) => ({ ...row, owner: null, owners: [] }));

const HISTORY = { id: 'history', name: HISTORY_EXPORTS };
const FORMATS = { csv: 'CSV', jsonl: 'JSON lines' };

interface Writer {
  head: string;
  rows: (page: Awaited<ReturnType<typeof exported>>) => string;
}

function writerOf(form: Form, names: VariableNames): Writer {
  if (form.name === 'jsonl')
    return { head: '', rows: (page) => page.map((row) => `${JSON.stringify(row)}\n`).join('') };
  const { zone, columns: chosen, separator } = form;
  const columns = columnsOf({ zone, columns: chosen, variables: names.columns(EXPORT_LIMITS.variables) });
  return { head: csvHead(columns, separator), rows: (page) => csvRows(columns, page, separator) };
}

/** What is opened from now on would come in at the end of the oldest first. */
const untilNow = (scope: Scope, now: Date): Scope => ({ ...scope, to: scope.to && scope.to < now ? scope.to : now });
