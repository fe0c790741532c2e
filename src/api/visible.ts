import { can, sees } from '../domain/policy';
import type { Reader } from '../store/postgres/db';
import { type EscalationRow, findEscalation } from '../store/escalation/escalations';
import { type SeenEscalation, findSighted, findSubject } from '../store/escalation/subjects';
import { type Asker, idOf, nothing } from './route';
import type { Services } from './services';

/** The escalation in the path, if the asker may see it; a hidden one looks the same as none. */
export async function visibleEscalation(q: Reader, who: Asker, params: Record<string, string>): Promise<EscalationRow> {
  const row = await findEscalation(q, idOf(params, 'escalation'), who.id);
  if (!row || !can(who, 'see', row)) throw nothing('escalation');
  return row;
}

/** The same, to be read: the audit keeps that somebody reads what is others'. */
export async function openedEscalation(
  { db, audit }: Pick<Services, 'db' | 'audit'>,
  who: Asker,
  params: Record<string, string>,
): Promise<EscalationRow> {
  const row = await visibleEscalation(db.q, who, params);
  await audit.looked(who, row, 'chat');
  return row;
}

/** What decides about it, without what is shown of it. */
export async function visibleSubject(q: Reader, who: Asker, params: Record<string, string>): Promise<SeenEscalation> {
  const subject = await findSubject(q, idOf(params, 'escalation'));
  if (!subject || !can(who, 'see', subject)) throw nothing('escalation');
  return subject;
}

/** Its id alone, for what reads the rest under a lock. */
export async function visibleId(q: Reader, who: Asker, params: Record<string, string>): Promise<string> {
  const id = idOf(params, 'escalation');
  const sighted = await findSighted(q, id);
  if (!sighted || !sees(who, sighted)) throw nothing('escalation');
  return id;
}
