import { isKnownManager } from '../store/agents';
import { boundOf } from '../store/managers';
import type { Reader } from '../store/postgres/db';
import { queueIdsOf } from '../store/queues';
import type { Identity } from '../domain/escalation';

/** Whether MANAGERS names somebody. @param managers object ids or UPNs, lower case */
export const isNamed = (managers: readonly string[], { id, upn }: { id: string; upn: string | null }): boolean =>
  managers.includes(id.toLowerCase()) || (upn !== null && managers.includes(upn.toLowerCase()));

/**
 * Who a verified person is to the desk.
 * Teams shows no Entra roles, so there a manager is one named in MANAGERS or last seen in the tab with the role.
 * @param managers object ids or UPNs, lower case
 */
export async function identify(
  q: Reader,
  person: { tenantId: string; id: string; name: string; upn: string | null; hasManagerRole?: boolean },
  managers: readonly string[],
): Promise<Identity> {
  const { tenantId, id, name } = person;
  const named = isNamed(managers, person);
  const manager = named || (person.hasManagerRole ?? (await isKnownManager(q, tenantId, id)));
  const [queueIds, boundTo] = await Promise.all([
    queueIdsOf(q, tenantId, id),
    // Whoever runs the desk names managers of all of it.
    manager && !named ? boundOf(q, tenantId, id) : null,
  ]);
  return { tenantId, id, name, manager, queueIds, ...(boundTo && { boundTo }) };
}
