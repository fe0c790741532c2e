/** A sign-in's code, typed by hand because the page only showed it: the bot asked for it, and nobody else reads it. */
import { recentAttachments } from '../store/customerMessages';
import type { Tx } from '../store/postgres/db';

const CODE = /^\s*(\d{6})\s*$/;
const SIGN_IN = 'application/vnd.microsoft.card.signin';
/** The bot may have said a few things since it asked. */
const RECENT = 3;

export async function typedCode(tx: Tx, conversationId: string, text: string): Promise<string | null> {
  const code = CODE.exec(text)?.[1];
  if (code === undefined) return null;
  const asked = await recentAttachments(tx.q, conversationId, RECENT);
  return asked.some(({ contentType }) => contentType === SIGN_IN) ? code : null;
}
