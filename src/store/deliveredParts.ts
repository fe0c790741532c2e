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

/** The link to sign in is in the customer's chat, and nowhere else from now on. */
export async function forgetSignIn(q: Reader, messageId: string): Promise<void> {
  await q
    .updateTable('message')
    .set({ extras: sql<string>`extras - 'signIn'` })
    .where('id', '=', messageId)
    .where(sql<boolean>`extras ? 'signIn'`)
    .execute();
}
