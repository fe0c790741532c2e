/** The audit taken along as a file: kept in the audit itself, and written while it is read. */
import {
  AUDIT,
  auditExportBegun,
  auditExportBroken,
  auditExportEnded,
  changeLines,
  HEADINGS,
  KINDS,
  timeHeading,
} from '../../cards/words/manager/audit/export';
import type { AuditEntry, Page } from '../../contract/api';
import { zoneTimes } from '../../domain/export/zoneTimes';
import type { AuditRow } from '../../store/audit';
import type { Db } from '../../store/postgres/db';
import { auditPage, type AuditWanted } from '../audit/found';
import { type Column, csvHead, csvRows, type Separator } from './csv';
import type { Exporter, Exporting, Tally } from './exporting';

const PAGE = 500;
const FORMS = { csv: 'CSV', jsonl: 'JSON lines' };
const SUBJECT = { id: 'audit', name: AUDIT };
const encoder = new TextEncoder();

export type AuditForm = { name: 'csv'; zone: string; separator: Separator } | { name: 'jsonl' };

export class AuditExports {
  constructor(
    private readonly db: Db,
    private readonly exporting: Exporting,
  ) {}

  /** @param signal aborted once whoever asked has gone, or has it all */
  async begin(
    who: Exporter,
    wanted: { search: AuditWanted; filter: Record<string, string>; form: AuditForm },
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const { search, filter, form } = wanted;
    const words = {
      subject: SUBJECT,
      begun: auditExportBegun(FORMS[form.name], await this.exporting.filterWords(who, filter)),
      ended: auditExportEnded,
      broken: auditExportBroken,
    };
    return this.exporting.kept(this.exporting.begin(who, signal), words, (tally) => this.written(search, form, tally));
  }

  /** No entry comes twice: those that are added meanwhile are newer than the first. */
  private async *pages(search: AuditWanted): AsyncGenerator<AuditRow[], void> {
    let before: string | null = null;
    do {
      const asked: { before: string | null; limit: number } = { before, limit: PAGE };
      const page: Page<AuditRow> = await this.db.read((q) => auditPage(q, search, asked));
      yield page.items;
      before = page.next;
    } while (before !== null);
  }

  private async *written(search: AuditWanted, form: AuditForm, tally: Tally): AsyncGenerator<Uint8Array, void> {
    const write = writerOf(form);
    if (write.head) yield encoder.encode(write.head);
    for await (const page of this.pages(search)) {
      yield encoder.encode(write.rows(page.map(entryOf)));
      tally.rows += page.length;
    }
  }
}

export function entryOf({ id, at, kind, verb, summary, changes, ...row }: AuditRow): AuditEntry {
  return {
    id,
    at: at.toISOString(),
    kind,
    actor: { id: row.actorId, name: row.actorName },
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    verb,
    summary,
    changes,
  };
}

interface Writer {
  head: string;
  rows: (entries: readonly AuditEntry[]) => string;
}

function writerOf(form: AuditForm): Writer {
  if (form.name === 'jsonl')
    return { head: '', rows: (entries) => entries.map((one) => `${JSON.stringify(one)}\n`).join('') };
  const columns = columnsOf(form.zone);
  const { separator } = form;
  return { head: csvHead(columns, separator), rows: (entries) => csvRows(columns, entries, separator) };
}

function columnsOf(zone: string): Column<AuditEntry>[] {
  return [
    ...[...new Set([zone, 'UTC'])].map((one): Column<AuditEntry> => {
      const told = zoneTimes(one);
      return { heading: timeHeading(one), of: ({ at }) => told(new Date(at)) };
    }),
    { heading: HEADINGS.kind, of: ({ kind }) => KINDS[kind] },
    { heading: HEADINGS.actor, of: ({ actor }) => actor.name },
    { heading: HEADINGS.actorId, of: ({ actor }) => actor.id },
    { heading: HEADINGS.subjectKind, of: ({ subject }) => subject.kind },
    { heading: HEADINGS.subject, of: ({ subject }) => subject.name },
    { heading: HEADINGS.subjectId, of: ({ subject }) => subject.id },
    { heading: HEADINGS.summary, of: ({ summary }) => summary },
    { heading: HEADINGS.changes, of: ({ changes }) => changeLines(changes) },
    { heading: HEADINGS.id, of: ({ id }) => id },
  ];
}
