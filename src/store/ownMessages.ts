/** What agents change of what was said: their own words, and reactions under a customer's. */
import { sql } from 'kysely';
import type { Message, StoredReaction } from '../domain/message';
import type { Reader } from './postgres/db';
import { toMessage } from './messages';

/** What it said before the last so many changes is kept. */
const MOST_EARLIER = 50;

/** The caller holds the conversation's lock. */
export async function setReaction(
  q: Reader,
  id: string,
  reaction: StoredReaction,
  isOn: boolean,
): Promise<Message | null> {
  const found = await q.selectFrom('message').select('reactions').where('id', '=', id).executeTakeFirst();
  if (!found) return null;
  const { type, by } = reaction;
  const others = found.reactions.filter((one) => one.type !== type || one.by.kind !== by.kind || one.by.id !== by.id);
  return change(q, id, { reactions: JSON.stringify(isOn ? [...others, reaction] : others) });
}

/** New words; what it said before is kept for managers. */
export async function rewrite(q: Reader, id: string, text: string, at: Date): Promise<Message | null> {
  return change(q, id, { text, edited_at: at, earlier: withText(at) });
}

/** Shown as deleted; what it said is kept for managers. */
export async function takeBack(q: Reader, id: string, at: Date): Promise<Message | null> {
  return change(q, id, { deleted_at: at, earlier: withText(at) });
}

/** The far end did not take the change, so the transcript shows what the customer sees. */
export async function undo(
  q: Reader,
  id: string,
  how: 'edit' | 'delete',
  before: { text: string; editedAt: Date | null },
): Promise<Message | null> {
  return change(q, id, {
    text: before.text,
    edited_at: before.editedAt,
    // Edited first and taken back since, it stays taken back.
    ...(how === 'delete' && { deleted_at: null }),
    earlier: sql<string>`earlier - -1`,
  });
}

const withText = (at: Date) =>
  sql<string>`(case when jsonb_array_length(earlier) >= ${MOST_EARLIER} then earlier - 0 else earlier end)
    || jsonb_build_array(jsonb_build_object('text', text, 'at', ${at.toISOString()}::text))`;

async function change(q: Reader, id: string, set: Record<string, unknown>): Promise<Message | null> {
  const row = await q.updateTable('message').set(set).where('id', '=', id).returningAll().executeTakeFirst();
  return row ? toMessage(row) : null;
}
