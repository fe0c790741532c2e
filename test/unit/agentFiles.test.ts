import { readFileSync } from 'node:fs';
import SwaggerParser from '@apidevtools/swagger-parser';
import { parse } from 'yaml';
import { AgentHandoff, AgentAnswer, CUSTOMER_HEADERS } from '../../src/contract/agentCalls';
import { AgentFiles } from '../../src/contract/agentFiles';
import { agentFiles } from '../../src/package/agentFiles';

const botAppId = '7d1f3a52-9c44-4e0b-8f0a-2b6c5d9e1a01';
const files = agentFiles({ publicUrl: 'https://desk.example.com', botAppId });

interface Node {
  kind?: string;
  id?: string;
  [name: string]: unknown;
}

/** Every object of the topic, however deep. */
function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesIn)];
}

test('the files are what the contract says, and name this desk', () => {
  expect(AgentFiles.parse(files)).toEqual(files);
  expect(files.handoffsUrl).toBe('https://desk.example.com/api/agents/handoffs');
  expect(files.mcpUrl).toBe('https://desk.example.com/api/mcp');
  expect(files.connected).toMatchObject({ endpoint: 'https://desk.example.com/api/messages', resource: botAppId });
});

test('the page says the same of a connected agent', () => {
  const page = readFileSync('docs/connect-copilot-studio-teams.md', 'utf8');
  const { endpoint, name, description } = files.connected;
  for (const one of [endpoint, name, description]) expect(page).toContain(`\`${one}\``);
});

describe('the topic', () => {
  const topic = parse(files.topic, { strict: true, uniqueKeys: true }) as Node;
  const nodes = nodesIn(topic);
  const ofKind = (kind: string) => nodes.filter((node) => node.kind === kind);

  it('is a dialog whose ids are its own', () => {
    expect(topic).toMatchObject({ kind: 'AdaptiveDialog', beginDialog: { kind: 'OnRecognizedIntent', id: 'main' } });
    const ids = nodes.flatMap(({ id, kind }) => (typeof id === 'string' && kind !== undefined ? [id] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('posts what the desk reads, with the key in a header from an environment variable', () => {
    const [request] = ofKind('HttpRequestAction');
    expect(request).toMatchObject({
      method: 'Post',
      url: '=Concatenate(Env.new_deskUrl, "/api/agents/handoffs")',
      headers: { 'X-Desk-Key': '=Env.new_deskKey' },
      response: 'Topic.desk',
    });
    const { content } = (request as unknown as { body: { content: string } }).body;
    const sent = [...content.matchAll(/^ *(\w+):/gm)].map(([, name]) => name ?? '');
    const known = Object.keys(AgentHandoff.shape);
    const inner = ['id', 'name', 'upn', 'locale', 'environment', 'schema', 'tenant'];
    expect(sent.filter((name) => !known.includes(name) && !inner.includes(name))).toEqual([]);
    expect(sent).toEqual(expect.arrayContaining(['conversationId', 'customer', 'transcriptText']));
    // No part of it that says who the customer is is a model's.
    expect(content).toMatch(/id: System\.User\.Id,/);
  });

  it('expects the answer the desk gives', () => {
    const schema = ofKind('Record')[0] as { properties?: object } | undefined;
    expect(Object.keys(schema?.properties ?? {})).toEqual(Object.keys(AgentAnswer.shape));
  });

  it('says words in every case: asked, not asked, and no answer', () => {
    expect(ofKind('SendActivity').map(({ id }) => id)).toEqual(['tellCustomer', 'sayWhyNot', 'apologise']);
    expect(ofKind('SendActivity')[0]).toMatchObject({ conversationOutcome: 'Escalated' });
    expect(files.topic).toMatch(/Action\.OpenUrl/);
    expect(topic).toMatchObject({ beginDialog: { actions: { 2: { kind: 'CancelAllDialogs' } } } });
  });
});

describe('the connectors', () => {
  it.each(['connector', 'mcpConnector'] as const)('%s is OpenAPI 2, as a validator reads it', async (name) => {
    const document = JSON.parse(files[name]) as Parameters<typeof SwaggerParser.validate>[0];
    await expect(SwaggerParser.validate(document)).resolves.toMatchObject({
      swagger: '2.0',
      host: 'desk.example.com',
      schemes: ['https'],
    });
  });

  it('binds the customer to headers in the MCP one, none of whose names begins with X', () => {
    const { paths } = JSON.parse(files.mcpConnector) as {
      paths: Record<string, { post: { parameters: { name: string; in: string }[] } }>;
    };
    const post = paths['/mcp']?.post;
    expect(post).toMatchObject({ 'x-ms-agentic-protocol': 'mcp-streamable-1.0' });
    expect(post?.parameters.map(({ name }) => name)).toEqual(CUSTOMER_HEADERS.map(({ name }) => name));
    expect(post?.parameters.every(({ name, in: where }) => where === 'header' && !/^x-/i.test(name))).toBe(true);
  });
});
