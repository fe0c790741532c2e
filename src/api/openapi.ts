/** The routes and the contract as an OpenAPI 3.1 document. Pure: nothing is written down twice. */
import { z } from 'zod';
import * as agents from '../contract/agentCalls';
import { Availability } from '../contract/availability';
import * as rest from '../contract/restBots';
import * as contract from '../contract/api';
import type { ProblemCode } from '../contract/api';
import { PROBLEMS } from '../base/problem';
import type { OpenRoute, Route } from './route';

type Json = Record<string, unknown>;

/** Named shapes; everything else is written where it is used. */
const NAMED = {
  Agent: contract.Agent,
  AgentAnswer: agents.AgentAnswer,
  AgentHandoff: agents.AgentHandoff,
  Attachment: contract.Attachment,
  AuditEntry: contract.AuditEntry,
  Availability,
  Connection: contract.Connection,
  ConnectionWithKey: contract.ConnectionWithKey,
  ConnectionWithSecret: contract.ConnectionWithSecret,
  Escalation: contract.Escalation,
  EscalationEvent: contract.EscalationEvent,
  Handoff: rest.Handoff,
  HandoffActivity: rest.HandoffActivity,
  Me: contract.Me,
  Message: contract.Message,
  NewConnection: contract.NewConnection,
  NewForward: rest.NewForward,
  NewHandoff: rest.NewHandoff,
  NewMessage: contract.NewMessage,
  Person: contract.Person,
  Problem: contract.Problem,
  Queue: contract.Queue,
  Rule: contract.Rule,
  Stats: contract.Stats,
  TestReport: contract.TestReport,
  UploadedFile: contract.UploadedFile,
  Variable: contract.EscalationVariable,
  Webhook: rest.Webhook,
} satisfies Record<string, z.ZodType>;

const SECURITY = 'teamsSignIn';
const SIGNED = { handoffConnection: [], handoffSignature: [] };

const KEYED = { deskKey: [] };

/** One of the tab's routes, of a REST bot's, or of an agent's in Teams. */
type Described = Route | OpenRoute | rest.RestRoute | agents.AgentRoute;

export function openApiDocument(routes: readonly Described[], publicUrl: string): Json {
  const names = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });
  const shape = shaper(names);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, shape) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Handoff Desk',
      version: '1',
      description:
        'What the tab, and bots that hand over by HTTP, ask of the desk. Times are ISO 8601 UTC; lists are {items, next}.',
    },
    servers: [{ url: `${publicUrl}/api` }],
    security: [{ [SECURITY]: [] }],
    paths,
    webhooks: { handoff: { post: webhook(shape) } },
    components: {
      schemas: Object.fromEntries(Object.entries(NAMED).map(([id, schema]) => [id, shape(schema, 'output', true)])),
      securitySchemes: {
        [SECURITY]: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An Entra ID v2 access token for this desk, as getAuthToken of Teams gives it.',
        },
        deskKey: {
          type: 'apiKey',
          in: 'header',
          name: agents.KEY_HEADER,
          description:
            'A key of the connection; it may also be the bearer of Authorization, and never stands in an address.',
        },
        handoffConnection: {
          type: 'apiKey',
          in: 'header',
          name: 'Handoff-Connection',
          description: 'The connection’s app ID.',
        },
        skillToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The Entra token with which the parent of a skill calls the desk.',
        },
        handoffSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'Handoff-Signature',
          description:
            't=<unix seconds>,v1=<hex HMAC-SHA256 of "t.METHOD path.body" with the connection’s signing secret>.',
        },
      },
    },
  };
}

type Shape = (schema: z.ZodType, io: 'input' | 'output', whole?: boolean) => Json;

/** zod → JSON Schema, with references to the named shapes; `whole` writes a named one out. */
function shaper(names: z.core.$ZodRegistry<{ id: string }>): Shape {
  return (schema, io, whole = false) => {
    const id = names.get(schema)?.id;
    if (id && !whole) return { $ref: `#/components/schemas/${id}` };
    const json = z.toJSONSchema(schema, {
      metadata: names,
      io,
      unrepresentable: 'any',
      override: ({ jsonSchema }) => {
        // Fields are added over time, and a format says enough.
        delete jsonSchema.additionalProperties;
        if (jsonSchema.format) delete jsonSchema.pattern;
      },
    });
    const { $schema: _, $defs: _named, id: _id, ...rest } = json;
    return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
  };
}

const isSigned = (route: Described): route is rest.RestRoute => 'signed' in route;
const isKeyed = (route: Described): route is agents.AgentRoute => 'keyed' in route;

function operation(route: Described, shape: Shape): Json {
  const body = 'body' in route ? route.body : undefined;
  const headers = isSigned(route) ? (route.headers ?? {}) : {};
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...('deprecated' in route && { deprecated: true }),
    ...(isSigned(route) && { security: route.orKey ? [SIGNED, KEYED, { skillToken: [] }] : [SIGNED] }),
    ...(isKeyed(route) && { security: [KEYED] }),
    parameters: [
      ...pathParameters(route.path),
      ...('query' in route ? queryParameters(route.query, shape) : []),
      ...Object.entries(headers).map(([name, description]) => ({
        name,
        in: 'header',
        description,
        schema: { type: 'string' },
      })),
    ],
    ...('upload' in route && route.upload && { requestBody: FILE_BODY }),
    ...(body && { requestBody: { required: isRequired(body), content: json(shape(body, 'input')) } }),
    responses: { ...answers(route, shape), ...problems(route) },
  };
}

function answers(route: Described, shape: Shape): Json {
  if ('open' in route) {
    return {
      200: { description: 'An endless stream.', content: { [route.mediaType]: { schema: { type: 'string' } } } },
    };
  }
  if ('mediaType' in route && route.mediaType) {
    const content = { [route.mediaType]: { schema: { type: 'string', format: 'binary' } } };
    return { 200: { description: 'A file.', content } };
  }
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => [
      status,
      schema
        ? { description: ANSWERS[status] ?? '', content: json(shape(schema, 'output')) }
        : { description: 'Done.' },
    ]),
  );
}

const FILE_BODY = {
  required: true,
  content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
};

const ANSWERS: Record<string, string> = { 200: 'Done.', 201: 'Made.' };

function problems(route: Described): Json {
  const codes = new Set<ProblemCode>(['unauthorized', 'too_many_requests', 'internal', 'unavailable']);
  if (!isSigned(route) && !isKeyed(route)) codes.add('forbidden');
  if (('query' in route && route.query) || ('body' in route && route.body)) codes.add('bad_request');
  if ('body' in route && route.body) codes.add('too_large');
  for (const code of route.problems ?? []) codes.add(code);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: `${ofStatus.map((code) => PROBLEMS[code].title).join(', or ')} (\`${ofStatus.join('`, `')}\`).`,
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

/** What a REST bot's callback URL is sent. */
function webhook(shape: Shape): Json {
  return {
    operationId: 'handoffWebhook',
    summary: 'Tells a bot what happened to its handoff, in order, until it is answered with 2xx.',
    security: [SIGNED],
    requestBody: { required: true, content: json(shape(rest.Webhook, 'output')) },
    responses: {
      '2XX': { description: 'Taken.' },
      '4XX': { description: 'Refused for good; the agent sees it.' },
      '5XX': { description: 'Sent again, for about an hour.' },
    },
  };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'seq' ? { type: 'integer', minimum: 1 } : { type: 'string', format: 'uuid' },
  }));
}

function queryParameters(query: z.ZodType | undefined, shape: Shape): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = shape(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });

const isRequired = (body: z.ZodType): boolean => !body.safeParse({}).success;

/** `post /escalations/:id/claim` → `postEscalationsClaim` */
function operationId({ method, path }: { method: string; path: string }): string {
  const words = path.split('/').map((part) => part.replace(/^:(\w+)$/, 'by-$1').replace(/\W/g, '-'));
  return [method, ...words.flatMap((word) => word.split('-'))]
    .filter((word) => word !== '')
    .map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
    .join('');
}
