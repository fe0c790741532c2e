/** Escalations taken along as a file: allowed, counted, kept in the audit, and written while they are read. */
import { exportBegun, exportBroken, exportEnded, HISTORY_EXPORTS } from '../../cards/words/manager/exports';
import { AppError } from '../../base/errors';
import { EXPORT_LIMITS, type ExportColumn } from '../../contract/exports';
import { VariableNames } from '../../domain/export/variables';
import { namesIn } from '../../store/export/rows';
import type { Db } from '../../store/postgres/db';
import type { Scope } from '../../store/escalation/scope';
import { countInScope } from '../../store/search/candidates';
import { unwritten } from '../../store/search/state';
import type { Figures } from '../figures';
import { countHistory, isLookedUp } from '../search/history';
import { columnsOf, csvHead, csvRows, type Separator } from './csv';
import { exported, type Meant, pagesOf } from './pages';
import type { Exporter, Exporting, Tally } from './exporting';
import { PageSize } from './pageSize';

/** Of which only variables' names are read. */
const NAMES_PAGE = 5_000;
/** What figures are given to read what has just happened. */
const CATCH_UP_MS = 5_000;

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

const encoder = new TextEncoder();

export class Exports {
  constructor(
    private readonly db: Db,
    private readonly exporting: Exporting,
    private readonly figures: Pick<Figures, 'catchUp'>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * What is found out first is refused in words; what happens later breaks the file off, so that half of it is not
   * taken for all.
   * @param signal aborted once whoever asked has gone, or has it all
   */
  async begin(who: Exporter, { meant, form, filter, withAgents }: WantedExport, signal: AbortSignal): Promise<Export> {
    const begun = this.exporting.begin(who, signal);
    await this.figures.catchUp(CATCH_UP_MS);
    const fixed = meant.order === 'oldest' ? { ...meant, scope: untilNow(meant.scope, this.now()) } : meant;
    const withNames = form.name === 'csv' && (form.columns?.includes('variables') ?? true);
    const counted = withNames ? await this.named(fixed, begun.check) : null;
    const rows = counted?.rows ?? (await this.count(fixed));
    if (rows !== null && rows > EXPORT_LIMITS.rows) {
      throw new AppError('too_large', `That is more than ${EXPORT_LIMITS.rows} escalations. Choose a shorter time.`);
    }
    const write = writerOf(form, counted?.names ?? new VariableNames());
    const read: typeof exported = withAgents ? exported : unnamed;
    const unsearched = meant.search ? await this.unsearched() : null;
    const words = {
      subject: HISTORY,
      begun: exportBegun(FORMATS[form.name], rows, await this.exporting.filterWords(who, filter)),
      ended: exportEnded,
      broken: exportBroken,
    };
    const chunks = await this.exporting.kept(begun, words, (tally) => this.written(fixed, write, read, tally));
    return { rows, unsearched, chunks };
  }

  private async *written(
    meant: Meant,
    { head, rows }: Writer,
    read: typeof exported,
    tally: Tally,
  ): AsyncGenerator<Uint8Array, void> {
    if (head) yield encoder.encode(head);
    const size = new PageSize();
    for await (const page of pagesOf(this.db, meant, () => size.rows, read)) {
      const bytes = encoder.encode(rows(page));
      yield bytes;
      tally.rows += page.length;
      size.learn(page.length, bytes.length);
    }
  }

  private async unsearched(): Promise<Export['unsearched']> {
    const { isBehind, hasBacklog } = await unwritten(this.db.q);
    return isBehind ? 'newest' : hasBacklog ? 'older' : null;
  }

  private async count({ scope, search, reader, order }: Meant): Promise<number | null> {
    return this.db.read(async (q) => {
      const isAll = search || !(await unwritten(q)).isBehind;
      if (!isAll || !(await isLookedUp(q, { ...scope, search, order }))) {
        return countInScope(q, scope, EXPORT_LIMITS.rows + 1);
      }
      const { count, isMore } = await countHistory(q, { ...scope, search, reader });
      return isMore ? null : count;
    });
  }

  /** How many they are, and what was captured in them. */
  private async named(meant: Meant, check: () => Promise<void>): Promise<{ rows: number; names: VariableNames }> {
    const names = new VariableNames();
    let rows = 0;
    const pages = pagesOf(
      this.db,
      meant,
      () => NAMES_PAGE,
      async (q, ids) => ({
        captured: await namesIn(q, ids),
        many: ids.length,
      }),
    );
    for await (const { captured, many } of pages) {
      await check();
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
