/** Traces of a bot's answer, where its channel did not say that it took a message. */
import { type Reader, constant } from './postgres/db';

/** Whether the bot said anything after this place in the transcript. */
export async function botSpokeAfter(q: Reader, conversationId: string, seq: number): Promise<boolean> {
  const row = await q
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', seq)
    .where('author_kind', '=', constant('bot'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the bot's channel calls another of the customer's messages by this id. */
export async function isOfAnother(
  q: Reader,
  conversationId: string,
  messageId: string,
  botExternalId: string,
): Promise<boolean> {
  const row = await q
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('bot_external_id', '=', botExternalId)
    .where('id', '<>', messageId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
