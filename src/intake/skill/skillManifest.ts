/** How the desk introduces itself to bots that may call it as their skill: manifest v2.2 of the Bot Framework. Pure. */

const SCHEMA = 'https://schemas.botframework.com/schemas/skills/v2.2/skill-manifest.json';

export function skillManifest({ publicUrl, appId }: { publicUrl: string; appId: string }): Record<string, unknown> {
  const escalation = {
    value: { $ref: '#/definitions/escalateInput' },
    resultValue: { $ref: '#/definitions/escalateOutput' },
  };
  return {
    $schema: SCHEMA,
    $id: 'handoff-desk',
    name: 'Handoff Desk',
    version: '1.0',
    publisherName: 'Handoff Desk',
    description: 'Hands a conversation to a person, and gives it back when they are done.',
    tags: ['handoff', 'agents'],
    endpoints: [
      {
        name: 'default',
        protocol: 'BotFrameworkV3',
        description: 'Call with a token of your bot’s own app, whose app ID is registered with the desk.',
        endpointUrl: `${publicUrl}/api/messages`,
        msAppId: appId,
      },
    ],
    activities: {
      escalate: {
        description: 'Asks for a person. The transcript may be attached as "Transcript" (application/json).',
        type: 'event',
        name: 'handoff.initiate',
        ...escalation,
      },
      // The same, for tools that take no dot in an event's name.
      startConversation: { description: 'Asks for a person.', type: 'event', name: 'startConversation', ...escalation },
      sendMessage: { description: 'The customer’s words for the agent, while one is wanted.', type: 'message' },
      endEscalation: { description: 'A person is no longer wanted.', type: 'event', name: 'endEscalation' },
    },
    activitiesSent: {
      message: { description: 'Words of the agent, or of the desk, for the customer.', type: 'message' },
      typing: { description: 'The agent is writing.', type: 'typing' },
      status: {
        description: 'accepted when an agent joins; failed or completed before the conversation ends.',
        type: 'event',
        name: 'handoff.status',
        value: { $ref: '#/definitions/status' },
      },
    },
    definitions: {
      escalateInput: {
        type: 'object',
        description: 'Whatever the bot captured; every value is shown to the agent by its name.',
        properties: {
          va_LastTopic: { type: 'string', description: 'What it is about, in a few words.' },
          va_LastPhrase: { type: 'string', description: 'What the customer said last.' },
          va_AgentMessage: { type: 'string', description: 'A word for the agent that the customer does not see.' },
        },
      },
      escalateOutput: {
        type: 'object',
        properties: {
          escalationId: { type: 'string' },
          number: { type: 'integer', description: 'The number people say, as in #1042.' },
          status: { type: 'string', description: 'resolved, abandoned, refused or none.' },
          resolution: { type: 'string', description: 'How it ended, in the agent’s words.' },
          agent: { type: 'string' },
        },
      },
      status: {
        type: 'object',
        properties: {
          state: { type: 'string', description: 'accepted, failed or completed.' },
          message: { type: 'string' },
          escalationId: { type: 'string' },
          number: { type: 'integer' },
        },
      },
    },
  };
}
