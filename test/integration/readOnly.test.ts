/** A database that only reads for a while: on a standby that nobody promoted yet, or on a disk that is full. */
import { cluster, onCluster } from '../support/cluster';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';
import { eventually } from '../support/eventually';

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startApiDesk();
});
afterAll(() => desk.stop());

/** As after a change of servers, no connection stays. */
async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const { url } = await cluster();
  const name = new URL(desk.db.url).pathname.slice(1);
  await onCluster(url, `alter database ${name} set default_transaction_read_only = ${isReadOnly}`);
  await onCluster(url, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
}

const readiness = async () => {
  const response = await fetch(`${desk.url}/readyz`);
  return { status: response.status, body: (await response.json()) as { detail?: string } };
};

test('the desk refuses words it could not keep, says that it is not ready, and goes on when it can', async () => {
  const adele = await desk.token();
  const id = await desk.open();
  expect((await desk.ask(adele, `/escalations/${id}/claim`, { body: {} })).status).toBe(200);
  const reply = { body: { text: 'I am here', clientMessageId: 'm1' } };

  await setReadOnly(true);
  await eventually(async () => /only reads/.test((await readiness()).body.detail ?? ''), {
    what: 'the desk to say why',
  });
  expect((await readiness()).status).toBe(503);
  const refused = await desk.ask(adele, `/escalations/${id}/messages`, reply);
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(refused.body.detail).toMatch(/only reads just now.+Try again/);
  expect(refused.headers.get('retry-after')).not.toBeNull();

  await setReadOnly(false);
  await eventually(async () => (await readiness()).status === 200, { what: 'the desk to be ready again' });
  expect((await desk.ask(adele, `/escalations/${id}/messages`, reply)).status).toBe(201);
});
