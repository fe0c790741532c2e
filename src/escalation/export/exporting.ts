/** What every export has: few at once, an end, a row in the audit before its first byte, and one of what became of it. */
import { CutOff, type CutReason } from '../../base/cutOff';
import type { Log } from '../../base/log';
import type { Db } from '../../store/postgres/db';
import { filterWords } from '../../cards/words/manager/exports';
import { appendAudit } from '../audit/append';
import { namedFilter } from '../audit/namedFilter';
import { ExportSlots } from './slots';

/** The longest an export may take. */
export const EXPORT_MS = 30 * 60_000;
/** How often it is asked whether they may still see what they take. */
const ASK_EVERY_MS = 1_000;

export interface Exporter {
  tenantId: string;
  id: string;
  name: string;
  /** Until when they are signed in. */
  until: Date;
  /** Whether they see, now, what they saw when they began. */
  stillSees: () => Promise<boolean>;
}

/** What the audit says of a file. */
export interface KeptWords {
  subject: { id: string; name: string };
  begun: string;
  /** @param rows written */
  ended: (rows: number) => string;
  broken: (rows: number, why: CutReason) => string;
}

/** What an export has written so far. */
export interface Tally {
  rows: number;
}

/** One that is under way. */
export interface Begun {
  who: Exporter;
  signal: AbortSignal;
  /** Throws `CutOff` once it must not go on. */
  check: () => Promise<void>;
}

/** Taken by nobody: that it has begun is what makes its end come, too. */
const NOTHING_YET = new Uint8Array();

export class Exporting {
  private readonly slots = new ExportSlots();

  constructor(
    private readonly db: Pick<Db, 'q'>,
    private readonly log: Log,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Takes one of the slots there are, given back with the signal.
   * @param signal aborted once whoever asked has gone, or has it all
   */
  begin(who: Exporter, signal: AbortSignal): Begun {
    signal.throwIfAborted();
    const giveBack = this.slots.take(`${who.tenantId}:${who.id}`);
    signal.addEventListener('abort', giveBack, { once: true });
    return { who, signal, check: this.checkOf(who, signal) };
  }

  /** What it was asked for, in words. */
  async filterWords({ tenantId }: Exporter, filter: Record<string, string>): Promise<string> {
    return filterWords(await namedFilter(this.db.q, tenantId, filter));
  }

  /** Keeps in the audit that a file begins, and what becomes of it. @param pieces of the file, counted while written */
  async kept(
    begun: Begun,
    words: KeptWords,
    pieces: (tally: Tally) => AsyncIterable<Uint8Array>,
  ): Promise<AsyncIterable<Uint8Array>> {
    await begun.check();
    await this.audit(begun.who, 'export', words.begun, words.subject);
    const watched = this.watched(begun, words, pieces);
    await watched.next();
    return watched;
  }

  private async *watched(
    { who, signal, check }: Begun,
    { subject, ended, broken }: KeptWords,
    pieces: (tally: Tally) => AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void> {
    const tally: Tally = { rows: 0 };
    let isWhole = false;
    let thrown: unknown = null;
    try {
      yield NOTHING_YET;
      for await (const piece of pieces(tally)) {
        await check();
        yield piece;
      }
      isWhole = true;
    } catch (error) {
      thrown = error;
      throw error;
    } finally {
      const { rows } = tally;
      if (isWhole) await this.audit(who, 'exported', ended(rows), subject);
      else {
        const why = whyOf(thrown, signal);
        this.log.info('exports.cut_off', { reason: why, count: rows });
        await this.audit(who, 'brokenOff', broken(rows, why), subject);
      }
    }
  }

  private checkOf(who: Exporter, signal: AbortSignal): Begun['check'] {
    const deadline = this.now().getTime() + EXPORT_MS;
    let askedAt = this.now().getTime();
    return async () => {
      signal.throwIfAborted();
      const now = this.now();
      if (now >= who.until) throw new CutOff('signedOut');
      if (now.getTime() > deadline) throw new CutOff('tooLong');
      if (now.getTime() < askedAt + ASK_EVERY_MS) return;
      askedAt = now.getTime();
      if (!(await who.stillSees())) throw new CutOff('sight');
    };
  }

  private audit({ tenantId, id, name }: Exporter, verb: string, summary: string, subject: KeptWords['subject']) {
    return appendAudit(this.db.q, {
      tenantId,
      kind: 'export',
      actor: { id, name },
      subject: { kind: 'export', ...subject },
      verb,
      summary,
    });
  }
}

/** Whoever ends the answer says why; what reading throws is the reason otherwise. */
function whyOf(thrown: unknown, signal: AbortSignal): CutReason {
  if (signal.reason instanceof CutOff) return signal.reason.why;
  if (thrown instanceof CutOff) return thrown.why;
  return signal.aborted || thrown === null ? 'left' : 'failed';
}
