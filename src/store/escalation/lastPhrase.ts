/** What a customer said last to a bot, as it is kept with the escalation. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader } from '../postgres/db';

/**
 * Of those that were opened behind the message, unless the same was said again before. The caller holds the
 * conversation's lock.
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
    update escalation e set last_phrase = ${phrase}
    where e.conversation_id = ${conversationId} and ${isOneOf(sql`e.last_phrase`, known)}
      and ${seq}::int <= ${OPENED_AT}
      and not exists (
        select from message m
        where m.conversation_id = e.conversation_id and m.seq > ${seq}::int and m.seq <= ${OPENED_AT}
          and m.author_kind = 'customer' and m.deleted_at is null and ${isOneOf(sql`m.text`, known)})
    returning e.id`.execute(q);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0 && words.length > 0) {
    await sql`
      update escalation_fact set phrase = ${[...words]}::int[] where escalation_id = any(${ids}::uuid[])`.execute(q);
  }
}

/** The conversation's newest message when it was opened; of those from before that was kept, the newest there may be. */
const OPENED_AT = sql`coalesce(
  (select v.after_seq from escalation_event v where v.escalation_id = e.id order by v.id limit 1), e.to_seq, 2147483647)`;

const isOneOf = (text: RawBuilder<unknown>, known: readonly string[]) =>
  sql<SqlBool>`btrim(${text}, E' \\t\\r\\n') = any(${[...known]}::text[])`;
