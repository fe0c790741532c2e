/** How long words are kept: managers of the whole desk choose it, and the sweep erases what is older, chat by chat. */
import { AppError, reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import {
  RETENTION,
  retentionChange,
  retentionChanges,
  retentionMeanwhile,
  wordsErased,
} from '../../cards/words/manager/audit/erasure';
import type { Retention, RetentionChange, RetentionPreview } from '../../contract/api';
import { beginsAt, dueWords, keptSince } from '../../domain/erasure';
import { type Identity, SYSTEM } from '../../domain/escalation';
import { requireManager } from '../../domain/policy';
import { isOnItsWay } from '../../store/erasure/customers';
import {
  countErased,
  dueChats,
  type DuePlace,
  dueRequests,
  findRetention,
  keptRequests,
  lockErasing,
  lockWords,
  noteRound,
  type RetentionRow,
  retentionsAt,
  saveRetention,
  takeDay,
  tenantsWithRetention,
} from '../../store/erasure/retention';
import { eraseCustomer, eraseWords, forgetErasedChats } from '../../store/erasure/words';
import type { Db } from '../../store/postgres/db';
import { appendAudit } from '../audit/append';
import { leaveErased } from './leave';

const WHAT = 'choose how long words are kept';
/** Chats of one round, a transaction each; the rest is the next minute's. */
const BATCH = 500;
/** What could not go yet, such as a chat that goes on, is looked at again. */
const PASS_EVERY_MS = 3_600_000;
/** Nobody edits words in Teams that old. */
const FINGERPRINT_MS = 366 * 24 * 3_600_000;
const FORGOTTEN_AT_ONCE = 1_000;

export class Retentions {
  /** Where this process goes on, by tenant; one that starts begins at the oldest words there are. */
  private readonly places = new Map<string, DuePlace>();
  /** Of the pass under way, by tenant. */
  private readonly failures = new Map<string, string>();

  constructor(
    private readonly db: Db,
    private readonly options: { log: Log; now?: (() => Date) | undefined },
  ) {}

  async setting(who: Identity): Promise<Retention> {
    requireManager(who, WHAT);
    const row = await findRetention(this.db.q, who.tenantId);
    const due = row?.days == null ? 0 : await dueRequests(this.db.q, who.tenantId, keptSince(row.days, this.now()));
    return present(row, due);
  }

  async preview(who: Identity, days: number): Promise<RetentionPreview> {
    requireManager(who, WHAT);
    const now = this.now();
    const [before, due] = await Promise.all([
      findRetention(this.db.q, who.tenantId),
      dueRequests(this.db.q, who.tenantId, keptSince(days, now)),
    ]);
    return { due, beginsAt: beginsAt(before, { days }, now).toISOString() };
  }

  async change(who: Identity, { days, version }: RetentionChange): Promise<Retention> {
    requireManager(who, WHAT);
    const { tenantId } = who;
    const by = { id: who.id, name: who.name };
    await this.db.transaction(async (tx) => {
      const now = this.now();
      const before = await findRetention(tx.q, tenantId);
      const begins = beginsAt(before, { days }, now);
      const changes = retentionChanges(before?.days ?? null, days);
      if (before?.version === version && changes.length === 0) return;
      if (!(await saveRetention(tx.q, { tenantId, version, days, beginsAt: begins, by, now }))) {
        const saved = await findRetention(tx.q, tenantId);
        throw new AppError('changed_meanwhile', retentionMeanwhile(saved?.changedBy.name ?? SYSTEM.name));
      }
      await appendAudit(tx.q, {
        tenantId,
        actor: by,
        subject: { kind: 'retention', id: tenantId, name: RETENTION },
        verb: 'changed',
        summary: retentionChange(days, begins.toISOString().slice(0, 16).replace('T', ' ') + ' (UTC)'),
        changes,
      });
    });
    return this.setting(who);
  }

  /** One of the sweep's chores: some of what is due, of every tenant. */
  async keep(now: Date): Promise<void> {
    const today = now.toISOString().slice(0, 10);
    for (const tenantId of await tenantsWithRetention(this.db.q)) await this.tellDay(tenantId, today);
    for (const row of await retentionsAt(this.db.q, now)) await this.round(row, now);
    await forgetErasedChats(this.db.q, new Date(now.getTime() - FINGERPRINT_MS), FORGOTTEN_AT_ONCE);
  }

  /** What was erased on a day that is over, as one entry of the audit. */
  private async tellDay(tenantId: string, today: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const day = await takeDay(tx.q, tenantId, today);
      if (!day) return;
      const row = await findRetention(tx.q, tenantId);
      await appendAudit(tx.q, {
        tenantId,
        kind: 'erasure',
        actor: SYSTEM,
        subject: { kind: 'retention', id: tenantId, name: RETENTION },
        verb: 'erased',
        summary: wordsErased(day.day, day, row?.days ?? null),
      });
    });
  }

  private async round({ tenantId, days, workedAt }: RetentionRow & { days: number }, now: Date): Promise<void> {
    const before = keptSince(days, now);
    const behind = this.places.get(tenantId) ?? null;
    if (!behind && workedAt && now.getTime() - workedAt.getTime() < PASS_EVERY_MS) return;
    const chats = await dueChats(this.db.q, { tenantId, before, behind, limit: BATCH });
    for (const chat of chats) {
      const isOurs = await this.eraseOne(tenantId, chat.id, before, now).catch((error: unknown) => {
        this.failures.set(tenantId, reasonOf(error));
        this.options.log.warn('retention.chat_failed', { conversationId: chat.id, reason: reasonOf(error) });
        return true;
      });
      // Another process is at it.
      if (!isOurs) return;
      this.places.set(tenantId, chat);
    }
    const failure = this.failures.get(tenantId) ?? null;
    const isDone = chats.length < BATCH;
    if (isDone || failure !== null) await noteRound(this.db.q, tenantId, now, failure);
    if (!isDone) return;
    this.places.delete(tenantId);
    this.failures.delete(tenantId);
  }

  /** All of a chat that is due, in one transaction; false while another process erases. */
  private async eraseOne(tenantId: string, conversationId: string, before: Date, now: Date): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const { q } = tx;
      if (!(await lockErasing(q))) return false;
      const words = await lockWords(q, conversationId, before);
      if (!words) return true;
      const requests = await keptRequests(q, conversationId);
      const due = dueWords({ ...words, requests }, before, now);
      if (!due.isWhole && due.requestIds.length === 0 && due.upTo <= words.erasedSeq) return true;
      // It comes up again once that has arrived.
      if (due.isWhole && (await isOnItsWay(q, [conversationId]))) return true;
      const erased = await eraseWords(q, { conversationId, now, ...due });
      if (due.isWhole) await eraseCustomer(q, conversationId, now);
      for (const id of due.requestIds) await leaveErased(tx, id, SYSTEM, now);
      await countErased(q, tenantId, now.toISOString().slice(0, 10), { ...erased, chats: due.isWhole ? 1 : 0 });
      return true;
    });
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }
}

function present(row: RetentionRow | null, due: number): Retention {
  return {
    days: row?.days ?? null,
    beginsAt: row?.days == null ? null : row.beginsAt.toISOString(),
    due,
    workedAt: row?.workedAt?.toISOString() ?? null,
    failed: row?.failedAt ? { at: row.failedAt.toISOString(), reason: row.reason ?? '' } : null,
    version: row?.version ?? 0,
    changedAt: row?.changedAt.toISOString() ?? null,
    changedBy: row?.changedBy ?? null,
  };
}
