/** Whether somebody would be there for a customer now, by the same rules as routing. Changes nothing. */
import { availableWords } from '../cards/words/customer/availability';
import { type Closed, closedNow } from '../cards/words/customer/escalation';
import type { Availability } from '../contract/availability';
import { nextOpening } from '../domain/hours';
import type { ConnectionRow } from '../store/connections';
import { standingOf, usualWait } from '../store/escalation/queueFigures';
import type { Db } from '../store/postgres/db';
import { findQueue } from '../store/queues';
import { type Asking, Routing } from './route';

export type WhoAsks = Partial<Asking>;

const NOTHING_SAID: Asking = {
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  language: null,
  customer: { id: '', name: '' },
  variables: [],
};

export interface Standing {
  shown: Availability;
  /** What the queue says of itself while it is closed. */
  closed: Closed | null;
  /** It offers its work, and nobody is there to be offered any. */
  nobodyThere: boolean;
}

export class Availabilities {
  private readonly routing = new Routing();

  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async of(connection: ConnectionRow, asking: WhoAsks): Promise<Standing> {
    const { q } = this.db;
    const now = this.now();
    const choice = await this.routing.wouldChoose(q, connection, { ...NOTHING_SAID, ...asking });
    const queue = choice && (await findQueue(q, choice.queueId));
    // The desk makes its first queue with the first request; it is open, and nobody waits there.
    if (!queue) return firstRequest(connection.state === 'live');
    const { hours, assignment } = queue.serviceTargets;
    const closed = closedNow(queue.serviceTargets, now);
    const [{ waiting, available }, usual] = await Promise.all([
      standingOf(q, queue.id, now),
      closed ? null : usualWait(q, queue.id, now),
    ]);
    const nobodyThere = assignment === 'automatic' && available === 0;
    const expectedWaitSeconds = usual === null ? null : Math.round(usual);
    const isLive = connection.state === 'live';
    return {
      shown: {
        open: isLive && closed === null,
        opensAt: closed && (nextOpening(hours, now)?.toISOString() ?? null),
        words: availableWords({ closed, nobodyThere, waiting, expectedWaitSeconds, isLive }),
        waiting,
        expectedWaitSeconds,
        agentsAvailable: available,
        queue: { name: queue.name },
      },
      closed,
      nobodyThere,
    };
  }
}

function firstRequest(isLive: boolean): Standing {
  const nobody = { waiting: 0, expectedWaitSeconds: null, nobodyThere: false, closed: null };
  const { closed, nobodyThere, ...figures } = nobody;
  const shown = { open: isLive, opensAt: null, words: availableWords({ ...nobody, isLive }), ...figures };
  return { shown: { ...shown, agentsAvailable: 0, queue: { name: '' } }, closed, nobodyThere };
}
