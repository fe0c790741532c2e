import type { Reader } from './postgres/db';

/** Takes an arrival's key; false when it was taken before, i.e. this is the same arrival again. */
export async function takeKey(q: Reader, key: string): Promise<boolean> {
  const result = await q
    .insertInto('inbox')
    .values({ key })
    .onConflict((oc) => oc.column('key').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Remembers that this activity of a bot's channel was a sign-in's code, which no transcript may show. */
export const codeKey = (conversationId: string, externalId: string): string => `code ${conversationId} ${externalId}`;

/** Whether this arrival was taken before. */
export async function isKeyTaken(q: Reader, key: string): Promise<boolean> {
  return Boolean(await q.selectFrom('inbox').select('key').where('key', '=', key).executeTakeFirst());
}

/** Teams repeats within minutes; keys older than the given time can go. Bounded: the sweep calls again. */
export async function forgetKeys(q: Reader, before: Date, limit: number): Promise<number> {
  const result = await q
    .deleteFrom('inbox')
    .where('key', 'in', (eb) => eb.selectFrom('inbox').select('key').where('received_at', '<', before).limit(limit))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
