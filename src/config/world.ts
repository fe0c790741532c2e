/**
 * Who and what exists in the sandbox. Fixed, so that settings, tests and a restarted desk agree without asking.
 * The secrets below open nothing but the stand-in on this machine.
 */
export interface SandboxPerson {
  /** Entra object id. */
  id: string;
  /** `29:…` */
  teamsId: string;
  name: string;
  upn: string;
  role: 'customer' | 'agent' | 'manager';
  /** The personal chat with the bot. */
  chatId: string;
}

const general = '19:contoso-support-general-5e1f0c7a@thread.tacv2';
const botAppId = '7d1f3a52-9c44-4e0b-8f0a-2b6c5d9e1a01';
const teamsAppId = '2f8c6e1d-5b7a-4c39-9a1e-6d0b3c4f5a03';

export const SANDBOX = {
  tenantId: 'c0117050-1111-4a2b-9c3d-4e5f60718293',
  bot: {
    appId: botAppId,
    /** How Teams addresses the bot. */
    id: `28:${botAppId}`,
    password: 'sandbox-bot-password-opens-nothing-else',
    name: 'Contoso Assistant',
  },
  /** The bot of the README's page on HTTP: it runs elsewhere, if at all. */
  restBot: {
    appId: 'sample-rest-bot',
    name: 'Sample REST bot',
    signingSecret: 'sandbox-rest-bot-secret-opens-nothing-else',
  },
  /** The bot of the README's page on skills: an app of its own, with customers of its own. */
  parentBot: {
    appId: '4c6e8a10-5d2f-4b39-8e71-9a0b1c2d3e05',
    name: 'Sample parent bot',
    password: 'sandbox-parent-bot-password-opens-nothing-else',
  },
  /** An agent of Copilot Studio published to Teams, where its customers talk to it in chats of its own. */
  hrAgent: {
    /** Its own bot in Teams; the desk knows the agent by the other two. */
    appId: 'e5b7d9f1-2a4c-4e68-8b0d-3f5a7c9e1b07',
    name: 'Contoso HR',
    schema: 'contoso_hrAgent',
    environment: 'c7e9a1b3-4d5f-4061-9283-a4b5c6d7e8f9',
    /** What the desk calls its connection, and the key its topic brings. */
    connection: 'contoso-hr',
    key: 'hd_c2FuZGJveC1oci1rZXktb3BlbnMtbm90LWEtdGhpbmc',
    /** The app of its connector, which asks Entra for tokens when the desk is its connected agent. */
    caller: {
      appId: 'f6c8e0a2-3b5d-4f79-9c1e-4a6b8d0f2c08',
      password: 'sandbox-hr-caller-password-opens-nothing-else',
    },
  },
  tab: {
    clientId: '9b2e4d60-3a1c-4f5d-b7e8-1c2d3e4f5a02',
    secret: 'sandbox-tab-secret-opens-nothing-else',
  },
  teamsAppId,
  /** The app's id in the organisation's catalogue, which is not the package's own. */
  catalogId: 'b3a9d7f1-6c5e-4a28-9d40-7e1f2a3b4c06',
  app: {
    name: 'Handoff Desk',
    tabs: [
      { entityId: 'work', name: 'Work', path: '/tab/work' },
      { entityId: 'history', name: 'History', path: '/tab/history' },
    ],
  },
  directLine: { secret: 'sandbox-direct-line-secret-opens-nothing-else' },
  team: {
    /** Teams gives a team the id of its General channel. */
    id: general,
    aadGroupId: '6a4f2b1c-8d3e-4f7a-9b0c-5d6e7f8a9b04',
    name: 'Contoso Support',
    channels: [
      { id: general, name: 'General' },
      { id: '19:contoso-support-escalations-8b2d4e6f@thread.tacv2', name: 'Customer escalations' },
      { id: '19:contoso-support-billing-1a3c5e7f@thread.tacv2', name: 'Billing' },
    ],
  },
  people: [
    person('customer', 'a1c5e8f0-0001-4b2d-8e3f-a00000000001', 'Robin Ortiz', 'robin.ortiz'),
    person(
      'customer',
      'a1c5e8f0-0002-4b2d-8e3f-a00000000002',
      'María-José Ángeles Fernández de Córdoba y Łukasiewicz-Grünewald Ørsted',
      'maria-jose.fernandez',
    ),
    person('agent', 'a1c5e8f0-0003-4b2d-8e3f-a00000000003', 'Adele Vance', 'adele.vance'),
    person('agent', 'a1c5e8f0-0004-4b2d-8e3f-a00000000004', 'Diego Siciliani', 'diego.siciliani'),
    person('agent', 'a1c5e8f0-0005-4b2d-8e3f-a00000000005', 'Lee Gu', 'lee.gu'),
    person('manager', 'a1c5e8f0-0006-4b2d-8e3f-a00000000006', 'Megan Bowen', 'megan.bowen'),
  ],
};

function person(role: SandboxPerson['role'], id: string, name: string, mailbox: string): SandboxPerson {
  const key = id.slice(-6);
  return {
    id,
    teamsId: `29:1sandbox-${mailbox}-${key}`,
    name,
    upn: `${mailbox}@contoso.example`,
    role,
    chatId: `a:1sandbox-${mailbox}-${key}`,
  };
}
