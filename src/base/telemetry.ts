/** What the desk tells its operators: numbers for Prometheus, and whether it is alive and ready. No personal data. */
import express, { type Request, type RequestHandler, type Router } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { AppError, DatabaseAway } from './errors';
import { problemOf } from './problem';
import { sendProblem } from './sendProblem';
import { withTimeout } from './withTimeout';

const DATABASE_MS = 2_000;

const registry = new Registry();
const registers = [registry];

export const openStreams = new Gauge({ name: 'handoff_open_streams', help: 'Live views open in tabs.', registers });

const deliveries = new Counter({
  name: 'handoff_deliveries_total',
  help: 'Attempts to deliver, by what was delivered and how it ended.',
  labelNames: ['kind', 'outcome'],
  registers,
});
const arrivals = new Counter({
  name: 'handoff_arrivals_total',
  help: 'Activities that arrived from Teams, by what became of them.',
  labelNames: ['outcome'],
  registers,
});
const verbs = new Counter({
  name: 'handoff_verbs_total',
  help: 'Verbs asked of escalations through the tab, by how they ended.',
  labelNames: ['verb', 'outcome'],
  registers,
});
const httpSeconds = new Histogram({
  name: 'handoff_http_seconds',
  help: 'How long answers of the API took.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers,
});

/** Not 0: something was seen or refused, and is not in the audit yet. */
export const auditUnwritten = new Gauge({
  name: 'handoff_audit_unwritten',
  help: 'Entries of the audit this process could not write yet; 0 when all are written.',
  registers,
});

const standbyReads = new Counter({
  name: 'handoff_standby_reads_total',
  help: 'Heavy reads while a standby is named, by who answered: the standby, or the primary in its place.',
  labelNames: ['answered_by'],
  registers,
});
/** 1 while the standby of DATABASE_READ_URL answers. */
export const standbyInUse = new Gauge({
  name: 'handoff_standby_in_use',
  help: 'Whether heavy reads go to the standby: 1, or 0 while it is away, too far behind or not named.',
  registers,
});

export const countStandbyRead = (answeredBy: 'standby' | 'primary'): void =>
  standbyReads.inc({ answered_by: answeredBy });
export const countDelivery = (kind: string, outcome: string): void => deliveries.inc({ kind, outcome });
export const countArrival = (outcome: string): void => arrivals.inc({ outcome });
export const countVerb = (verb: string, outcome: string): void => verbs.inc({ verb, outcome });

/** The pattern a request matched; its address would hold ids. */
export function patternOf(req: Request): string {
  const { path } = (req.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : 'none';
}

/** Times every answer that ends. */
export const httpTimed: RequestHandler = (req, res, next) => {
  const done = httpSeconds.startTimer({ method: req.method });
  res.once('finish', () => {
    const route = patternOf(req);
    if (route !== '/stream') done({ route, status: res.statusCode });
  });
  next();
};

/** What can be asked of the database; each is given two seconds. */
export interface Vitals {
  /** Rejects when the database does not answer or is not up to date. */
  ready(): Promise<void>;
  outbox(): Promise<OutboxState>;
  /** What the database was asked since the process began. */
  database: Readonly<{ statements: number; roundTrips: number; commits: number }>;
}

interface OutboxState {
  pending: number;
  blockedLanes: number;
}

/**
 * `/healthz`: the process answers. `/readyz`: so does its database, which is up to date.
 * `/metrics`: served as it is; put it behind your own network if the numbers are private.
 */
export function createVitals(vitals: Vitals): Router {
  watchOutbox(vitals);
  watchDatabase(vitals);
  const router = express.Router();
  router.get('/healthz', (_req, res) => void res.set(UNCACHED).json({ status: 'alive' }));
  router.get('/readyz', async (_req, res) => {
    try {
      await withTimeout(DATABASE_MS, () => vitals.ready());
      res.set(UNCACHED).json({ status: 'ready' });
    } catch (error) {
      // Any other reason may name hosts and users; it is in the log of whoever asked the database.
      sendProblem(res.set(UNCACHED), problemOf(error instanceof DatabaseAway ? error : NOT_READY));
    }
  });
  router.get('/metrics', async (_req, res) => {
    res
      .set(UNCACHED)
      .type(registry.contentType)
      .send(await registry.metrics());
  });
  return router;
}

const UNCACHED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const NOT_READY = new AppError('unavailable', 'The database does not answer or is not up to date.');

/** Queried only when metrics are scraped; while the database is slow, the last values stay. */
function watchOutbox(vitals: Vitals): void {
  const gauge = (name: string, help: string, read: (state: OutboxState) => number) => {
    registry.removeSingleMetric(name);
    return new Gauge({
      name,
      help,
      registers,
      async collect() {
        const state = await withTimeout(DATABASE_MS, () => vitals.outbox()).catch(() => null);
        if (state) this.set(read(state));
      },
    });
  };
  gauge('handoff_outbox_pending', 'Deliveries that wait in the outbox.', ({ pending }) => pending);
  gauge('handoff_outbox_blocked_lanes', 'Customers and bots out of reach.', ({ blockedLanes }) => blockedLanes);
}

function watchDatabase({ database }: Vitals): void {
  const counter = (name: string, help: string, read: () => number) => {
    registry.removeSingleMetric(name);
    return new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  counter('handoff_database_statements_total', 'Statements sent to PostgreSQL.', () => database.statements);
  counter(
    'handoff_database_round_trips_total',
    'Times PostgreSQL was asked, several statements at once or one.',
    () => database.roundTrips,
  );
  counter('handoff_database_commits_total', 'Transactions committed.', () => database.commits);
}

/** Numbers about the process itself: memory, event loop, garbage. Once per process. */
export function measureProcess(): void {
  if (!registry.getSingleMetric('process_start_time_seconds')) collectDefaultMetrics({ register: registry });
}
