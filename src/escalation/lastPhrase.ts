/** What customers change or take back of what they said to a bot changes where the desk kept it apart, too. */
import { cut } from '../base/storable';
import { LIMITS } from '../contract/fields';
import { wordsOf } from '../domain/failures/words';
import type { Message } from '../domain/message';
import { replaceLastPhrase } from '../store/escalation/lastPhrase';
import type { Tx } from '../store/postgres/db';

/** @param now what the message says from now on; null: it was taken back */
export async function changeLastPhrase(
  tx: Tx,
  conversationId: string,
  { seq, text }: Pick<Message, 'seq' | 'text'>,
  now: string | null,
): Promise<void> {
  if (text.trim() === '' || text === now) return;
  const phrase = now === null || now.trim() === '' ? null : cut(now, LIMITS.lastPhrase);
  const known = [text, cut(text, LIMITS.lastPhrase)].map((one) => one.trim());
  await replaceLastPhrase(tx.q, { conversationId, seq }, known, { phrase, words: wordsOf(phrase ?? '') });
}
