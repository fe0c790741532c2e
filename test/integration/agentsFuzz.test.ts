import fc from 'fast-check';
import { AgentAnswer } from '../../src/contract/agentCalls';
import { readRetelling } from '../../src/intake/agents/retelling';
import { type AgentDesk, personId, startAgentDesk } from '../support/agentDesk';
import { anyJson } from '../support/anyJson';

/** Each is a request and the rows counted twice; more of them find more. */
const RUNS = 60;

let desk: AgentDesk;
let key: string;

beforeAll(async () => {
  desk = await startAgentDesk();
  ({ key } = await desk.connect('HR'));
});
afterAll(async () => desk.stop());

const { name, json } = anyJson(['__proto__', 'constructor', 'id', 'customer', 'role', 'text', 'number', 'chatUrl']);
const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary: right }, json);
const text = fc.string({ unit: 'binary' });

const handoff = fc.record(
  {
    conversationId: mostly(fc.string({ minLength: 1, maxLength: 8 })),
    customer: mostly(
      fc.record({
        id: mostly(fc.constantFrom(personId('a'), personId('b'))),
        name: mostly(text),
        locale: mostly(text),
      }),
    ),
    agent: mostly(fc.record({ schema: text, environment: text, tenant: fc.constantFrom(null, '') })),
    lastPhrase: mostly(text),
    problem: mostly(text),
    transcriptText: mostly(
      fc.oneof(
        text,
        json.map((value) => JSON.stringify(value)),
      ),
    ),
    variables: mostly(fc.dictionary(name, json)),
    topic: mostly(text),
  },
  { requiredKeys: ['conversationId', 'customer'] },
);

/** Refused or taken, never broken, with words in either case; what is refused leaves nothing behind. */
async function survives(path: string, content: string): Promise<void> {
  const before = await desk.rows();
  const { status, body } = await desk.ask(path, content, { key });
  expect(status).toBeLessThan(500);
  expect(AgentAnswer.parse(body).words).not.toBe('');
  if (status < 300) return;
  expect(body).toMatchObject({ status, code: expect.any(String), number: 0, chatUrl: '' });
  expect(await desk.rows()).toEqual(before);
}

test('any handoff is taken or refused in words', async () => {
  const property = fc.asyncProperty(handoff, (body) => survives('/api/agents/handoffs', JSON.stringify(body)));
  await fc.assert(property, { numRuns: RUNS });
});

test('any bytes are refused in words', async () => {
  const property = fc.asyncProperty(text, (body) => survives('/api/agents/handoffs', `x${body}`));
  await fc.assert(property, { numRuns: RUNS });
});

test('any retelling is read, within the limits, and none of it is lost silently', () => {
  const labelled = fc.array(fc.tuple(fc.constantFrom('User: ', '**Agent**: ', '- Bot：', ''), text), { maxLength: 40 });
  const property = fc.property(labelled, (lines) => {
    const problems: string[] = [];
    const told = lines.map(([label, words]) => label + words).join('\n');
    const entries = readRetelling(told, { customer: 'Robin', agent: 'HR' }, problems);
    for (const entry of entries) expect(entry.text.trim()).not.toBe('');
    expect(problems.length).toBe(entries.length > 0 ? 1 : 0);
  });
  fc.assert(property, { numRuns: 500 });
});
