/** Escalations as CSV for spreadsheets: UTF-8 with its mark, CRLF, every text in quotes, nothing that is calculated. */
import { stringify } from 'csv-stringify/sync';
import { CUT_CELL, HEADINGS, OTHER_VARIABLES, timeHeading, variableHeading } from '../../cards/words/manager/exports';
import { ExportColumn, type ExportedEscalation } from '../../contract/exports';
import { type Cell, cellText } from '../../domain/export/cells';
import { restOf, valueOf } from '../../domain/export/variables';
import { zoneTimes } from '../../domain/export/zoneTimes';

/** Without it Excel takes UTF-8 for something else. */
const BOM = '\ufeff';

export type Separator = 'comma' | 'semicolon';

export interface Column<Row = ExportedEscalation> {
  heading: string;
  of: (row: Row) => Cell;
}

export interface CsvOptions {
  zone: string;
  columns: readonly ExportColumn[] | undefined;
  /** Those with a column of their own. */
  variables: readonly string[];
}

export function columnsOf({ zone, columns = ExportColumn.options, variables }: CsvOptions): Column[] {
  const wanted = new Set(columns);
  return ExportColumn.options.filter((name) => wanted.has(name)).flatMap((name) => columnOf(name, zone, variables));
}

function columnOf(name: ExportColumn, zone: string, variables: CsvOptions['variables']): Column[] {
  switch (name) {
    case 'opened':
    case 'claimed':
    case 'ended':
      return [...new Set([zone, 'UTC'])].map((one) => timeColumn(name, one));
    case 'variables':
      return variableColumns(variables);
    default:
      return [{ heading: HEADINGS[name], of: CELLS[name] }];
  }
}

function timeColumn(name: 'opened' | 'claimed' | 'ended', zone: string): Column {
  const told = zoneTimes(zone);
  const at = (row: ExportedEscalation) => row[`${name}At`];
  return {
    heading: timeHeading(name, zone),
    of: (row) => {
      const moment = at(row);
      return moment === null ? null : told(new Date(moment));
    },
  };
}

/** What is captured for the first time while the file is written has its place, too. */
function variableColumns(names: CsvOptions['variables']): Column[] {
  const own = new Set(names);
  return [
    ...names.map((name): Column => ({
      heading: variableHeading(name),
      of: ({ variables }) => valueOf(variables, name),
    })),
    { heading: OTHER_VARIABLES, of: ({ variables }) => restOf(variables, own) },
  ];
}

const CELLS: Record<Exclude<ExportColumn, 'opened' | 'claimed' | 'ended' | 'variables'>, Column['of']> = {
  number: (row) => row.number,
  status: (row) => row.status,
  customer: (row) => row.customer.name,
  customerId: (row) => row.customer.id,
  queue: (row) => row.queue.name,
  bot: (row) => row.bot.name,
  topic: (row) => row.topic,
  language: (row) => row.language,
  priority: (row) => row.priority,
  waited: (row) => row.waited,
  firstResponse: (row) => row.firstResponse,
  handled: (row) => row.handled,
  onHold: (row) => row.onHold,
  resolution: (row) => row.resolution,
  owner: (row) => row.owner?.name ?? null,
  owners: (row) => row.owners.map(({ name }) => name).join(', '),
  outcome: (row) => row.outcome,
  tags: (row) => row.tags.map(({ name }) => name).join(', '),
  summary: (row) => row.summary,
  rating: (row) => row.survey?.rating?.grade ?? null,
  ratingComment: (row) => row.survey?.rating?.comment ?? null,
  botRating: (row) => row.botRating?.grade ?? null,
  lastPhrase: (row) => row.lastPhrase,
  agentMessage: (row) => row.agentMessage,
  rule: (row) => row.rule,
  test: (row) => row.test,
  id: (row) => row.id,
};

/** The line of headings, with what goes before it. */
export function csvHead(columns: readonly { heading: string }[], separator: Separator): string {
  return BOM + csvLines([columns.map(({ heading }) => heading)], separator);
}

export function csvRows<Row>(
  columns: readonly { of: (row: Row) => Cell }[],
  rows: readonly Row[],
  separator: Separator,
): string {
  return csvLines(
    rows.map((row) => columns.map(({ of }) => of(row))),
    separator,
  );
}

function csvLines(rows: readonly (readonly Cell[])[], separator: Separator): string {
  const isComma = separator === 'comma';
  const text = (cell: Cell) => cellText(cell, { decimal: isComma ? '.' : ',', cut: CUT_CELL });
  return stringify([...rows], {
    delimiter: isComma ? ',' : ';',
    record_delimiter: 'windows',
    quoted_string: true,
    cast: { string: text, number: text, boolean: text },
  });
}
