/** Figures of a period: from what is rolled up, and from the facts of days that have just changed. */
import { AppError } from '../base/errors';
import type { FigureDimension, FiguresAnswer, FiguresQuery } from '../contract/figures';
import { type Cell, type CellKey, type KeyedCell, figuresOf, loadOf } from '../domain/figures/cells';
import { type Days, before, countDays, lastOfMonth, monthOf } from '../domain/figures/periods';
import { placeOf } from '../domain/figures/places';
import { mergeCells } from '../domain/figures/tally';
import { type Wanted, cellsIn } from '../store/figures/cells';
import { allQueueIds, namesOf } from '../store/figures/names';
import { type Span, type Zone, spansIn } from '../store/figures/spans';
import type { Db, Reader } from '../store/postgres/db';
import { type Figures, keyed } from './figures';

/** More than a desk is old. */
const MOST_DAYS = 25 * 366;
/** Of more days a line by month says more. */
export const MOST_DAYS_ALONE = 92;
/** Days read from their facts, each some milliseconds; of more the roll-ups are waited for. */
const MOST_DUE = 40;
const MOST_ROWS = 200;
const CATCH_UP_MS = 2_000;

type Dated = KeyedCell & Omit<Span, 'due'>;

export class FigureReading {
  constructor(
    private readonly db: Db,
    private readonly figures: Figures,
  ) {}

  /** @param ofQueues of these queues alone, together; null: of all there are */
  async read(tenantId: string, query: FiguresQuery, ofQueues: readonly string[] | null = null): Promise<FiguresAnswer> {
    if (ofQueues && query.queue !== undefined && !ofQueues.includes(query.queue.toLowerCase())) {
      throw new AppError('not_found', 'There is no such queue, or it is not yours to see.');
    }
    const days = periodOf(query);
    const earlier = before(days);
    const zone = { tenantId, zone: query.zone };
    const isUpToDate = await this.figures.catchUp(CATCH_UP_MS);
    await this.figures.readIn(zone);
    return this.db.read(async (q) => {
      const spans = await spansIn(q, zone, { from: earlier.from, to: days.to });
      const due = spans.filter((span) => span.due && span.grain === 'day' && span.day <= days.to);
      const preparing = !isUpToDate
        ? await this.figures.howFar()
        : due.length > MOST_DUE
          ? { done: spans.filter(({ grain }) => grain === 'day').length - due.length, of: spans.length }
          : null;
      if (preparing) return { ...EMPTY, ...days, zone: query.zone, before: earlier, preparing };
      const { filter, by } = wantedFor(query);
      const queueIds = ofQueues ?? (await allQueueIds(q, tenantId));
      const ofTotal = totalOf(filter, ofQueues);
      const ofEach = by && eachOf(filter, by, { queueIds, ofQueues });
      const isWanted = (key: CellKey) => isOf(key, ofTotal) || (ofEach !== undefined && isOf(key, ofEach));
      // Once for all of the answer: its parts are of one moment.
      const changing = new Map<string, KeyedCell[]>();
      for (const { day } of due.filter(({ day }) => day >= earlier.from))
        changing.set(day, await this.figures.cellsOn(q, zone, day, isWanted));
      const read = (period: Days, what: Wanted, byDay = false) =>
        cellsOfPeriod(q, zone, { spans, changing, period, what, byDay });
      const total = await read(days, ofTotal, grainOf(days) === 'day');
      const previous = await read(earlier, ofTotal);
      const rows =
        by && ofEach
          ? await rowsOf(q, tenantId, by, { now: await read(days, ofEach), then: await read(earlier, ofEach) })
          : NO_ROWS;
      const whole = mergeCells(total.map(({ cell }) => cell));
      return {
        ...days,
        zone: query.zone,
        before: earlier,
        preparing: null,
        total: figuresOf(whole),
        previous: figuresOf(mergeCells(previous.map(({ cell }) => cell))),
        series: seriesOf(total, days),
        ...rows,
        load: loadOf(whole),
      };
    });
  }
}

async function rowsOf(
  q: Reader,
  tenantId: string,
  by: FigureDimension,
  cells: Record<'now' | 'then', readonly Dated[]>,
): Promise<Pick<FiguresAnswer, 'rows' | 'more'>> {
  const then = byValue(cells.then, by);
  const sorted = [...byValue(cells.now, by)]
    .map(([key, cell]) => ({ key, figures: figuresOf(cell), previous: figuresOf(then.get(key) ?? mergeCells([])) }))
    .sort((a, b) => sizeOf(b.figures) - sizeOf(a.figures) || (a.key < b.key ? -1 : 1));
  const kept = sorted.slice(0, MOST_ROWS);
  const names = await namesOf(
    q,
    tenantId,
    by,
    kept.map(({ key }) => key),
  );
  return {
    rows: kept.map(({ key, ...row }) => {
      const known = names.get(key);
      return { key: key === '' ? null : key, name: known?.name ?? null, gone: known?.gone ?? by !== 'topic', ...row };
    }),
    more: sorted.length > kept.length,
  };
}

/** Throws where it is none, or too long. */
export function periodOf({ from, to }: Days): Days {
  if (to < from) throw new AppError('bad_request', 'The last day is before the first.');
  if (countDays({ from, to }) > MOST_DAYS) throw new AppError('bad_request', 'Ask for 25 years at most.');
  return { from, to };
}

/** A queue and one thing beside it: of more, nothing is rolled up. */
function wantedFor({ queue, connection, agent, topic, by }: FiguresQuery): {
  filter: CellKey;
  by: FigureDimension | undefined;
} {
  const filter: CellKey = {
    queue: queue?.toLowerCase() ?? null,
    connection: connection?.toLowerCase() ?? null,
    agent: agent ?? null,
    topic: topic ?? null,
  };
  const others = [filter.connection, filter.agent, filter.topic].filter((one) => one !== null).length;
  const isTooMuch =
    others > 1 ||
    (by !== undefined && (filter[by] !== null || (others === 1 && (by !== 'queue' || filter.queue !== null))));
  if (isTooMuch)
    throw new AppError('bad_request', 'Choose a queue and one of bot, agent or topic at most, rows included.');
  return { filter, by };
}

/** Of several queues together, what was in two of them counts in each. */
function totalOf(filter: CellKey, ofQueues: readonly string[] | null): Wanted {
  const { kind, queue, value } = placeOf(filter);
  if (ofQueues === null || filter.queue !== null) return { kind, queues: [queue], value };
  return kind === 'all' ? { kind: 'queue', queues: [''], values: ofQueues } : { kind, queues: ofQueues, value };
}

function eachOf(
  filter: CellKey,
  by: FigureDimension,
  { queueIds, ofQueues }: { queueIds: readonly string[]; ofQueues: readonly string[] | null },
): Wanted {
  if (by !== 'queue') return { kind: by, queues: filter.queue !== null ? [filter.queue] : (ofQueues ?? ['']) };
  const { kind, value } = placeOf({ ...filter, queue: null });
  if (kind !== 'all') return { kind, queues: queueIds, value };
  return { kind: 'queue', queues: [''], ...(ofQueues && { values: ofQueues }) };
}

async function cellsOfPeriod(
  q: Reader,
  zone: Zone,
  options: {
    spans: readonly Span[];
    /** Of days that are due. */
    changing: ReadonlyMap<string, readonly KeyedCell[]>;
    period: Days;
    what: Wanted;
    /** Each day by itself, and no month that would stand for its days. */
    byDay: boolean;
  },
): Promise<Dated[]> {
  const { spans, changing, period, what, byDay } = options;
  const isWhole = ({ grain, day, due }: Span) =>
    grain === 'month' && !due && day >= period.from && lastOfMonth(day) <= period.to;
  const months = new Set(byDay ? [] : spans.filter(isWhole).map(({ day }) => day));
  const days = spans.filter(
    ({ grain, day }) => grain === 'day' && day >= period.from && day <= period.to && !months.has(monthOf(day)),
  );
  const rolled = [...days.filter(({ due }) => !due), ...[...months].map((day) => ({ grain: 'month' as const, day }))];
  const cells = await cellsIn(q, zone, rolled, what);
  return [
    ...cells.map(({ grain, day, ...cell }) => ({ ...keyed(cell), grain, day })),
    ...days.flatMap(({ day }) =>
      (changing.get(day) ?? [])
        .filter(({ key }) => isOf(key, what))
        .map((cell) => ({ ...cell, grain: 'day' as const, day })),
    ),
  ];
}

function isOf(key: CellKey, what: Wanted): boolean {
  const place = placeOf(key);
  return (
    place.kind === what.kind &&
    what.queues.includes(place.queue) &&
    (what.value === undefined || place.value === what.value) &&
    (what.values?.includes(place.value) ?? true)
  );
}

const grainOf = (days: Days): Span['grain'] => (countDays(days) > MOST_DAYS_ALONE ? 'month' : 'day');

function seriesOf(cells: readonly Dated[], days: Days): FiguresAnswer['series'] {
  const grain = grainOf(days);
  const gathered = new Map<string, Cell[]>();
  for (const { day, cell } of cells) {
    const from = grain === 'month' ? monthOf(day) : day;
    gathered.set(from, [...(gathered.get(from) ?? []), cell]);
  }
  return [...gathered]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, parts]) => ({ from, grain, figures: figuresOf(mergeCells(parts)) }));
}

function byValue(cells: readonly Dated[], by: FigureDimension): Map<string, Cell> {
  const gathered = new Map<string, Cell[]>();
  for (const { key, cell } of cells) {
    const value = key[by] ?? '';
    const known = gathered.get(value);
    if (known) known.push(cell);
    else gathered.set(value, [cell]);
  }
  return new Map([...gathered].map(([value, parts]) => [value, mergeCells(parts)]));
}

const sizeOf = ({ counts }: FiguresAnswer['total']): number => counts.entered + counts.accepted + counts.answered;

const NO_ROWS = { rows: [], more: false };
const NOTHING = figuresOf(mergeCells([]));
const EMPTY = { total: NOTHING, previous: NOTHING, series: [], ...NO_ROWS, load: loadOf(mergeCells([])) };
