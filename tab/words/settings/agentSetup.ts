/** Settings: what a Copilot Studio agent in Teams calls the desk with, and what its maker takes into Copilot Studio. */
export const agentSetupWords = {
  open: 'Keys and set-up',
  title: ({ name }: { name: string }) => `Keys and set-up of ${name}`,
  lead: 'The agent calls this desk with a key, and the desk writes to the customer in a chat of its own in Teams. Make a key, take one of the ways below into Copilot Studio, publish, and let the agent ask for a person once. Then test here.',
  loading: 'Loading the set-up',
  failed: 'The set-up did not load',

  keys: 'Keys',
  noKeys: 'No key yet. Without one the agent cannot call.',
  key: ({ hint }: { hint: string }) => `Key ending in ${hint}`,
  made: ({ when, by }: { when: string; by: string }) => `Made ${when} by ${by}`,
  lastUsed: ({ when }: { when: string }) => `last used ${when}`,
  neverUsed: 'never used',
  goodUntil: ({ when }: { when: string }) => `replaced, good until ${when}`,
  make: 'Make a key',
  replace: 'Replace',
  replaceNamed: ({ hint }: { hint: string }) => `Replace the key ending in ${hint}`,
  revoke: 'Revoke',
  revokeNamed: ({ hint }: { hint: string }) => `Revoke the key ending in ${hint}`,
  revoked: ({ hint }: { hint: string }) => `The key ending in ${hint} opens nothing any more.`,
  revokeTitle: ({ hint }: { hint: string }) => `Revoke the key ending in ${hint}?`,
  revokeAbout: 'From that moment the agent’s calls with it are refused. Replace it instead if the agent still uses it.',
  revoking: 'Revoking…',
  newKey: 'The new key',
  newKeyHint: 'Shown only now. It belongs in an environment variable of the agent’s solution, never in an address.',
  replacedHint: 'Shown only now. The one before is good for another 24 hours.',

  ways: 'Take into Copilot Studio',
  handoffsUrl: 'Calls go to',
  handoffsUrlHint: 'By POST, with the key in the header X-Desk-Key.',
  topic: 'Topic (agents with topics)',
  topicHint:
    'Paste it into the code editor of a new topic, set its two environment variables, and redirect the Escalate topic to it.',
  mcpUrl: 'MCP endpoint (agents without topics)',
  mcpUrlHint: 'Streamable HTTP, with the key in the header Desk-Key and the customer in Desk-Customer-Id.',
  mcpConnector: 'MCP as a custom connector (OpenAPI 2)',
  mcpConnectorHint:
    'Import it, add it to the agent as a tool, and bind its headers to the formulas it names. Never let the model fill them in.',
  connector: 'Both calls as a custom connector (OpenAPI 2)',
  connectorHint: 'For agent flows, Power Automate and REST tools.',
  instructions: 'For the agent’s instructions',
  instructionsHint: 'Only with the MCP tools or the connector. A model follows them most of the time, not always.',
  download: 'Download',
  downloadNamed: ({ name }: { name: string }) => `Download: ${name}`,

  connected: 'Or as a connected agent (preview)',
  connectedLead:
    'The customer stays in the agent’s chat. In Copilot Studio: Agents › Add an agent › Microsoft 365 Agents SDK. It signs in with client credentials of an Entra app of yours, whose ID this connection has to know: enter it under Edit.',
  endpoint: 'Endpoint',
  connectedName: 'Name',
  description: 'Description',
  descriptionHint:
    'By it the agent decides when to ask, and what it passes on. A model follows it most of the time, not always.',
  resource: 'Resource of the client credentials',
  resourceHint: 'The ID of this desk’s bot; its address api:// and the ID works as well.',
  connectedHonest:
    'Connected agents are a preview of Microsoft’s and were tried here with a stand-in only: nobody promises that words between two turns reach the customer. Where they do not, they come with the customer’s next words, or in a chat with this desk’s bot.',

  honest:
    'All of this follows Microsoft’s published schemas and was tried with stand-ins, not on a real tenant. What the agent tells of the chat is its own retelling.',
};
