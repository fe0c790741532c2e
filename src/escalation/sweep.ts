/** Periodic work that belongs to no request: due timers, rosters read again, what is no longer needed forgotten. */
import { reasonOf } from '../base/errors';
import type { Log } from '../base/log';
import type { Db } from '../store/postgres/db';
import { forgetConnectedAnswers } from '../store/connectedAnswers';
import { forgetAnswered } from '../store/idempotency';
import { forgetKeys } from '../store/inbox';
import { forgetStates, recordStates } from '../store/agentStates';
import { sampleQueues } from '../store/escalation/queueSamples';
import { forgetLanes } from '../store/outbox/lanes';
import { staleRosters } from '../store/teams';
import type { Assignment } from './assignment';
import type { Channels } from './channels';
import type { Cues } from './cues';
import type { DueTimers } from './dueTimers';
import type { Figures } from './figures';
import type { Queues } from './queues';
import type { Surveys } from './surveys';
import type { SearchIndex } from './search/searchIndex';
import type { TeamsPresence } from './teamsPresence';

const EVERY_MS = 60_000;
/** Often enough for people who watch their place in the line. */
const LINE_EVERY_MS = 10_000;
/** Nobody notices a second more or less before they are told. */
const CUES_EVERY_MS = 2_000;
/** A search reads what is not written yet; it is little then. */
const SEARCH_EVERY_MS = 2_000;
/** How often to see whether presence in Teams is due. */
const PRESENCE_EVERY_MS = 5_000;
/** Whoever asks for figures has what is missing added; this keeps it little. */
const FIGURES_EVERY_MS = 5_000;
/** Timers are due to the second. */
const TIMERS_EVERY_MS = 1_000;
const ROSTER_MAX_AGE_MS = 15 * 60_000;
/** Teams repeats an activity within minutes; a day is generous. */
const KEY_MAX_AGE_MS = 24 * 3_600_000;
/** As long as the documentation says. */
const ANSWER_MAX_AGE_MS = 7 * 24 * 3_600_000;
const LANE_MAX_AGE_MS = 24 * 3_600_000;
/** As long as people ask how a year went, and the one before. */
const STATE_MAX_AGE_MS = 2 * 366 * 24 * 3_600_000;
const BATCH = 1_000;
const TEAMS_PER_SWEEP = 20;

export class Sweep {
  private intervals: NodeJS.Timeout[] = [];
  private isStopping = false;
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly options: {
      db: Db;
      queues: Queues;
      timers: DueTimers;
      surveys: Surveys;
      assignment: Assignment;
      cues: Cues;
      channels: Channels;
      searchIndex: SearchIndex;
      teamsPresence: Pick<TeamsPresence, 'look'>;
      figures: Figures;
      log: Log;
      /** What others need looked at now and then. */
      chores?: readonly ((now: Date) => Promise<void>)[];
    },
  ) {}

  start(): void {
    this.intervals = [
      this.every(EVERY_MS, 'cleanup', () => this.once(new Date())),
      this.every(TIMERS_EVERY_MS, 'timers', () => this.keepTimers(new Date())),
      // Apart: on a busy desk somebody is free all the time, and what has fallen due must not wait for that.
      this.every(TIMERS_EVERY_MS, 'assignment', () => this.options.assignment.sweep()),
      this.every(CUES_EVERY_MS, 'cues', () => this.options.cues.keep(new Date())),
      this.every(SEARCH_EVERY_MS, 'searchIndex', () => this.options.searchIndex.keep()),
      this.every(PRESENCE_EVERY_MS, 'teamsPresence', () => this.options.teamsPresence.look(new Date())),
      this.every(PRESENCE_EVERY_MS, 'agentStates', () => recordStates(this.options.db.q, null, new Date())),
      this.every(FIGURES_EVERY_MS, 'figures', () => this.options.figures.keep(() => this.isStopping)),
      this.every(LINE_EVERY_MS, 'queuePlaces', () => this.options.channels.showMoves(this.options.db)),
    ];
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const interval of this.intervals) clearInterval(interval);
    await Promise.all(this.running.values());
  }

  /** A round that takes longer than its interval is not joined by a second one. */
  private every(ms: number, task: string, work: () => Promise<void>): NodeJS.Timeout {
    return setInterval(() => {
      if (this.running.has(task)) return;
      const round = work()
        .catch((error: unknown) => this.options.log.warn('sweep.round_failed', { task, reason: reasonOf(error) }))
        .finally(() => this.running.delete(task));
      this.running.set(task, round);
    }, ms).unref();
  }

  /** Takes every step that has fallen due; then whoever is free is offered what waits. */
  async takeDueSteps(now: Date): Promise<void> {
    await this.keepTimers(now);
    await this.options.assignment.sweep();
  }

  private async keepTimers(now: Date): Promise<void> {
    while (await this.options.timers.keep(now));
    while (await this.options.surveys.remind(now));
  }

  /** Harmless when several processes do it at once: every step is idempotent. */
  async once(now: Date): Promise<void> {
    const { db, queues, chores = [] } = this.options;
    const { q } = db;
    const rosterAge = new Date(now.getTime() - ROSTER_MAX_AGE_MS);
    for (const teamId of await staleRosters(q, rosterAge, TEAMS_PER_SWEEP)) await queues.rosterChanged(teamId);
    await forgetKeys(q, new Date(now.getTime() - KEY_MAX_AGE_MS), BATCH);
    await forgetAnswered(q, new Date(now.getTime() - ANSWER_MAX_AGE_MS), BATCH);
    await forgetConnectedAnswers(q, new Date(now.getTime() - KEY_MAX_AGE_MS), BATCH);
    await sampleQueues(q, now);
    await forgetStates(q, new Date(now.getTime() - STATE_MAX_AGE_MS), BATCH);
    for (const chore of chores) await chore(now);
    await forgetLanes(q, new Date(now.getTime() - LANE_MAX_AGE_MS), BATCH);
  }
}
