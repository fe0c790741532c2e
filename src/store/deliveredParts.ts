/** What of a message did not arrive with the rest, and what is not needed once it has. */
import { sql } from 'kysely';
import type { Attachment } from '../domain/message';
import type { Reader } from './postgres/db';

/** Whoever reads the transcript sees what the customer was not shown, and why. */
export async function markRefused(q: Reader, messageId: string, refused: ReadonlyMap<number, string>): Promise<void> {
  const row = await q.selectFrom('message').select('attachments').where('id', '=', messageId).executeTakeFirst();
  if (!row) return;
  const attachments = row.attachments.map((attachment, place): Attachment => {
    const unavailable = refused.get(place);
    return unavailable === undefined ? attachment : { ...attachment, unavailable };
  });
  await q
    .updateTable('message')
    .set({ attachments: JSON.stringify(attachments) })
    .where('id', '=', messageId)
    .execute();
}

/** Teams' ids of all a message became there: whoever takes it back takes all of it. */
export async function keepParts(q: Reader, messageId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await q
    .updateTable('message')
    .set({ more_external_ids: sql<string[]>`more_external_ids || ${[...ids]}::text[]` })
    .where('id', '=', messageId)
    .execute();
}

/** Every activity in the chat that belongs to the message, the one with its words first. */
export async function partsInChat(q: Reader, messageId: string): Promise<string[]> {
  const row = await q
    .selectFrom('message')
    .select(['external_id', 'more_external_ids'])
    .where('id', '=', messageId)
    .executeTakeFirst();
  return row ? [...new Set([...(row.external_id === null ? [] : [row.external_id]), ...row.more_external_ids])] : [];
}

/** The link to sign in is in the customer's chat, and nowhere else from now on. */
export async function forgetSignIn(q: Reader, messageId: string): Promise<void> {
  await q
    .updateTable('message')
    .set({ extras: sql<string>`extras - 'signIn'` })
    .where('id', '=', messageId)
    .where(sql<boolean>`extras ? 'signIn'`)
    .execute();
}
