/** The timers of escalations: what they count from, and when one is due; `domain/serviceTargets.ts` decides. */
import { type RawBuilder, sql } from 'kysely';
import type { ServiceTargets } from '../../contract/api';
import type { Timers } from '../../domain/serviceTargets';
import type { CueChange } from '../../domain/turns';
import { built } from '../postgres/built';
import { type Reader, constants } from '../postgres/db';

export interface Timed {
  tenantId: string;
  timers: Timers;
  serviceTargets: ServiceTargets;
}

export async function timersOf(q: Reader, escalationId: string): Promise<Timed | null> {
  const [row] = await timed(q, { escalationId });
  return (
    (row && {
      tenantId: row.tenant_id,
      serviceTargets: row.service_targets,
      timers: {
        status: row.status,
        waitingSince: row.waiting_since,
        alarm: row.alarm,
        customerWaitsSince: row.customer_waits_since,
        ownerSpokeAt: row.owner_spoke_at,
        ownerWarnedAt: row.owner_warned_at,
        customerAskedAt: row.customer_asked_at,
        onHoldSince: row.on_hold_since,
        onHoldUntil: row.on_hold_until,
        holdRanOutAt: row.hold_ran_out_at,
        offeredTo: row.offered_to,
        offeredName: row.offered_name,
        offeredUntil: row.offered_until,
        passedBy: row.passed_by,
        takenFrom: row.taken_from,
      },
    }) ??
    null
  );
}
const timed = built((q, { escalationId }: { escalationId: string }) =>
  q
    .selectFrom('escalation as e')
    .innerJoin('queue as u', 'u.id', 'e.queue_id')
    .select([
      'e.tenant_id',
      'e.status',
      'e.waiting_since',
      'e.alarm',
      'e.customer_waits_since',
      'e.owner_spoke_at',
      'e.owner_warned_at',
      'e.customer_asked_at',
      'e.on_hold_since',
      'e.on_hold_until',
      'e.hold_ran_out_at',
      'e.offered_to',
      'e.offered_name',
      'e.offered_until',
      'e.passed_by',
      'e.taken_from',
      'u.service_targets',
    ])
    .where('e.id', '=', escalationId),
);

/** What a change says of the timers, as columns. */
export function timerColumns(timers: Partial<Omit<Timers, 'status'>> & CueChange) {
  const { waitingSince, alarm, customerWaitsSince, ownerSpokeAt, ownerWarnedAt, customerAskedAt } = timers;
  const { onHoldSince, onHoldUntil, holdRanOutAt } = timers;
  const { offeredTo, offeredName, offeredUntil, passedBy, takenFrom, cueAt } = timers;
  return {
    ...(waitingSince !== undefined && { waiting_since: waitingSince }),
    ...(alarm !== undefined && { alarm }),
    ...(customerWaitsSince !== undefined && { customer_waits_since: customerWaitsSince }),
    ...(ownerSpokeAt !== undefined && { owner_spoke_at: ownerSpokeAt }),
    ...(ownerWarnedAt !== undefined && { owner_warned_at: ownerWarnedAt }),
    ...(customerAskedAt !== undefined && { customer_asked_at: customerAskedAt }),
    ...(onHoldSince !== undefined && { on_hold_since: onHoldSince }),
    ...(onHoldUntil !== undefined && { on_hold_until: onHoldUntil }),
    ...(holdRanOutAt !== undefined && { hold_ran_out_at: holdRanOutAt }),
    ...(offeredTo !== undefined && { offered_to: offeredTo }),
    ...(offeredName !== undefined && { offered_name: offeredName }),
    ...(offeredUntil !== undefined && { offered_until: offeredUntil }),
    ...(passedBy !== undefined && { passed_by: [...passedBy] }),
    ...(takenFrom !== undefined && { taken_from: takenFrom }),
    ...(cueAt !== undefined && { cue_at: cueAt }),
  };
}

/** The sweep looks at the escalation again at this time; null: nothing is due. */
export async function setDue(q: Reader, escalationId: string, at: Date | null): Promise<void> {
  await dueAt(q, { escalationId, at });
}
const dueAt = built((q, { escalationId, at }: { escalationId: string; at: Date | null }) =>
  q.updateTable('escalation').set({ due_at: at }).where('id', '=', escalationId),
);

/** Open escalations for which something may have fallen due, the longest overdue first. */
export async function dueEscalations(q: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('escalation')
    .select('id')
    .where('status', 'in', constants('waiting', 'claimed'))
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Everything that waits or is worked on in a queue is looked at anew: its service targets changed. */
export async function dueAtOnce(q: Reader, queueId: string, now: Date): Promise<void> {
  // Locks in one order: no deadlock with others who do the same.
  await sql`
    with those as (
      select id from escalation where queue_id = ${queueId} and status in ('waiting', 'claimed') order by id for update
    )
    update escalation e set due_at = ${now} from those where e.id = those.id`.execute(q);
}

/**
 * The customer wrote: from the first such word on they wait for the owner's.
 * @param cueAt when the owner is told, unless that is settled already
 */
export async function customerSpoke(q: Reader, escalationId: string, at: Date, cueAt: Date): Promise<void> {
  await sql`
    update escalation e
    set customer_waits_since = coalesce(e.customer_waits_since, ${at}), customer_asked_at = null,
      left_message_at = null, cue_at = coalesce(e.cue_at, ${cueAt}),
      due_at = least(e.due_at, ${later(at, 'silentOwnerMinutes')})
    from queue u
    where u.id = e.queue_id and e.id = ${escalationId} and e.status = 'claimed'
      and (e.customer_waits_since is null or e.customer_asked_at is not null
        or e.cue_at is null or e.left_message_at is not null)`.execute(q);
}

/** The owner answered. */
export async function ownerSpoke(q: Reader, escalationId: string, at: Date): Promise<void> {
  await sql`
    update escalation e
    set customer_waits_since = null, owner_spoke_at = ${at}, owner_warned_at = null, customer_asked_at = null,
      cue_at = null, due_at = ${later(at, 'silentCustomerMinutes')}
    from queue u
    where u.id = e.queue_id and e.id = ${escalationId} and e.status = 'claimed'`.execute(q);
}

/** The customer will not wait: they leave a message. */
export async function leftMessage(q: Reader, escalationId: string, at: Date): Promise<void> {
  await q.updateTable('escalation').set({ left_message_at: at }).where('id', '=', escalationId).execute();
}

/** Nobody was there when it was opened: it is a message from then on. */
export async function openedOutsideHours(q: Reader, escalationId: string): Promise<void> {
  await sql`update escalation set left_message_at = opened_at where id = ${escalationId}`.execute(q);
}

/** Who left a message outside opening hours is back within them, and waits. */
export async function cameBack(q: Reader, escalationId: string): Promise<void> {
  await sql`update escalation set left_message_at = null where id = ${escalationId} and status = 'waiting'`.execute(q);
}

/** The earliest it can be due; closed hours are the sweep's to add. */
function later(at: Date, minutes: 'silentOwnerMinutes' | 'silentCustomerMinutes'): RawBuilder<Date | null> {
  return sql`${at}::timestamptz + make_interval(mins => (u.service_targets->>${sql.lit(minutes)})::int)`;
}
