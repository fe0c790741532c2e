import { can } from '../auth/policy';
import type { Reader } from '../store/db';
import { eventsOf } from '../store/escalationEvents';
import { type EscalationRow, findEscalation } from '../store/escalations';
import { type Asker, idOf, nothing } from './route';

/** The escalation in the path, if the asker may see it; a hidden one looks the same as none. */
export async function visibleEscalation(q: Reader, who: Asker, params: Record<string, string>): Promise<EscalationRow> {
  const row = await findEscalation(q, idOf(params, 'escalation'));
  if (!row) throw nothing('escalation');
  if (can(who, 'see', row)) return row;
  const ownedBefore = row.tenantId === who.tenantId && (await hadIt(q, who, row.id));
  if (!can(who, 'see', { ...row, ownedBefore })) throw nothing('escalation');
  return row;
}

/** Whoever claimed it once may still read what became of it. */
async function hadIt(q: Reader, who: Asker, escalationId: string): Promise<boolean> {
  const events = await eventsOf(q, escalationId);
  return events.some((event) => event.type === 'claimed' && event.actor.id === who.id);
}
