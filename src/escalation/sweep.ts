/** The timer's work that belongs to no request: re-reading rosters and forgetting what is no longer needed. */
import { reasonOf } from '../errors';
import type { Log } from '../log';
import type { Db } from '../store/db';
import { forgetKeys } from '../store/inbox';
import { forgetLanes } from '../store/outbox';
import { staleRosters } from '../store/teams';
import type { Queues } from './queues';

const EVERY_MS = 60_000;
const ROSTER_MAX_AGE_MS = 15 * 60_000;
/** Teams repeats an activity within minutes; a day is generous. */
const KEY_MAX_AGE_MS = 24 * 3_600_000;
const LANE_MAX_AGE_MS = 24 * 3_600_000;
const BATCH = 1_000;
const TEAMS_PER_SWEEP = 20;

export class Sweep {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly queues: Queues,
    private readonly log: Log,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.once(new Date()).catch((error: unknown) => {
        this.log.warn({ reason: reasonOf(error) }, 'the sweep failed; it runs again in a minute');
      });
    }, EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Harmless when several processes do it at once: every step is idempotent. */
  async once(now: Date): Promise<void> {
    const { q } = this.db;
    const rosterAge = new Date(now.getTime() - ROSTER_MAX_AGE_MS);
    for (const teamId of await staleRosters(q, rosterAge, TEAMS_PER_SWEEP)) await this.queues.rosterChanged(teamId);
    await forgetKeys(q, new Date(now.getTime() - KEY_MAX_AGE_MS), BATCH);
    await forgetLanes(q, new Date(now.getTime() - LANE_MAX_AGE_MS), BATCH);
  }
}
