import { isKnownManager } from '../store/agents';
import type { Reader } from '../store/postgres/db';
import { queueIdsOf } from '../store/queues';
import type { Identity } from '../domain/escalation';

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
  const { tenantId, id, name, upn } = person;
  const named = managers.includes(id.toLowerCase()) || (upn !== null && managers.includes(upn.toLowerCase()));
  const manager = named || (person.hasManagerRole ?? (await isKnownManager(q, tenantId, id)));
  return { tenantId, id, name, manager, queueIds: await queueIdsOf(q, tenantId, id) };
}
