/** OpenAPI 2 documents for custom connectors of the Power Platform, which read no later version. Pure. */
import { AGENT_ROUTES, CUSTOMER_HEADERS, MCP_KEY_HEADER, MCP_PATH, KEY_HEADER } from '../contract/agentCalls';
import { REST_ROUTES } from '../contract/restBots';

type Json = Record<string, unknown>;

const text = (title: string, description: string, more: Json = {}): Json => ({
  type: 'string',
  'x-ms-summary': title,
  description,
  ...more,
});

/** Both calls as operations a flow, an agent or a REST tool may use. */
export function agentConnector(publicUrl: string): Json {
  const problem = {
    description: 'What is wrong with the call, and words for the customer.',
    schema: { $ref: '#/definitions/Problem' },
  };
  const answer = { schema: { $ref: '#/definitions/Answer' } };
  return {
    ...head(publicUrl, 'Handoff Desk', 'Asks for a person, and whether one is there.', KEY_HEADER),
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: {
      [AGENT_ROUTES.handOff.path]: {
        post: {
          operationId: 'AskForPerson',
          summary: 'Ask for a person',
          description: 'Hands the customer over to a person, who writes to them in a chat of its own in Teams.',
          'x-ms-visibility': 'important',
          parameters: [{ name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Handoff' } }],
          responses: {
            '200': { description: 'They were asked for already, or nobody was (number 0).', ...answer },
            '201': { description: 'A person has been asked for.', ...answer },
            default: problem,
          },
        },
      },
      [REST_ROUTES.availability.path]: {
        get: {
          operationId: 'PersonAvailability',
          summary: 'Is a person there?',
          description: 'Whether somebody would be there now, how many wait, and how long it usually takes.',
          parameters: [
            { name: 'topic', in: 'query', required: false, ...text('Topic', 'What the customer needs help with.') },
            { name: 'language', in: 'query', required: false, ...text('Language', 'A language tag like pt-BR.') },
          ],
          responses: {
            '200': { description: 'How it stands now.', schema: { $ref: '#/definitions/Availability' } },
            default: problem,
          },
        },
      },
    },
    definitions: {
      Handoff: {
        type: 'object',
        required: ['conversationId', 'customer'],
        properties: {
          conversationId: text('Conversation', 'System.Conversation.Id'),
          channel: text('Channel', 'System.Activity.ChannelId'),
          customer: {
            type: 'object',
            required: ['id'],
            properties: {
              id: text(
                'Customer',
                'System.User.Id: the customer’s object ID in Entra. Bind it to a formula; never let a model fill it in.',
              ),
              name: text('Name', 'System.User.DisplayName'),
              upn: text('Sign-in name', 'System.User.PrincipalName'),
              locale: text('Language', 'System.User.Language'),
            },
          },
          agent: {
            type: 'object',
            properties: {
              environment: text('Environment', 'System.Bot.EnvironmentId'),
              schema: text('Schema name', 'System.Bot.SchemaName'),
              tenant: text('Tenant', 'System.Bot.TenantId'),
            },
          },
          topic: text('Topic', 'What it is about, for routing.'),
          lastPhrase: text('Last words', 'What the customer said last.'),
          problem: text('Problem', 'What the customer needs, in one sentence.'),
          transcriptText: text(
            'Said so far',
            'Everything said so far, one line a turn, each beginning with “User: ” or “Agent: ”.',
          ),
        },
      },
      Answer: {
        type: 'object',
        required: ['number', 'words', 'chatUrl'],
        properties: {
          number: {
            type: 'integer',
            'x-ms-summary': 'Number',
            description: 'The request’s number; 0: nobody was asked.',
          },
          words: text('Words', 'What to tell the customer.'),
          chatUrl: text('Chat', 'Where the customer finds the chat with the person.'),
        },
      },
      Availability: {
        type: 'object',
        properties: {
          open: { type: 'boolean', 'x-ms-summary': 'Open', description: 'Whether somebody is there now.' },
          opensAt: text('Opens at', 'When somebody is there again, if not now.', {
            format: 'date-time',
            'x-nullable': true,
          }),
          words: text('Words', 'The same for the customer to read.'),
          waiting: { type: 'integer', 'x-ms-summary': 'Waiting', description: 'Customers who wait.' },
          expectedWaitSeconds: {
            type: 'integer',
            'x-nullable': true,
            'x-ms-summary': 'Usual wait',
            description: 'Seconds within which half of the latest customers were answered.',
          },
          agentsAvailable: { type: 'integer', 'x-ms-summary': 'Available', description: 'Agents who are available.' },
          queue: { type: 'object', properties: { name: text('Queue', 'Where the customer would wait.') } },
        },
      },
      Problem: {
        type: 'object',
        properties: {
          code: text('Code', 'A stable name of what is wrong.'),
          detail: text('Detail', 'What is wrong, for whoever made the agent.'),
          words: text('Words', 'What to tell the customer.'),
        },
      },
    },
  };
}

/** The MCP endpoint; who the customer is comes from headers the maker binds to formulas. */
export function agentMcpConnector(publicUrl: string): Json {
  return {
    ...head(
      publicUrl,
      'Handoff Desk (MCP)',
      'Tools of an agent: ask_for_person and person_availability.',
      MCP_KEY_HEADER,
    ),
    paths: {
      [MCP_PATH]: {
        post: {
          operationId: 'InvokeServer',
          summary: 'Handoff Desk',
          description: 'Hands the customer over to a person, and tells whether one is there.',
          'x-ms-agentic-protocol': 'mcp-streamable-1.0',
          parameters: CUSTOMER_HEADERS.map(({ name, title, formula, required }) => ({
            name,
            in: 'header',
            required,
            ...text(title, `Bind it to ${formula}.`),
          })),
          responses: { '200': { description: 'An answer of the protocol.' } },
        },
      },
    },
  };
}

function head(publicUrl: string, title: string, description: string, keyHeader: string): Json {
  const { host, protocol } = new URL(publicUrl);
  return {
    swagger: '2.0',
    info: { title, description, version: '1.0' },
    host,
    basePath: '/api',
    schemes: [protocol.replace(':', '')],
    securityDefinitions: { deskKey: { type: 'apiKey', in: 'header', name: keyHeader } },
    security: [{ deskKey: [] }],
  };
}
