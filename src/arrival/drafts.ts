/** What people are writing, kept so that they can go on elsewhere; nobody else ever reads it. */
import type { DraftChange, KeptDraft } from '../contract/api';
import { AppError } from '../base/errors';
import type { Identity } from '../domain/escalation';
import { dropDraft, findDraft, forgetDrafts, keepDraft } from '../store/drafts';
import type { Db } from '../store/postgres/db';

const HOUR_MS = 3_600_000;
/** After the end somebody may still want their words, to copy them. */
const ENDED_MS = HOUR_MS;
const UNTOUCHED_MS = 30 * 24 * HOUR_MS;
const BATCH = 500;

const NONE: KeptDraft = { draft: null, version: null, changedAt: null };

export class Drafts {
  constructor(private readonly db: Db) {}

  async find(escalationId: string, who: Identity): Promise<KeptDraft> {
    const row = await findDraft(this.db.q, { escalationId, agentId: who.id });
    return row ? { ...row, changedAt: row.changedAt.toISOString() } : NONE;
  }

  /** Nothing written is nothing kept. */
  async keep(escalationId: string, who: Identity, { version, ...draft }: DraftChange): Promise<KeptDraft> {
    const place = { escalationId, agentId: who.id };
    if (draft.reply.trim() === '' && draft.note.trim() === '') {
      if (!(await dropDraft(this.db.q, place, version))) throw changed();
      return NONE;
    }
    if ((await keepDraft(this.db.q, place, draft, version)) === null) throw changed();
    return this.find(escalationId, who);
  }

  /** One of the sweep's chores. */
  async forget(now: Date): Promise<void> {
    const before = { ended: new Date(now.getTime() - ENDED_MS), changed: new Date(now.getTime() - UNTOUCHED_MS) };
    await forgetDrafts(this.db.q, before, BATCH);
  }
}

const changed = () =>
  new AppError(
    'changed_meanwhile',
    'You have written something else in this chat meanwhile, in another tab or device.',
  );
