/** What managers and makers read of a connected agent whose calls the desk does not take, and what to do about it. Pure. */
import type { CallRefusedFor } from '../../../domain/policy';

export const IS_DESK = 'This is the desk itself.';
export const foreignHost = (host: string): string =>
  `${host} is no host of the Power Platform, so nothing is sent there. CONNECTED_AGENT_HOSTS can name others.`;

/** Kept as the connection's last fault; a test finds the remedy by it. */
const FAULTS = {
  noToken:
    'A connected agent called without a token and was refused. It cannot be told which agent it was; nothing it said was taken.',
  foreignTenant: 'It called with a token of a tenant that is not among ALLOWED_TENANTS.',
  audience: 'It called with a token whose audience is not the desk’s bot.',
  person: 'It called with a person’s token instead of its app’s.',
  expired: 'It called with a token that has expired.',
  invalid: 'It called with a token that is not valid.',
  noMarker: 'It called as something else than a connected agent.',
  foreignUrl: 'It wants to be answered at an address that is no host of the Power Platform.',
  foreignCustomer: 'It brought a customer of a tenant that is not among ALLOWED_TENANTS.',
} as const satisfies Record<CallRefusedFor | 'noToken' | 'noMarker' | 'foreignUrl' | 'foreignCustomer', string>;

export type CallFault = keyof typeof FAULTS;
export const faultWords = (fault: CallFault): string => FAULTS[fault];

const CONNECTION = 'the connection of the connector “Agent SDK (Preview)” in Copilot Studio';

function remedyFor(fault: CallFault, botAppId: string): string {
  switch (fault) {
    case 'noToken':
      return `Choose “Client credentials” in ${CONNECTION}, with the tenant, the ID and a secret of the Entra app named here, and ${botAppId} as its resource. “None” and an API key are never accepted.`;
    case 'audience':
      return `Give ${botAppId}, or api://${botAppId}, as the resource of ${CONNECTION}.`;
    case 'person':
      return `Choose “Client credentials” in ${CONNECTION}: a person’s sign-in is not accepted.`;
    case 'foreignTenant':
      return 'Let the Entra app be of a tenant the desk serves, or add its tenant to ALLOWED_TENANTS.';
    case 'foreignCustomer':
      return 'Only people of the tenants in ALLOWED_TENANTS are served.';
    case 'expired':
    case 'invalid':
      return `Make a new secret for the Entra app, and enter it in ${CONNECTION}.`;
    case 'noMarker':
      return 'Add the desk to the agent under Agents › Add an agent › Microsoft 365 Agents SDK, and not as a skill.';
    case 'foreignUrl':
      return 'If your Power Platform answers under a host of its own, name it in CONNECTED_AGENT_HOSTS.';
  }
}

/** What to do about a connection's last fault; null when it is none of these. */
export function remedyOfFault(lastError: string | null, botAppId: string): string | null {
  const fault = (Object.keys(FAULTS) as CallFault[]).find((one) => lastError === FAULTS[one]);
  return fault ? remedyFor(fault, botAppId) : null;
}

/** What the agent's own log gets to read. */
export const noTokenProblem = (botAppId: string): string =>
  `This call of a connected agent carries no token, so it is not taken. ${remedyFor('noToken', botAppId)}`;

/** The step of a connection's test. */
export const LOOK_FOR_TURN = 'Look for a turn of the connected agent';
export const addConnectedAgent = (publicUrl: string): string =>
  `In Copilot Studio: Agents › Add an agent › Microsoft 365 Agents SDK, with ${publicUrl}/api/messages as its endpoint. Publish, and ask the agent for a person once. Then test again.`;
