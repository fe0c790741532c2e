/** Roll-ups as rows: of all, of each queue, bot, agent and topic, and of the latter three in each queue. */
import { sql } from 'kysely';
import type { Cell } from '../../domain/figures/cells';
import type { Kind, Place } from '../../domain/figures/places';
import type { Reader } from '../postgres/db';
import type { Span, Zone } from './spans';

export interface PlacedCell extends Place {
  cell: Cell;
}

export type DatedCell = PlacedCell & Omit<Span, 'due'>;

export async function replaceCells(
  q: Reader,
  { tenantId, zone }: Zone,
  { grain, day }: Omit<Span, 'due'>,
  cells: readonly PlacedCell[],
): Promise<void> {
  await sql`
    delete from figure_cell where tenant_id = ${tenantId} and zone = ${zone} and grain = ${grain} and day = ${day}::date`.execute(
    q,
  );
  await sql`
    insert into figure_cell (tenant_id, zone, grain, kind, queue, day, value, cell)
    select ${tenantId}, ${zone}, ${grain}, kind, queue, ${day}::date, value, cell
    from json_to_recordset(${JSON.stringify(cells)}::json) as r(kind text, queue text, value text, cell json)`.execute(
    q,
  );
}

/** What is wanted: one place, or all values of a kind in a queue, or one value in every one of these queues. */
export interface Wanted {
  kind: Kind;
  queues: readonly string[];
  value?: string | undefined;
  /** Any of these. */
  values?: readonly string[] | undefined;
}

export async function cellsIn(
  q: Reader,
  { tenantId, zone }: Zone,
  spans: readonly Omit<Span, 'due'>[],
  wanted: Wanted,
): Promise<DatedCell[]> {
  if (spans.length === 0 || wanted.queues.length === 0) return [];
  const found: DatedCell[] = [];
  for (const grain of ['day', 'month'] as const) {
    const days = spans.filter((span) => span.grain === grain).map(({ day }) => day);
    if (days.length === 0) continue;
    const { rows } = await sql<PlacedCell & { day: string }>`
      select kind, queue, value, day::text as day, cell from figure_cell
      where tenant_id = ${tenantId} and zone = ${zone} and grain = ${grain} and kind = ${wanted.kind}
        and queue = any(${[...wanted.queues]}::text[]) and day = any(${days}::date[])
        and (${wanted.value === undefined} or value = ${wanted.value ?? ''})
        and (${wanted.values === undefined} or value = any(${[...(wanted.values ?? [])]}::text[]))`.execute(q);
    found.push(...rows.map((row) => ({ ...row, grain })));
  }
  return found;
}

/** Of a month, to be rolled up from its days. */
export async function cellsOfDays(q: Reader, { tenantId, zone }: Zone, month: string): Promise<PlacedCell[]> {
  const { rows } = await sql<PlacedCell>`
    select kind, queue, value, cell from figure_cell
    where tenant_id = ${tenantId} and zone = ${zone} and grain = 'day'
      and day >= ${month}::date and day < ${month}::date + interval '1 month'`.execute(q);
  return rows;
}
