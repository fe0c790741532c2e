import type { Services } from '../../src/api/services';
import { openApiDocument } from '../../src/api/openapi';
import { routesOf } from '../../src/api/router';
import { streamRoute } from '../../src/api/stream';
import { AGENT_ROUTES } from '../../src/contract/agentCalls';
import { REST_ROUTES } from '../../src/contract/restBots';
import type { Streams } from '../../src/api/streams';

type Json = Record<string, unknown>;
interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Json }> }>;
}

/** The routes are described without ever being run, so what they work with is never touched. */
const routes = [
  ...routesOf({} as Services),
  streamRoute({} as Streams),
  ...Object.values(REST_ROUTES),
  ...Object.values(AGENT_ROUTES),
];
const document = openApiDocument(routes, 'https://desk.example.com') as {
  openapi: string;
  info: Json;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json>; securitySchemes: Json };
};
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

describe('the OpenAPI document', () => {
  it('describes every route, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    const served = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.sort()).toEqual(served.sort());
    expect(new Set(served).size).toBe(served.length);
  });

  it('has the parts OpenAPI 3.1 asks for', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'https://desk.example.com/api' }]);
    const ids = operations.map((operation) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, responses } of operations) {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      for (const response of Object.values(responses)) expect(response.description).not.toBe('');
    }
  });

  it('declares every parameter of a path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        const declared = parameters.filter((parameter) => parameter.in === 'path');
        expect(declared.map(({ name }) => name)).toEqual(named);
        expect(declared.every(({ required }) => required)).toBe(true);
      }
    }
  });

  it('points at nothing that is not there', () => {
    const text = JSON.stringify(document);
    const pointed = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(pointed.length).toBeGreaterThan(20);
    for (const target of pointed) {
      expect(target).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(document.components.schemas).toHaveProperty(target.split('/').at(-1) ?? '');
    }
    expect(text).not.toMatch(/"\$(defs|schema|id)"/);
  });

  it('says of every route what happens without a sign-in', () => {
    for (const { responses } of operations) {
      expect(responses['401']?.content).toHaveProperty(['application/problem+json']);
    }
  });

  it('knows the filters of the list and the body of a message', () => {
    const list = document.paths['/escalations']?.['get'];
    expect(list?.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['status', 'queue', 'assignee', 'connection', 'q', 'from', 'to', 'cursor', 'limit']),
    );
    expect(list?.parameters.every(({ required }) => !required)).toBe(true);
    const say = document.paths['/escalations/{id}/messages']?.['post'];
    expect(say?.requestBody).toEqual({
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/NewMessage' } } },
    });
    expect(Object.keys(say?.responses ?? {})).toEqual(expect.arrayContaining(['200', '201', '403', '404', '409']));
  });

  it('promises no answer to be free of fields added later', () => {
    expect(JSON.stringify(document.components.schemas)).not.toContain('additionalProperties');
  });
});
