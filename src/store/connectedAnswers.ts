/** What turns of connected agents were answered with: a turn that comes again is answered the same. */
import type { Reader } from './postgres/db';

export interface ConnectedAnswer {
  messageIds: string[];
  /** It gave control back. */
  ends: boolean;
}

export async function findConnectedAnswer(q: Reader, key: string): Promise<ConnectedAnswer | null> {
  const row = await q
    .selectFrom('connected_answer')
    .select(['message_ids as messageIds', 'ends'])
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? null;
}

export async function keepConnectedAnswer(
  q: Reader,
  key: string,
  { messageIds, ends }: ConnectedAnswer,
): Promise<void> {
  await q
    .insertInto('connected_answer')
    .values({ key, message_ids: messageIds, ends })
    .onConflict((oc) => oc.column('key').doNothing())
    .execute();
}

/** Agents repeat a turn within minutes. Bounded: the sweep calls again. */
export async function forgetConnectedAnswers(q: Reader, before: Date, limit: number): Promise<void> {
  await q
    .deleteFrom('connected_answer')
    .where('key', 'in', (eb) => eb.selectFrom('connected_answer').select('key').where('at', '<', before).limit(limit))
    .execute();
}
