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
/** Of documents that are there, and only say less than they could: nobody misses anything meanwhile. */
const MOST_FORMER = 5;

export class SearchIndex {
  constructor(private readonly db: Db) {}

  /** What has changed, then some of what was there before. One of several processes at a time does it. */
  async keep(): Promise<void> {
    let former = 0;
    for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
      const written = await this.writeSome(former < MOST_FORMER);
      if (written === 'nothing') return;
      if (written === 'former') former += 1;
    }
  }

  /** `nothing`: nothing is left to do, or somebody else does it. */
  private async writeSome(isFormerToo: boolean): Promise<'nothing' | 'missing' | 'former'> {
    return this.db.transaction(async ({ q }) => {
      if (!(await lockDocuments(q))) return 'nothing';
      const changed = await takeTodo(q, BATCH);
      const missing = changed.length > 0 ? changed : await takeBacklog(q, BATCH);
      const ids = missing ?? (isFormerToo ? await takeFormer(q, BATCH) : null);
      if (!ids) return 'nothing';
      const rows = await readSearched(q, ids, MOST_MESSAGES);
      const kept = new Set(rows.map(({ id }) => id));
      // Those that are not there any more have none.
      await dropDocuments(
        q,
        ids.filter((id) => !kept.has(id)),
      );
      await saveDocuments(q, rows.map(documentOf));
      return missing ? 'missing' : 'former';
    });
  }
}
