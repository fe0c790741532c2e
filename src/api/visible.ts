import { can } from '../domain/policy';
import type { Reader } from '../store/postgres/db';
import { type EscalationRow, findEscalation } from '../store/escalation/escalations';
import { type Asker, idOf, nothing } from './route';

/** The escalation in the path, if the asker may see it; a hidden one looks the same as none. */
export async function visibleEscalation(q: Reader, who: Asker, params: Record<string, string>): Promise<EscalationRow> {
  const row = await findEscalation(q, idOf(params, 'escalation'), who.id);
  if (!row || !can(who, 'see', row)) throw nothing('escalation');
  return row;
}
