/** How the day of each queue has gone so far: what figures over time count of it, by the same count. */
import { type KeyedCell, figuresOf } from '../domain/figures/cells';
import { dayIn } from '../domain/figures/periods';
import { mergeCells } from '../domain/figures/tally';
import type { Reader } from '../store/postgres/db';
import type { Figures } from './figures';

/** Whoever looks at Live asks again soon. */
const CATCH_UP_MS = 500;

export interface Today {
  opened: number;
  kept: number;
  judged: number;
}

export interface QueueToday {
  day: string;
  zone: string;
  /** Null: not all that has happened is counted. */
  counts: Today | null;
}

export class QueuesToday {
  constructor(private readonly figures: Pick<Figures, 'catchUp' | 'cellsOn'>) {}

  /** What has happened by now is counted. @returns whether all of it is */
  catchUp(): Promise<boolean> {
    return this.figures.catchUp(CATCH_UP_MS);
  }

  /**
   * @param queues each with the time zone of its days; null: `zone`, the reader's
   * @param isCounted as catching up said
   */
  async of(
    q: Reader,
    tenantId: string,
    asked: { queues: readonly { id: string; timeZone: string | null }[]; zone: string; isCounted: boolean },
    now: Date,
  ): Promise<Map<string, QueueToday>> {
    const queues = asked.queues.map(({ id, timeZone }) => ({ id, timeZone: timeZone ?? asked.zone }));
    const found = new Map<string, QueueToday>();
    for (const zone of new Set(queues.map(({ timeZone }) => timeZone))) {
      const day = dayIn(zone)(now);
      const cells = asked.isCounted ? await this.figures.cellsOn(q, { tenantId, zone }, day, isQueues) : null;
      for (const { id, timeZone } of queues) {
        if (timeZone === zone) found.set(id, { day, zone, counts: cells && countsOf(cells, id) });
      }
    }
    return found;
  }
}

const isQueues = ({ queue, ...others }: KeyedCell['key']): boolean =>
  queue !== null && Object.values(others).every((one) => one === null);

function countsOf(cells: readonly KeyedCell[], queueId: string): Today {
  const own = cells.filter(({ key }) => key.queue === queueId).map(({ cell }) => cell);
  const { opened, kept, judged } = figuresOf(mergeCells(own)).counts;
  return { opened, kept, judged };
}
