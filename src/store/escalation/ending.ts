/** How escalations ended: by whom, with which tags, and where in the talk. */
import { sql } from 'kysely';
import type { Choice } from '../../contract/api';
import type { Actor } from '../../domain/escalation';
import type { Reader } from '../postgres/db';

/** Of an escalation `e`, as its last events say. */
export const endedBy = sql<Actor | null>`case when e.ended_at is not null then (
  select jsonb_build_object('kind', v.actor_kind, 'id', v.actor_id, 'name', v.actor_name) from escalation_event v
  where v.escalation_id = e.id and v.type in ('resolved', 'abandoned') order by v.version desc limit 1) end`;

/** Of an escalation `e`: whoever had its words erased. */
export const erasedBy = sql<Actor | null>`case when e.erased_at is not null then (
  select jsonb_build_object('kind', v.actor_kind, 'id', v.actor_id, 'name', v.actor_name) from escalation_event v
  where v.escalation_id = e.id and v.type = 'erased' order by v.version desc limit 1) end`;

/** For the lists of one tag, beside those that are read with the escalation. */
export async function addTags(q: Reader, id: string, tags: readonly Choice[]): Promise<void> {
  const rows = tags.map((tag) => ({ escalation_id: id, tag_id: tag.id }));
  await q
    .insertInto('escalation_tag')
    .values(rows)
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** The conversation's last request, if it has ended. */
export async function lastEndedIn(q: Reader, conversationId: string): Promise<{ id: string; number: number } | null> {
  const row = await q
    .selectFrom('escalation')
    .select(['id', sql<number>`number::int`.as('number'), 'ended_at as endedAt'])
    .where('conversation_id', '=', conversationId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.endedAt ? { id: row.id, number: row.number } : null;
}

/** The escalation ends with the conversation's newest message; later ones belong to the bot again. */
export async function closeSpan(q: Reader, id: string): Promise<void> {
  await q
    .updateTable('escalation')
    .set({
      to_seq: sql<number>`(select last_seq from conversation where conversation.id = escalation.conversation_id)`,
    })
    .where('id', '=', id)
    .execute();
}

/** The conversation's last escalation, if it ended after this moment. */
export async function endedSince(
  q: Reader,
  conversationId: string,
  since: Date,
): Promise<{ id: string; assigneeName: string | null } | null> {
  const row = await q
    .selectFrom('escalation')
    .select(['id', 'assignee_name as assigneeName'])
    .where('conversation_id', '=', conversationId)
    .where('ended_at', '>', since)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
