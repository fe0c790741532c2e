/** Views of the history: everybody's, which managers keep, and each person's own. What one shows is asked anew, so it gives nobody more to see. */
import { AppError, badField } from '../../base/errors';
import { visibleName } from '../../base/names';
import { viewAdded, viewChanged, viewChanges, viewRemoved } from '../../cards/words/manager/audit/kept';
import type { HistoryViewChange, NewHistoryView } from '../../contract/api';
import { LIMITS } from '../../contract/fields';
import type { Identity } from '../../domain/escalation';
import { managesAll, requireManager } from '../../domain/policy';
import {
  countHistoryViews,
  deleteHistoryView,
  findHistoryView,
  historyViewsOf,
  type HistoryViewRow,
  insertHistoryView,
  lockHistoryView,
  lockHistoryViews,
  namesake,
  updateHistoryView,
} from '../../store/historyViews';
import { appendAudit } from '../audit/append';
import { namedFilter } from '../audit/namedFilter';
import type { Db, Tx } from '../../store/postgres/db';

const MOST = LIMITS.viewsShared + LIMITS.viewsOwn;

export class HistoryViews {
  constructor(private readonly db: Db) {}

  async list(who: Identity): Promise<HistoryViewRow[]> {
    return historyViewsOf(this.db.q, who, MOST);
  }

  async add(who: Identity, { shared, shows, name }: NewHistoryView): Promise<HistoryViewRow> {
    if (shared) requireManager(who, 'share a view');
    const { tenantId } = who;
    const ownerId = shared ? null : who.id;
    return this.db.transaction(async (tx) => {
      await lockHistoryViews(tx.q, tenantId, ownerId);
      const most = shared ? LIMITS.viewsShared : LIMITS.viewsOwn;
      if ((await countHistoryViews(tx.q, tenantId, ownerId)) >= most) {
        throw new AppError('bad_request', `There are ${most} views already. Delete one first.`);
      }
      const asked = nameOf(name);
      await requireFree(tx, { tenantId, ownerId, name: asked });
      const id = await insertHistoryView(tx.q, { tenantId, ownerId, name: asked, shows, by: who.name });
      const view = await reread(tx, id);
      await audit(tx, who, null, view);
      return view;
    });
  }

  async change(who: Identity, id: string, { version, name, shows }: HistoryViewChange): Promise<HistoryViewRow> {
    return this.db.transaction(async (tx) => {
      const view = await own(tx, who, id);
      if (version !== undefined && version !== view.version) {
        throw new AppError(
          'changed_meanwhile',
          `${view.changedBy} changed this view after you opened it. Yours is not saved yet.`,
        );
      }
      const asked = name === undefined ? view.name : nameOf(name);
      if (asked !== view.name) {
        await lockHistoryViews(tx.q, view.tenantId, view.ownerId);
        await requireFree(tx, { ...view, name: asked });
      }
      const change = { name: asked, shows, by: who.name };
      await updateHistoryView(tx.q, id, change);
      const after = await reread(tx, id);
      await audit(tx, who, view, after);
      return after;
    });
  }

  async remove(who: Identity, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const view = await own(tx, who, id);
      await deleteHistoryView(tx.q, id);
      await audit(tx, who, view, null);
    });
  }
}

/** One's own; everybody's are the managers'. */
export const mayChangeView = (who: Identity, { ownerId }: Pick<HistoryViewRow, 'ownerId'>): boolean =>
  ownerId === null ? managesAll(who) : ownerId === who.id;

/** One that cannot be seen looks the same as none. */
async function own(tx: Tx, who: Identity, id: string): Promise<HistoryViewRow> {
  const view = await lockHistoryView(tx.q, id);
  if (view?.tenantId !== who.tenantId || (view.ownerId !== null && view.ownerId !== who.id)) throw gone();
  if (!mayChangeView(who, view)) throw new AppError('forbidden', 'Views that everybody has are changed by managers.');
  return view;
}

/** What everybody has; a person's own views are nobody else's business. */
async function audit(
  tx: Tx,
  who: Identity,
  before: HistoryViewRow | null,
  after: HistoryViewRow | null,
): Promise<void> {
  const view = after ?? before;
  if (view?.ownerId !== null) return;
  const named = async (one: HistoryViewRow | null) =>
    one && { name: one.name, shows: await namedFilter(tx.q, who.tenantId, one.shows) };
  const changes = viewChanges(await named(before), await named(after));
  if (changes.length === 0) return;
  const [verb, words] = !before
    ? (['added', viewAdded] as const)
    : after
      ? (['changed', viewChanged] as const)
      : (['removed', viewRemoved] as const);
  await appendAudit(tx.q, {
    tenantId: who.tenantId,
    actor: who,
    subject: { kind: 'historyView', id: view.id, name: view.name },
    verb,
    summary: words(view.name),
    changes,
  });
}

async function reread(tx: Tx, id: string): Promise<HistoryViewRow> {
  const view = await findHistoryView(tx.q, id);
  if (!view) throw gone();
  return view;
}

/** Two of one name in one list could not be told apart. */
async function requireFree(tx: Tx, view: Pick<HistoryViewRow, 'tenantId' | 'ownerId' | 'name'> & { id?: string }) {
  const other = await namesake(tx.q, view);
  if (other !== null && other !== view.id) throw badField('name', 'There is a view of this name already.');
}

const gone = () => new AppError('not_found', 'There is no such view.');

function nameOf(name: string): string {
  const visible = visibleName(name, LIMITS.viewName);
  if (visible === null) throw badField('name', 'Give it a name people can see.');
  return visible;
}
