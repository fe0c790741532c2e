/** Keeps what the history is searched by up to date, behind the changes: nobody waits for it, and a search reads what is not done yet. */
import {
  dropDocuments,
  lockDocuments,
  saveDocuments,
  takeBacklog,
  takeFormer,
  takeTodo,
} from '../../store/search/documents';
import { readSearched } from '../../store/search/reader';
import type { Db } from '../../store/postgres/db';
import { documentOf, MOST_MESSAGES } from './document';

/** Escalations of one transaction. */
const BATCH = 100;
/** Batches of one round; the rest is for the next, and other work of the database in between. */
const MOST_BATCHES = 20;

export class SearchIndex {
  constructor(private readonly db: Db) {}

  /** What has changed, then some of what was there before. One of several processes at a time does it. */
  async keep(): Promise<void> {
    for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
      if (!(await this.writeSome())) return;
    }
  }

  /** False when nothing more is left to do in this round, or somebody else does it. */
  private async writeSome(): Promise<boolean> {
    return this.db.transaction(async ({ q }) => {
      if (!(await lockDocuments(q))) return false;
      const changed = await takeTodo(q, BATCH);
      const missing = changed.length > 0 ? changed : await takeBacklog(q, BATCH);
      // What is found all the same has time: one batch a round.
      const ids = missing ?? (await takeFormer(q, BATCH));
      if (!ids) return false;
      const rows = await readSearched(q, ids, MOST_MESSAGES);
      const kept = new Set(rows.map(({ id }) => id));
      // Those that are not there any more have none.
      await dropDocuments(
        q,
        ids.filter((id) => !kept.has(id)),
      );
      await saveDocuments(q, rows.map(documentOf));
      return missing !== null;
    });
  }
}
