/** The outcomes and tags managers keep: checked, saved whole, and told when somebody was faster. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../base/errors';
import { visibleName } from '../base/names';
import { listChanges } from '../cards/words/manager/audit/kept';
import { CHOICE_WITHOUT_NAME, choiceTwice, savedBefore, wrapUpChange, WRAP_UP } from '../cards/words/manager/wrapUp';
import type { Choice, ChoiceDraft, WrapUpLists, WrapUpListsChange } from '../contract/api';
import { LIMITS } from '../contract/fields';
import type { Identity } from '../domain/escalation';
import { requireManager } from '../domain/policy';
import { doubled } from '../domain/wrapUp';
import { appendAudit } from './audit/append';
import type { Db } from '../store/postgres/db';
import { type StoredWrapUp, findWrapUp, saveWrapUp } from '../store/wrapUp';

export class WrapUps {
  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async lists(who: Identity): Promise<WrapUpLists> {
    return present(await findWrapUp(this.db.q, who.tenantId));
  }

  async save(who: Identity, change: WrapUpListsChange): Promise<WrapUpLists> {
    requireManager(who, 'change outcomes and tags');
    const outcomes = choicesOf(change.outcomes, 'outcomes');
    const tags = choicesOf(change.tags, 'tags');
    return this.db.transaction(async (tx) => {
      const { tenantId } = who;
      const before = await findWrapUp(tx.q, tenantId);
      const by = { id: who.id, name: who.name };
      const saved = await saveWrapUp(tx.q, {
        tenantId,
        version: change.version,
        outcomes,
        tags,
        by,
        now: this.now(),
      });
      if (!saved) throw changedMeanwhile(await findWrapUp(tx.q, tenantId));
      await appendAudit(tx.q, {
        tenantId,
        actor: by,
        subject: { kind: 'wrapUp', id: tenantId, name: WRAP_UP },
        verb: 'changed',
        summary: wrapUpChange(before ?? NOTHING, { outcomes, tags }),
        changes: listChanges(before ?? NOTHING, { outcomes, tags }),
      });
      return present(await findWrapUp(tx.q, tenantId));
    });
  }
}

const NOTHING = { outcomes: [], tags: [] };

/** New ones get their ids here; an id sent twice would make two choices one. */
function choicesOf(drafts: readonly ChoiceDraft[], list: 'outcomes' | 'tags'): Choice[] {
  const taken = new Set<string>();
  const errors: { path: string; message: string }[] = [];
  const choices = drafts.map((draft, at) => {
    const name = visibleName(draft.name, LIMITS.choiceName);
    if (name === null) errors.push({ path: `${list}.${at}.name`, message: CHOICE_WITHOUT_NAME });
    const id = draft.id !== undefined && !taken.has(draft.id) ? draft.id : randomUUID();
    taken.add(id);
    return { id, name: name ?? '' };
  });
  const twice = doubled(choices.map(({ name }) => name).filter(Boolean));
  if (twice !== null) {
    const at = choices.findLastIndex(({ name }) => doubled([twice, name]) !== null);
    errors.push({ path: `${list}.${at}.name`, message: choiceTwice(twice) });
  }
  const [first] = errors;
  if (first) throw new AppError('bad_request', first.message, { errors });
  return choices;
}

function changedMeanwhile(now: StoredWrapUp | null): AppError {
  const { changedBy, changedAt } = now ?? {};
  return new AppError('changed_meanwhile', savedBefore(changedBy?.name ?? null), {
    ...(changedBy && { changedBy }),
    ...(changedAt && { changedAt: changedAt.toISOString() }),
  });
}

function present(stored: StoredWrapUp | null): WrapUpLists {
  if (!stored) return { version: 0, outcomes: [], tags: [], changedAt: null, changedBy: null };
  return { ...stored, changedAt: stored.changedAt.toISOString() };
}
