/** The app, added through Microsoft Graph for somebody who does not have it. */
import { createLog } from '../../src/base/log';
import { graphHealth, saveGraphSettings } from '../../src/store/graph';
import { AppInstallation } from '../../src/teams/graph/appInstallation';
import { GraphClient } from '../../src/teams/graph/client';
import { type TeamsDesk, megan, robin, startTeamsDesk } from '../support/teamsDesk';
import { patience } from '../support/eventually';

let desk: TeamsDesk;
let tenantId: string;
beforeAll(async () => {
  desk = await startTeamsDesk();
  tenantId = desk.config.bot.tenantId;
});
afterAll(() => desk.stop());
beforeEach(async () => {
  desk.control.setFaults({ graph: null, install: null });
  await desk.control.setApp(robin.id, false);
  await wants('customers');
});

const wants = (addApp: 'off' | 'customers') =>
  saveGraphSettings(desk.db.q, tenantId, { addApp }, { id: megan.id, name: megan.name }, new Date());
const installation = (config = desk.config) =>
  new AppInstallation({ client: new GraphClient(config), db: desk.db, log: createLog('silent'), config });
const add = (one = installation(), personId = robin.id) =>
  one.add({ tenantId, personId }, AbortSignal.timeout(patience()));
const health = async () => (await graphHealth(desk.db.q, tenantId)).find(({ use }) => use === 'install');
const asked = () => desk.control.graph.calls().length;

test('it is added for that person, and asked again it is there', async () => {
  const one = installation();
  expect(await add(one)).toBe(true);
  expect(desk.control.hasApp(robin.id)).toBe(true);
  expect(await add(one)).toBe(true);
  expect((await health())?.workedAt).toBeInstanceOf(Date);
});

test('it is consented to what the package asks, or to what that is of people, whichever Graph means', async () => {
  desk.control.setFaults({ install: 'ofPeople' });
  const one = installation();
  expect(await add(one)).toBe(true);
  await desk.control.setApp(robin.id, false);
  const before = asked();
  expect(await add(one)).toBe(true);
  // What Graph took is remembered.
  expect(asked()).toBe(before + 1);
});

test('nothing is asked of Graph where managers do not want it', async () => {
  await wants('off');
  const before = asked();
  expect(await add()).toBe(false);
  expect(asked()).toBe(before);
  expect(desk.control.hasApp(robin.id)).toBe(false);
});

test('without consent it says which permission is missing, and does not ask for everybody again', async () => {
  desk.control.setFaults({ install: 'forbidden' });
  const one = installation();
  expect(await add(one)).toBe(false);
  expect(await health()).toMatchObject({
    fault: 'forbidden',
    reason: expect.stringContaining('TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All') as string,
  });
  const before = asked();
  expect(await add(one, megan.id)).toBe(false);
  expect(asked()).toBe(before);
});

test('an app that is not in the catalogue is said to be missing there', async () => {
  desk.control.setFaults({ install: 'notInCatalog' });
  expect(await add()).toBe(false);
  expect(await health()).toMatchObject({ fault: 'refused', reason: expect.stringContaining('organisation') as string });
});

test('somebody Graph does not know is no reason not to ask for others', async () => {
  const one = installation();
  expect(await add(one, '00000000-0000-4000-8000-00000000000f')).toBe(false);
  expect(await add(one)).toBe(true);
});

test.each(['throttled', 'unavailable', 'reset', 'garbled'] as const)(
  'Graph that is %s ends in no, not in an error',
  async (graph) => {
    desk.control.setFaults({ graph });
    expect(await add()).toBe(false);
    expect(desk.control.hasApp(robin.id)).toBe(false);
  },
);

test('without a secret of the app the settings say what to set', async () => {
  expect(await add(installation({ ...desk.config, graph: { ...desk.config.graph, signIn: null } }))).toBe(false);
  expect(await health()).toMatchObject({ fault: 'notSetUp' });
});
