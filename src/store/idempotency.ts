import { createHash } from 'node:crypto';
import { anyOf, type Reader } from './postgres/db';

export interface Answered {
  digest: Buffer;
  escalationId: string;
}

export async function findAnswered(q: Reader, connectionId: string, key: string): Promise<Answered | null> {
  const row = await q
    .selectFrom('idempotency')
    .select(['digest', 'escalation_id as escalationId'])
    .where('connection_id', '=', connectionId)
    .where('key', '=', anyOf([key, erasedKey(key)]))
    .executeTakeFirst();
  return row ?? null;
}

/** What a key is kept as once its request is erased: its hash, behind this. */
export const HASHED = 'sha256:';
const erasedKey = (key: string): string => HASHED + createHash('sha256').update(key).digest('hex');

/** False when another call kept one under this key meanwhile. */
export async function keepAnswered(q: Reader, connectionId: string, key: string, a: Answered): Promise<boolean> {
  const result = await q
    .insertInto('idempotency')
    .values({ connection_id: connectionId, key, digest: a.digest, escalation_id: a.escalationId })
    .onConflict((oc) => oc.columns(['connection_id', 'key']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Bounded: the sweep calls again. */
export async function forgetAnswered(q: Reader, before: Date, limit: number): Promise<void> {
  await q
    .deleteFrom('idempotency')
    .where(({ eb, refTuple }) =>
      eb(
        refTuple('connection_id', 'key'),
        'in',
        eb
          .selectFrom('idempotency')
          .select(['connection_id', 'key'])
          .where('created_at', '<', before)
          .limit(limit)
          .$asTuple('connection_id', 'key'),
      ),
    )
    .execute();
}
