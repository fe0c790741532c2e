/** What a customer said last to a bot, as it is kept with the escalation. */
import { sql } from 'kysely';
import type { Reader } from '../postgres/db';

/**
 * Of those that were not over when it was said. The caller holds the conversation's lock.
 * @param known what it may be there, without spaces around it
 * @param words of the new phrase, as figures compare it: those of the old one go with it
 */
export async function replaceLastPhrase(
  q: Reader,
  { conversationId, seq }: { conversationId: string; seq: number },
  known: readonly string[],
  { phrase, words }: { phrase: string | null; words: readonly number[] },
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update escalation set last_phrase = ${phrase}
    where conversation_id = ${conversationId} and (to_seq is null or to_seq >= ${seq}::int)
      and btrim(last_phrase, E' \\t\\r\\n') = any(${[...known]}::text[])
    returning id`.execute(q);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0 && words.length > 0) {
    await sql`
      update escalation_fact set phrase = ${[...words]}::int[] where escalation_id = any(${ids}::uuid[])`.execute(q);
  }
}
