/** Who belongs to an escalation besides its queue's team. */
import { sql } from 'kysely';
import type { Person, Role } from '../../domain/escalation';
import type { Reader } from '../postgres/db';

/** Limit of a list: more people than ever take part in one escalation. */
const MOST = 1_000;

/** As a column of an escalation `e`: everybody with a part in it, in the order they came. */
export const peopleColumn = sql<(Person & { role: Role })[]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', p.agent_id, 'name', p.agent_name, 'role', p.role) order by p.at)
  from escalation_person p where p.escalation_id = e.id), '[]')`;

/** Everybody with a part in it, whatever part. */
export async function peopleOf(q: Reader, escalationId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('escalation_person')
    .select('agent_id')
    .distinct()
    .where('escalation_id', '=', escalationId)
    .limit(MOST)
    .execute();
  return rows.map(({ agent_id: id }) => id);
}

export async function addPerson(q: Reader, escalationId: string, person: Person, role: Role, now: Date): Promise<void> {
  await q
    .insertInto('escalation_person')
    .values({ escalation_id: escalationId, agent_id: person.id, agent_name: person.name, role, at: now })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function removePerson(q: Reader, escalationId: string, agentId: string, role: Role): Promise<void> {
  await q
    .deleteFrom('escalation_person')
    .where('escalation_id', '=', escalationId)
    .where('agent_id', '=', agentId)
    .where('role', '=', role)
    .execute();
}

export async function hasRole(q: Reader, escalationId: string, agentId: string, role: Role): Promise<boolean> {
  const row = await q
    .selectFrom('escalation_person')
    .select('role')
    .where('escalation_id', '=', escalationId)
    .where('agent_id', '=', agentId)
    .where('role', '=', role)
    .executeTakeFirst();
  return row !== undefined;
}
