import { randomUUID } from 'node:crypto';
import * as contract from '../../src/api/contract';
import { findConnection, signingSecretsOf } from '../../src/store/connections';
import { type ApiDesk, startApiDesk } from './apiDesk';

let desk: ApiDesk;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', preferred_username: 'megan@contoso.example' });
}, 60_000);
afterAll(async () => desk.stop());

it('the signing secret of a REST bot is told once, in the answer that makes it, and opens its signatures', async () => {
  const body = { kind: 'rest', name: 'Kiosk', appId: randomUUID() };
  const made = await desk.ask(megan, '/connections', { body });
  expect(made).toMatchObject({ status: 201, body: { kind: 'rest', state: 'draft' } });
  expect(contract.AddedConnection.parse(made.body)).toEqual(made.body);
  const { id, signingSecret } = made.body as contract.AddedConnection;
  expect(signingSecret).toMatch(/^[\w-]{43}$/);
  const listed = await desk.ask(megan, '/connections');
  expect(JSON.stringify(listed.body)).not.toContain(signingSecret);
  const row = await findConnection(desk.db.q, id);
  expect(row && signingSecretsOf(row, desk.config.secretsKey, new Date())).toEqual([signingSecret]);
});
