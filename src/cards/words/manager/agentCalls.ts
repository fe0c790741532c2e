/** What goes wrong in calls of an agent in Teams, on its connection's page. Pure. */

export const ENDED_KEY = {
  revoked: 'It called with a key that was revoked. Give it the new one.',
  replaced: 'It called with a key whose time is over, because another took its place. Give it the new one.',
} as const;

export const KEY_IN_ADDRESS =
  'A key of it was sent in an address, where logs keep it. Revoke that key and make a new one; it belongs into the header X-Desk-Key.';

const FOREIGN = 'It hands over people of the tenant ';
export const foreignTenantWords = (tenantId: string): string =>
  `${FOREIGN}${tenantId}, which this desk does not serve. Whoever runs the desk adds it to ALLOWED_TENANTS.`;

/** @param why what was wrong with the call */
export const refusedCallWords = (why: string): string => `${REFUSED}${why}`;
const REFUSED = 'Its call was refused. ';

export const UNKNOWN_PERSON = 'Teams knows nobody with the object ID it named.';
export const NOBODY_IN_TEAMS = 'Teams knows no such person, so no chat could be opened with them.';

const FAULTS: readonly string[] = [ENDED_KEY.revoked, ENDED_KEY.replaced, KEY_IN_ADDRESS, UNKNOWN_PERSON];

/** Whether a connection's last fault is one of its calls', and not of a chat or a connected agent's turn. */
export const isCallFault = (fault: string): boolean =>
  FAULTS.includes(fault) || fault.startsWith(REFUSED) || fault.startsWith(FOREIGN);
