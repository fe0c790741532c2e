/**
 * What is written into the audit beside the work, and not within a change. Chats and files of others: before they are
 * shown, or they are not. Sign-ins that were refused: nobody waits for it, and nothing of it is lost in silence: what
 * could not be written is kept, tried again, counted, logged and shown to managers.
 */
import { LRUCache } from 'lru-cache';
import {
  escalationName,
  NOBODY_KNOWN,
  openedChat,
  openedFile,
  OTHER_ORIGINS,
  signInsRefused,
} from '../../cards/words/manager/audit/access';
import { AppError } from '../../base/errors';
import { auditUnwritten } from '../../base/telemetry';
import type { Log } from '../../base/log';
import type { Identity } from '../../domain/escalation';
import { isOfOthers, type RefusedFor, type SignInRefused, type Subject } from '../../domain/policy';
import { forgetAudit } from '../../store/audit';
import type { Db } from '../../store/postgres/db';
import { appendAudit, appendAudits, type Audited } from './append';

/** Whoever opens the same chat again that day leaves no second row. */
const DAY_MS = 24 * 3_600_000;
const MOST_OPENED = 50_000;
/** Kept while the database is away; beyond, the oldest are given up, and counted. */
const MOST_KEPT = 10_000;
const BATCH = 200;
/** Origins a minute that are told apart; the rest is one row. */
const MOST_ORIGINS = 20;
const FORGOTTEN_AT_ONCE = 5_000;

type Opened = Pick<Subject, 'id' | 'number' | 'tenantId' | 'status' | 'queueId' | 'assigneeId' | 'people'>;

interface Refused {
  tenantId: string;
  origin: string;
  why: RefusedFor;
  count: number;
  first: Date;
}

export class AuditTrail {
  private readonly opened = new LRUCache<string, true>({ max: MOST_OPENED, ttl: DAY_MS });
  private readonly refusals = new Map<string, Refused>();
  private kept: Audited[] = [];
  private writing: Promise<void> | null = null;
  private failedAt: Date | null = null;
  private lost = 0;

  constructor(
    private readonly db: Db,
    private readonly options: {
      log: Log;
      /** Where sign-ins are told of that name no organisation of the desk. */
      tenantId: string;
      keptDays: number;
      now?: (() => Date) | undefined;
    },
  ) {}

  /** Somebody is about to read a chat, or a file of it; a row a person, chat and day, of who has no part in it. */
  async looked(who: Identity, escalation: Opened, at: 'chat' | 'file'): Promise<void> {
    if (!isOfOthers(who, escalation)) return;
    const now = this.now();
    const once = ['opened', at, who.id, escalation.id, now.toISOString().slice(0, 10)].join(' ');
    if (this.opened.has(once)) return;
    const { log } = this.options;
    await appendAudit(this.db.q, {
      tenantId: escalation.tenantId,
      kind: 'access',
      actor: { id: who.id, name: who.name },
      subject: { kind: 'escalation', id: escalation.id, name: escalationName(escalation.number) },
      verb: at === 'chat' ? 'opened' : 'openedFile',
      summary: at === 'chat' ? openedChat(escalation.number) : openedFile(escalation.number),
      once,
      at: now,
    }).catch((error: unknown) => {
      log.error('audit.not_written', { err: error });
      throw new AppError(
        'unavailable',
        'The audit keeps who opens this chat, and cannot be written just now. Try again in a moment.',
      );
    });
    this.opened.set(once, true);
  }

  /** @param origin the address it came from */
  refused({ why, tenantId: claimed }: SignInRefused, origin: string): void {
    const tenantId = claimed ?? this.options.tenantId;
    const wanted = [tenantId, why, origin].join(' ');
    const isKnown = this.refusals.has(wanted) || this.refusals.size < MOST_ORIGINS;
    const key = isKnown ? wanted : [tenantId, why].join(' ');
    const known = this.refusals.get(key);
    if (known) known.count += 1;
    else {
      this.refusals.set(key, { tenantId, why, origin: isKnown ? origin : OTHER_ORIGINS, count: 1, first: this.now() });
    }
  }

  /** Once a minute: what was refused in it, what could not be written, and what is old enough to go. */
  async keep(now: Date): Promise<void> {
    this.takeRefusals();
    this.begin();
    await this.settled();
    await forgetAudit(this.db.q, new Date(now.getTime() - this.options.keptDays * DAY_MS), FORGOTTEN_AT_ONCE);
  }

  /** What is not written yet, and since when the database has not taken it. */
  get unwritten(): { count: number; since: Date } | null {
    return this.failedAt && { count: this.kept.length + this.lost, since: this.failedAt };
  }

  async settled(): Promise<void> {
    await this.writing;
  }

  async close(): Promise<void> {
    this.takeRefusals();
    this.begin();
    await this.settled();
  }

  private takeRefusals(): void {
    for (const { tenantId, origin, why, count, first } of this.refusals.values()) {
      this.kept.push({
        tenantId,
        kind: 'signIn',
        actor: { id: null, name: NOBODY_KNOWN },
        subject: { kind: 'signIn', id: origin, name: origin },
        verb: 'refused',
        summary: signInsRefused(count, origin, why),
        at: first,
      });
    }
    this.refusals.clear();
    const tooMany = Math.max(0, this.kept.length - MOST_KEPT);
    this.kept.splice(0, tooMany);
    this.lost += tooMany;
  }

  private begin(): void {
    this.writing ??= this.writeAll().finally(() => (this.writing = null));
  }

  private async writeAll(): Promise<void> {
    try {
      while (this.kept.length > 0) {
        const batch = this.kept.slice(0, BATCH);
        await appendAudits(this.db.q, batch);
        const written = new Set(batch);
        this.kept = this.kept.filter((row) => !written.has(row));
      }
      if (this.lost > 0) this.options.log.error('audit.entries_lost', { count: this.lost });
      this.lost = 0;
      this.failedAt = null;
    } catch (error) {
      if (!this.failedAt) this.options.log.error('audit.not_written', { err: error });
      this.failedAt ??= this.now();
    }
    auditUnwritten.set(this.unwritten?.count ?? 0);
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }
}
