/** How long a customer waited ends when an agent has them for the first time, whoever has them later. */
import type { Kysely } from 'kysely';
import { exportRows } from '../../src/store/export/rows';
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { history } from '../../src/escalation/search/history';
import * as firstClaims from '../../src/store/postgres/migrations/045_firstClaims';
import { buildPerson, PromisedDesk } from '../support/timedDesk';

let desk: PromisedDesk;
beforeEach(async () => {
  desk = await PromisedDesk.start();
});
afterEach(() => desk.stop());

const megan = buildPerson('Megan', true);
const HOUR_MS = 3_600_000;

/** Claimed after 30 seconds, given back after an hour, and given to somebody else after another. */
async function handedOn(claimedBefore = false): Promise<string> {
  const { escalations } = desk.one;
  const [adele, diego] = await desk.addAgents(['Adele', 'Diego']);
  if (!adele || !diego) throw new Error('Nobody is there.');
  const id = await desk.handOver();
  desk.wait(30_000);
  expect(await escalations.claim(id, adele)).toMatchObject({ ok: true });
  if (claimedBefore) await desk.one.db.pool.query('update escalation set first_claimed_at = null');
  desk.wait(HOUR_MS);
  expect(await escalations.release(id, adele)).toMatchObject({ ok: true });
  desk.wait(HOUR_MS);
  expect(await escalations.transfer(id, megan, { agentId: diego.id })).toMatchObject({ ok: true });
  expect(await escalations.resolve(id, diego)).toMatchObject({ ok: true });
  return id;
}

async function waitedLonger(seconds: number): Promise<string[]> {
  const query = { tenantId: 'tenant', visibleTo: null, search: null, reader: megan } as const;
  const { items } = await history(desk.one.db.q, { ...query, order: 'waited', limit: 10, waited: seconds });
  return items.map(({ id }) => id);
}

async function told(id: string): Promise<void> {
  const { q } = desk.one.db;
  const { openedAt, claimedAt, firstClaimedAt } = await desk.find(id);
  expect(firstClaimedAt).toEqual(new Date(openedAt.getTime() + 30_000));
  expect(claimedAt).toEqual(new Date(openedAt.getTime() + 30_000 + 2 * HOUR_MS));
  expect((await exportRows(q, [id]))[0]).toMatchObject({ waited: 30, claimedAt: firstClaimedAt });
  await new SearchIndex(desk.one.db).keep();
  expect([await waitedLonger(29), await waitedLonger(31)]).toEqual([[id], []]);
}

test('a chat that is given back and goes on to others waited until its first agent', async () => {
  const id = await handedOn();
  await told(id);
});

test('so did those from before that was written down', async () => {
  const id = await handedOn();
  const { q, pool } = desk.one.db;
  await pool.query('alter table escalation drop column first_claimed_at cascade');
  await pool.query('create index escalation_waited on escalation (claimed_at)');
  await firstClaims.up(q as unknown as Kysely<unknown>);
  await told(id);
});

test('so do those that were claimed before that was written down, and are given back after', async () => {
  const id = await handedOn(true);
  await told(id);
});
