/**
 * What connections need now and then, whichever process does it: managers hear in Teams that a secret or certificate
 * is about to end (30, 7 and 1 days ahead, and when it has), and deferred words find their bot.
 */
import { passAllDeferred } from '../arrival/deferred';
import { customerLane, noticeLane } from '../domain/lanes';
import type { Payloads } from '../domain/outbox';
import { SYSTEM } from '../domain/escalation';
import { managerChats } from '../store/agents';
import { appendAudit } from '../store/audit';
import { endingSecrets, forgetFaults, takeWarning } from '../store/connectionHealth';
import type { ConnectionRow } from '../store/connections';
import type { Db, Tx } from '../store/postgres/db';
import { connectionsWithDeferred } from '../store/deferredWords';
import { enqueue } from '../store/outbox/outbox';
import { defaultQueue, findQueue } from '../store/queues';
import { FIRST_WARNING_MS, expiryWords, warningDue } from './expiry';

/** Managers told at once. */
const MOST_TOLD = 20;

const FAULTS_KEPT_MS = 48 * 3_600_000;

export async function upkeep(db: Db, now: Date): Promise<void> {
  await warnOfExpiry(db, now);
  for (const id of await connectionsWithDeferred(db.q)) await passAllDeferred(db, id);
  await forgetFaults(db.q, new Date(now.getTime() - FAULTS_KEPT_MS));
}

/** Once per connection and threshold, however many processes ask. */
async function warnOfExpiry(db: Db, now: Date): Promise<void> {
  for (const row of await endingSecrets(db.q, new Date(now.getTime() + FIRST_WARNING_MS))) {
    const days = warningDue(row, now);
    const text = expiryWords(row, now);
    if (days === null || text === null || (row.warned_days !== null && row.warned_days <= days)) continue;
    await db.transaction(async (tx) => {
      if (await takeWarning(tx.q, row.id, days)) await tell(tx, row, text);
    });
  }
}

/** In the managers' own chats where the desk has any, else where the default queue's team sees it. */
async function tell(tx: Tx, row: ConnectionRow, text: string): Promise<void> {
  const tenantId = row.tenant_id;
  const said = { title: 'A bot’s secret ends soon', text };
  const chats = await managerChats(tx.q, tenantId, MOST_TOLD);
  for (const address of chats) {
    const to: Payloads['notice']['to'] = { address };
    await enqueue(tx, customerLane({ tenantId, teamsConversationId: address.conversationId }), 'notice', {
      to,
      ...said,
    });
  }
  const found = chats.length === 0 ? await defaultQueue(tx.q, tenantId) : null;
  const queue = found && (await findQueue(tx.q, found.id));
  if (queue?.channelId) {
    const lane = noticeLane({ queueId: queue.id, tenantId, channelId: queue.channelId });
    await enqueue(tx, lane, 'notice', { to: { queueId: queue.id }, ...said });
  }
  await appendAudit(tx.q, {
    tenantId,
    actor: SYSTEM,
    subject: { kind: 'connection', id: row.id, name: row.name },
    verb: 'warned',
    summary: text,
  });
}
