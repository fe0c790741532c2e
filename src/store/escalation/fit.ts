/**
 * Whether an agent may be offered an escalation that waits, condition by condition. Assignment asks for those who meet
 * them all, `candidates.ts` says of each person which are not met: of the same words, so that the two cannot differ.
 * Beside these stand `isAvailable`, `isThere` and `takesOffers` of `presence.ts`. Columns of an agent `a` with their
 * load `l`; of somebody `f` who may be asked; of an escalation `w` that waits.
 */
import { type SqlBool, sql } from 'kysely';

/** What they have and what is offered to them. */
export const loadNow = sql<number>`
  (select count(*) from escalation x where x.assignee_id = a.id and x.status = 'claimed' and x.tenant_id = a.tenant_id)
  + (select count(*) from escalation x where x.offered_to = a.id and x.status = 'waiting' and x.tenant_id = a.tenant_id)`;

export const hasRoomNow = sql<SqlBool>`(a.capacity is null or l.load < a.capacity)`;

export const isNotTakenFrom = sql<SqlBool>`w.taken_from is distinct from f.id`;

/** They have not let it go by, or everybody may be asked once more. */
export const mayBeAsked = (now: Date) => sql<SqlBool>`(f.id <> all(w.passed_by) or w.offered_until <= ${now})`;

export const hasSkill = sql<SqlBool>`
  (w.required_skill is null or lower(w.required_skill) in (select lower(s) from unnest(f.skills) s))`;
