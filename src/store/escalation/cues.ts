/** Owners who are told outside their tab that a customer waits; `domain/turns.ts` decides. */
import { sql } from 'kysely';
import type { Unseen } from '../../domain/turns';
import type { Reader } from '../postgres/db';
import { newTargets } from '../queues';

export interface Cue extends Unseen {
  escalationId: string;
  tenantId: string;
  agentId: string;
  isDue: boolean;
}

/**
 * The cues of some owners for whom one has fallen due, all of each owner's. Until the transaction ends nobody writes
 * in those chats, so that no word falls between what is read here and what is written; a chat that is busy is next.
 */
export async function lockCues(q: Reader, now: Date, owners: number): Promise<Cue[]> {
  const { rows: locked } = await sql<{ id: string }>`
    select e.id from escalation e join conversation c on c.id = e.conversation_id
    where e.status = 'claimed' and e.cue_at is not null and e.cue_at <> 'infinity' and e.assignee_id in (
      select assignee_id from escalation where status = 'claimed' and cue_at <= ${now} order by cue_at limit ${owners})
    order by e.id
    for update of e, c skip locked`.execute(q);
  // A statement of its own, which sees what was committed before the locks were had.
  const { rows } = await sql<Cue>`
    select e.id as "escalationId", e.tenant_id as "tenantId", e.assignee_id as "agentId", e.cue_at <= ${now} as "isDue",
      e.customer_waits_since is not null and c.last_customer_seq > coalesce(r.seq, 0) as "isUnread",
      e.customer_waits_since is not null and e.hold_ran_out_at is not null as "holdRanOut",
      a.looking_until as "lookingUntil",
      ((${newTargets} || u.service_targets) ->> 'unreadMinutes')::int as "repeatMinutes"
    from escalation e
    join conversation c on c.id = e.conversation_id
    join queue u on u.id = e.queue_id
    left join escalation_read r on r.escalation_id = e.id and r.agent_id = e.assignee_id
    left join agent a on a.tenant_id = e.tenant_id and a.id = e.assignee_id
    where e.id = any(${locked.map(({ id }) => id)}::uuid[])`.execute(q);
  return rows;
}

/** @param at `infinity`: not again before it was read */
export async function setCue(q: Reader, escalationId: string, at: Date | 'infinity' | null): Promise<void> {
  await sql`update escalation set cue_at = ${at}::timestamptz where id = ${escalationId}`.execute(q);
}

export interface UnreadChat {
  id: string;
  number: number;
  customerName: string;
  /** The customer's last words; null: they wrote none since the handoff. */
  words: string | null;
  /** Of all there are. */
  count: number;
}

/** Chats of an owner whose customers wait and were not read, or whose hold has run out, the longest waiting first. */
export async function unreadChats(q: Reader, tenantId: string, agentId: string, limit: number): Promise<UnreadChat[]> {
  const { rows } = await sql<UnreadChat>`
    select e.id, e.number::int as number, c.customer_name as "customerName", count(*) over ()::int as count, (
      select left(m.text, 160) from message m
      where m.conversation_id = e.conversation_id and m.seq = c.last_customer_seq and m.deleted_at is null) as words
    from escalation e
    join conversation c on c.id = e.conversation_id
    left join escalation_read r on r.escalation_id = e.id and r.agent_id = e.assignee_id
    where e.tenant_id = ${tenantId} and e.assignee_id = ${agentId} and e.status = 'claimed'
      and e.customer_waits_since is not null and (c.last_customer_seq > coalesce(r.seq, 0) or e.hold_ran_out_at is not null)
    order by e.customer_waits_since limit ${limit}`.execute(q);
  return rows;
}
