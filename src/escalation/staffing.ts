/**
 * Looks which queues have somebody, and tells managers of one that has nobody any more, once.
 * @param managers named besides those whose role the tab has shown, in lower case
 */
import { nobodyAvailableWords } from '../cards/words/manager/staffing';
import { decideStaffing } from '../domain/staffing';
import type { Db } from '../store/postgres/db';
import { setStaffing, staffings } from '../store/staffing';
import { tellManagers } from './notices';

export async function watchStaffing(db: Db, now: Date, managers: readonly string[]): Promise<void> {
  for (const queue of await staffings(db.q, now)) {
    const decided = decideStaffing(queue, now);
    if (!decided) continue;
    await db.transaction(async (tx) => {
      const isOurs = await setStaffing(tx.q, queue, decided);
      if (isOurs && decided.tell) {
        await tellManagers(tx, { tenantId: queue.tenantId, queueId: queue.id }, nobodyAvailableWords(queue), managers);
      }
    });
  }
}
