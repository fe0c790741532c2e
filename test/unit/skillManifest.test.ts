import Ajv from 'ajv';
import { skillManifest } from '../../src/intake/skill/skillManifest';

const text = { type: 'string' };
const schemaObject = { type: 'object' };
const activity = (type: string, required: string[]) => ({
  type: 'object',
  required: ['type', ...required],
  additionalProperties: false,
  properties: {
    type: { const: type },
    name: text,
    description: text,
    value: schemaObject,
    resultValue: schemaObject,
  },
});
const OTHERS = ['conversationUpdate', 'endOfConversation', 'handoff', 'messageReaction', 'trace', 'typing'];
const activities = {
  type: 'object',
  additionalProperties: {
    oneOf: [
      activity('message', []),
      activity('event', ['name']),
      activity('invoke', ['name']),
      { type: 'object', required: ['type'], properties: { type: { enum: OTHERS } } },
    ],
  },
};

/** Version 2.2 as Microsoft documents it: https://learn.microsoft.com/azure/bot-service/skills-write-manifest */
const V2_2 = {
  type: 'object',
  required: ['$schema', '$id', 'name', 'version', 'publisherName', 'endpoints'],
  additionalProperties: false,
  properties: {
    $schema: { const: 'https://schemas.botframework.com/schemas/skills/v2.2/skill-manifest.json' },
    $id: text,
    name: text,
    version: text,
    publisherName: text,
    description: text,
    copyright: text,
    license: text,
    iconUrl: text,
    privacyUrl: text,
    tags: { type: 'array', uniqueItems: true, items: text },
    endpoints: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['name', 'endpointUrl', 'msAppId'],
        additionalProperties: false,
        properties: {
          name: text,
          description: text,
          protocol: text,
          endpointUrl: { type: 'string', pattern: '^https?://' },
          msAppId: {
            type: 'string',
            pattern: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
          },
        },
      },
    },
    activities,
    activitiesSent: activities,
    definitions: { type: 'object', additionalProperties: schemaObject },
    dispatchModels: schemaObject,
  },
};

const manifest = skillManifest({ publicUrl: 'https://desk.example', appId: '00000000-0000-4000-8000-000000000001' });

test('the skill manifest is one of version 2.2 and names where and whom to call', () => {
  const valid = new Ajv({ allErrors: true, strict: false }).compile(V2_2);
  valid(manifest);
  expect(valid.errors ?? []).toEqual([]);
  expect(manifest['endpoints']).toEqual([
    expect.objectContaining({
      endpointUrl: 'https://desk.example/api/messages',
      msAppId: '00000000-0000-4000-8000-000000000001',
    }),
  ]);
});

test('every shape it refers to is defined, and Copilot Studio’s limits are kept', () => {
  const definitions = manifest['definitions'] as Record<string, { properties: Record<string, { type: string }> }>;
  const words = JSON.stringify(manifest);
  const referred = [...words.matchAll(/"#\/definitions\/(\w+)"/g)].map(([, name]) => name ?? '');
  expect(new Set(referred)).toEqual(new Set(Object.keys(definitions)));
  for (const { properties } of Object.values(definitions)) {
    expect(Object.keys(properties).length).toBeLessThanOrEqual(25);
    for (const { type } of Object.values(properties)) expect(['string', 'integer', 'boolean']).toContain(type);
  }
  expect(words.length).toBeLessThan(500_000);
});
