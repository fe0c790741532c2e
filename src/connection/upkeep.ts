/**
 * Periodic work on connections, by whichever process: managers are notified in Teams before a secret or certificate
 * expires (30, 7 and 1 days ahead, and when it has), and deferred messages are passed to bots that answer again.
 */
import { ENDS_SOON } from '../cards/words/manager/secrets';
import { passAllDeferred } from '../arrival/deferred';
import { SYSTEM } from '../domain/escalation';
import { tellManagers } from '../escalation/notices';
import { appendAudit } from '../escalation/audit/append';
import { endingSecrets, forgetFaults, takeWarning } from '../store/connectionHealth';
import type { ConnectionRow } from '../store/connections';
import type { Db, Tx } from '../store/postgres/db';
import { connectionsWithDeferred } from '../store/deferredWords';
import { FIRST_WARNING_MS, expiryWords, warningDue } from './expiry';

const FAULTS_KEPT_MS = 48 * 3_600_000;

export async function upkeep(db: Db, now: Date, managers: readonly string[]): Promise<void> {
  await warnOfExpiry(db, now, managers);
  for (const id of await connectionsWithDeferred(db.q)) await passAllDeferred(db, id);
  await forgetFaults(db.q, new Date(now.getTime() - FAULTS_KEPT_MS));
}

/** Once per connection and threshold, however many processes ask. */
async function warnOfExpiry(db: Db, now: Date, managers: readonly string[]): Promise<void> {
  for (const row of await endingSecrets(db.q, new Date(now.getTime() + FIRST_WARNING_MS))) {
    const days = warningDue(row, now);
    const text = expiryWords(row, now);
    if (days === null || text === null || (row.warned_days !== null && row.warned_days <= days)) continue;
    await db.transaction(async (tx) => {
      if (await takeWarning(tx.q, row.id, days)) await tell(tx, row, text, managers);
    });
  }
}

async function tell(tx: Tx, row: ConnectionRow, text: string, managers: readonly string[]): Promise<void> {
  const tenantId = row.tenant_id;
  await tellManagers(tx, { tenantId, queueId: null }, { title: ENDS_SOON, text }, managers);
  await appendAudit(tx.q, {
    tenantId,
    actor: SYSTEM,
    subject: { kind: 'connection', id: row.id, name: row.name },
    verb: 'warned',
    summary: text,
  });
}
