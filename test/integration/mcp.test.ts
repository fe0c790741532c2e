import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { findConnection } from '../../src/store/connections';
import { eventually } from '../support/eventually';
import { type AgentDesk, personId, startAgentDesk } from '../support/agentDesk';

let desk: AgentDesk;
let id: string;
let key: string;
const clients: Client[] = [];

beforeAll(async () => {
  desk = await startAgentDesk();
  ({ id, key } = await desk.connect('HR'));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  desk.opens({ state: 'open' });
});
afterAll(async () => desk.stop());

/** The official client, with the headers a maker binds. */
async function connected(headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'agent', version: '1' });
  clients.push(client);
  const transport = new StreamableHTTPClientTransport(new URL(`${desk.url}/api/mcp`), {
    requestInit: { headers: { 'desk-key': key, ...headers } },
  });
  await client.connect(transport);
  return client;
}
const ask = (client: Client, more: object = {}) =>
  client.callTool({ name: 'ask_for_person', arguments: { problem: 'Leave is not booked.', ...more } });

test('an agent finds both tools, and who the customer is is none of their arguments', async () => {
  const { tools } = await (await connected({ 'desk-customer-id': personId('Robin') })).listTools();
  expect(tools.map(({ name }) => name)).toEqual(['ask_for_person', 'person_availability']);
  expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).toEqual(['problem', 'saidSoFar']);
  expect(tools[1]?.annotations).toMatchObject({ readOnlyHint: true });
});

test('a person is asked for, for whom the headers name; a second time it is the same request', async () => {
  const client = await connected({
    'desk-customer-id': personId('Zoë'),
    'desk-customer-name': encodeURIComponent('Zoë Ærø'),
    'desk-language': 'da-DK',
    'desk-conversation-id': 'chat-1',
  });
  const first = await ask(client, { saidSoFar: 'User: hello\nAgent: hi', customerId: personId('somebody else') });
  expect(first).toMatchObject({
    structuredContent: { number: expect.any(Number), chatUrl: expect.stringMatching(/^http/) },
  });
  expect(await ask(client)).toMatchObject({
    structuredContent: { number: (first.structuredContent as { number: number }).number },
  });
  const row = await desk.db.q
    .selectFrom('conversation')
    .select(['customer_name', 'customer_locale'])
    .where('customer_id', '=', personId('Zoë'))
    .executeTakeFirst();
  expect(row).toEqual({ customer_name: 'Zoë Ærø', customer_locale: 'da-DK' });
});

test('a name that came as UTF-8 bytes is read as such', async () => {
  const name = Buffer.from('Jürgen').toString('latin1');
  await ask(await connected({ 'desk-customer-id': personId('Jürgen'), 'desk-customer-name': name }));
  const row = await desk.db.q
    .selectFrom('conversation')
    .select('customer_name')
    .where('customer_id', '=', personId('Jürgen'))
    .executeTakeFirst();
  expect(row).toEqual({ customer_name: 'Jürgen' });
});

test('without a customer it fails in words the model can use, and the connection says what to bind', async () => {
  const before = await desk.rows();
  expect(await ask(await connected({}))).toMatchObject({
    isError: true,
    content: [{ type: 'text', text: expect.stringMatching(/System\.User\.Id/) }],
  });
  expect(await desk.rows()).toEqual(before);
  await eventually(async () => /customer\.id/.test((await findConnection(desk.db.q, id))?.last_error ?? ''), {
    what: 'it',
  });
});

test('whether a person is there can be asked without asking for one', async () => {
  const before = await desk.rows();
  const client = await connected({});
  const answer = await client.callTool({ name: 'person_availability', arguments: {} });
  expect(answer).toMatchObject({ structuredContent: { open: true, waiting: expect.any(Number) } });
  expect(await desk.rows()).toEqual(before);
});

test('strangers, other methods, and what is no JSON-RPC are refused', async () => {
  await expect(connected({ 'desk-key': 'hd_wrong' })).rejects.toThrow(/401|key/);
  const post = (body: unknown, as: string | null = key) => desk.ask('/api/mcp', body, { key: as });
  expect(await post({}, null)).toMatchObject({ status: 401 });
  expect((await fetch(`${desk.url}/api/mcp`, { headers: { 'desk-key': key } })).status).toBe(405);
  expect((await post('{"jsonrpc":')).status).toBe(400);
  expect((await post({ hello: 'world' })).status).toBeGreaterThanOrEqual(400);
});
