/** A connection as managers see it: secrets stay where they are, only whether there is one is told. Pure. */
import { sameAppId } from '../cards/words/manager/connectionHealth';
import { RESTARTED_MEANWHILE } from '../cards/words/manager/connectionTest';
import { decide, type ConnectionVerb } from '../connection/states';
import { expiryOf, expiryWords } from '../connection/expiry';
import type { ConnectionListing, ListedKey } from '../store/connectionHealth';
import { type Connection, hasField, type TestReport } from '../contract/api';

/** A running test without progress for so long died with its process. */
const LOST_MS = 100_000;

export function presentConnection(row: ConnectionListing, now: Date): Connection {
  const { openEscalations } = row;
  const timers = { state: row.state, testPassed: row.test_passed, openEscalations };
  const may = (verb: ConnectionVerb): boolean => decide(timers, verb, { insist: true }).kind === 'change';
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    appId: row.app_id,
    state: row.state,
    queueId: row.queue_id,
    directLine: hasField(row.kind, 'directLine')
      ? { tokenEndpoint: row.token_endpoint, hasSecret: row.secret !== null, domain: row.domain }
      : null,
    bot:
      row.bot_app_id !== null && row.bot_type !== null
        ? {
            appId: row.bot_app_id,
            type: row.bot_type,
            tenantId: row.bot_tenant_id,
            expiresAt: time(row.bot_secret_expires_at),
          }
        : null,
    callbackUrl: row.callback_url,
    agent: hasField(row.kind, 'callerAppId')
      ? { callerAppId: row.caller_app_id, keys: row.keys.map(presentKey) }
      : null,
    previousSecretUntil:
      row.previous_secret_until !== null && row.previous_secret_until > now ? time(row.previous_secret_until) : null,
    health: {
      lastContactAt: time(later(row.last_contact_at, row.last_turn_at)),
      lastError: row.last_error,
      lastErrorAt: time(row.last_error_at),
      faultsLastDay: row.faultsLastDay,
      openEscalations,
      expiresAt: time(expiryOf(row)?.at ?? null),
      expiryWarning: expiryWords(row, now),
      warnings: row.hasDouble ? [sameAppId(row.app_id)] : [],
    },
    test: row.test_report && presentTest(row.test_report, now),
    can: {
      live: may('live'),
      pause: may('pause'),
      drain: may('drain'),
      rotate: row.secret !== null,
      remove: may('remove'),
    },
  };
}

/** For bounded managers: whose names stand in the history, and nothing of how they are or what goes through them. */
export const namedOnly = ({ id, name, kind, appId, state, queueId }: Connection): Connection => ({
  id,
  name,
  kind,
  appId,
  state,
  queueId,
  directLine: null,
  bot: null,
  callbackUrl: null,
  agent: null,
  previousSecretUntil: null,
  health: {
    lastContactAt: null,
    lastError: null,
    lastErrorAt: null,
    faultsLastDay: 0,
    openEscalations: 0,
    expiresAt: null,
    expiryWarning: null,
    warnings: [],
  },
  test: null,
  can: { live: false, pause: false, drain: false, rotate: false, remove: false },
});

const later = (a: Date | null, b: Date | null): Date | null => (!a || !b ? (a ?? b) : a > b ? a : b);

const presentKey = ({ createdAt, until, lastUsedAt, ...key }: ListedKey) => ({
  ...key,
  createdAt: utc(createdAt),
  until: until && utc(until),
  lastUsedAt: lastUsedAt && utc(lastUsedAt),
});

/** PostgreSQL's JSON says times with their offset. */
const utc = (at: string): string => new Date(at).toISOString();

function presentTest(report: TestReport, now: Date): TestReport {
  if (report.state !== 'running' || now.getTime() - Date.parse(report.startedAt) < LOST_MS) return report;
  const steps = report.steps.map((step) =>
    step.state === 'running'
      ? { ...step, state: 'failed' as const, detail: RESTARTED_MEANWHILE, remedy: 'Test again.' }
      : step,
  );
  return { ...report, state: 'failed', steps };
}

const time = (at: Date | null): string | null => at?.toISOString() ?? null;
