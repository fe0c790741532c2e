/** Runs a connection's test step by step; every process and the tab can watch, because each step is written down. */
import { ADD_AGAIN, REMOVED_MEANWHILE, UNEXPECTED } from '../cards/words/manager/connectionTest';
import { openedTestWords, testFailedWords, testPassedWords } from '../cards/words/manager/audit/connections';
import type { ConnectionKind, TestBody, TestReport, TestStep } from '../contract/api';
import { AppError, reasonOf } from '../base/errors';
import type { Identity, OpenEscalation } from '../domain/escalation';
import type { Channels } from '../escalation/channels';
import type { Escalations } from '../escalation/escalations';
import type { Log } from '../base/log';
import { appendAudit } from '../escalation/audit/append';
import { testBegun, testWent } from '../store/connectionHealth';
import { type ConnectionRow, lockConnectionShared } from '../store/connections';
import { upsertConversation } from '../store/conversations';
import type { Db } from '../store/postgres/db';
import { findEscalation } from '../store/escalation/escalations';
import type { Connections } from './registry';

/** What a kind's test works with. */
export interface TestRun {
  readonly connection: ConnectionRow;
  readonly ask: TestBody;
  readonly signal: AbortSignal;
  /** Does one thing and reports it; a StepFailed says what to do. `note` is what came back. */
  step<T>(name: string, title: string, work: (note: (detail: string) => void) => Promise<T>): Promise<T>;
  /** Turns what the bot handed over into an escalation marked as a test. */
  open(handoff: OpenEscalation): Promise<{ id: string; number: number }>;
}

/** A real round trip to the bot; resolves when it passed. */
export type ConnectionTest = (run: TestRun) => Promise<void>;

export class StepFailed extends Error {
  override readonly name = 'StepFailed';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** A test that takes longer counts as failed, and one begun longer ago as given up. */
const TEST_MS = 90_000;

export class ConnectionTests {
  private readonly running = new Set<Promise<void>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: {
      db: Db;
      log: Log;
      connections: Connections;
      escalations: Escalations;
      channels: Channels;
      kinds: Readonly<Record<ConnectionKind, ConnectionTest>>;
    },
  ) {}

  /** Begins a test; how it goes is read from the connection. */
  async begin(who: Identity, id: string, ask: TestBody): Promise<void> {
    const { connections } = this.options;
    const report: TestReport = {
      state: 'running',
      startedAt: new Date().toISOString(),
      endedAt: null,
      by: who.name,
      steps: [],
      escalation: null,
    };
    const connection = await connections.locked(who, id, async (tx, row) => {
      if (ask.handoff && !this.options.channels.of(row).handsOverInTest) {
        throw new AppError('bad_request', 'Only a Copilot Studio agent can be asked to hand over from here.');
      }
      if (isRunning(row, Date.now())) throw new AppError('in_use', 'A test of it is running already.');
      await testBegun(tx.q, id, report);
      return row;
    });
    const run = this.run(who, connection, ask, report)
      .catch((error: unknown) => this.options.log.error('connection.test_not_stored', { err: error }))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Tests under way are given up, and say so. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The desk is stopping.'));
    await Promise.all(this.running);
  }

  private async run(who: Identity, connection: ConnectionRow, ask: TestBody, report: TestReport): Promise<void> {
    const { db } = this.options;
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(TEST_MS)]);
    const write = () => testWent(db.q, connection.id, report);
    const step: TestRun['step'] = async (name, title, work) => {
      const current: TestStep = { name, title, state: 'running', detail: null, remedy: null };
      report.steps.push(current);
      await write();
      try {
        const result = await work((detail) => (current.detail = detail));
        current.state = 'ok';
        return result;
      } catch (error) {
        current.state = 'failed';
        current.detail = reasonOf(error);
        current.remedy = error instanceof StepFailed ? error.remedy : UNEXPECTED;
        throw error;
      } finally {
        await write();
      }
    };
    const open: TestRun['open'] = async (handoff) => {
      report.escalation = await this.open(who, connection, report.startedAt, handoff);
      return report.escalation;
    };
    try {
      await this.options.kinds[connection.kind]({ connection, ask, signal, step, open });
      report.state = 'passed';
    } catch (error) {
      report.state = 'failed';
      if (!(error instanceof StepFailed)) this.options.log.warn('connection.test_crashed', { err: error });
    }
    report.endedAt = new Date().toISOString();
    if (await write()) await this.audit(who, connection, report);
  }

  /** The manager is the customer; nobody is at the far end, so nothing is delivered. */
  private async open(who: Identity, { id }: ConnectionRow, startedAt: string, handoff: OpenEscalation) {
    const { db, escalations } = this.options;
    const escalationId = await db.transaction(async (tx) => {
      const connection = await lockConnectionShared(tx.q, id);
      if (!connection || connection.state === 'removed') throw new StepFailed(REMOVED_MEANWHILE, ADD_AGAIN);
      const externalId = `test:${startedAt}`;
      const conversation = await upsertConversation(tx.q, {
        tenantId: who.tenantId,
        connectionId: id,
        externalId,
        customer: { id: who.id, name: who.name, locale: null },
        address: null,
        lane: `${externalId}:${id}`,
      });
      return (await escalations.open(tx, { connection, conversation, handoff, test: true })).id;
    });
    const escalation = await findEscalation(db.q, escalationId);
    if (!escalation) throw new Error('The test escalation is gone.');
    return { id: escalation.id, number: escalation.number };
  }

  private async audit(who: Identity, row: ConnectionRow, report: TestReport): Promise<void> {
    const failed = report.steps.find(({ state }) => state === 'failed');
    const summary = failed ? testFailedWords(row.name, failed.title) : testPassedWords(row.name);
    await appendAudit(this.options.db.q, {
      tenantId: row.tenant_id,
      actor: who,
      subject: { kind: 'connection', id: row.id, name: row.name },
      verb: 'tested',
      summary: report.escalation ? openedTestWords(summary, report.escalation.number) : summary,
    });
  }
}

/** One whose process is gone stays "running" and is passed over after a while. */
function isRunning({ test_report: report }: Pick<ConnectionRow, 'test_report'>, now: number): boolean {
  return report?.state === 'running' && now - Date.parse(report.startedAt) < TEST_MS + 10_000;
}
