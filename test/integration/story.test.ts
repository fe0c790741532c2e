/** What happened to an escalation, by the tab's API: in order, at its place in the talk, page by page; and who ended it. */
import { type EscalationEvent, EscalationEvent as Event } from '../../src/contract/api';
import { SYSTEM } from '../../src/domain/escalation';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let megan: string;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const act = (who: string, id: string, verb: string, body: object = {}) =>
  desk.ask(who, `/escalations/${id}/${verb}`, { body });
const page = async (id: string, query = '') => (await desk.ask(adele, `/escalations/${id}/events${query}`)).body;
async function story(id: string): Promise<EscalationEvent[]> {
  const { items } = await page(id);
  return items.map((item: unknown) => Event.parse(item));
}
const lastSeq = async (id: string): Promise<number> => (await desk.ask(adele, `/escalations/${id}`)).body.lastSeq;

it('says who did what, from whom to whom, from which queue to which, why, and after which words', async () => {
  const { support, billing } = desk.world;
  const id = await desk.open();
  const opened = await lastSeq(id);
  await act(adele, id, 'claim');
  const claimed = await lastSeq(id);
  expect(claimed).toBeGreaterThan(opened);
  await act(megan, id, 'release', { reason: 'rebalancing' });
  await act(adele, id, 'claim');
  const before = await lastSeq(id);
  await act(adele, id, 'transfer', { queueId: billing, note: 'They know Robin' });
  const [first, ...rest] = await story(id);
  expect(first).toMatchObject({ version: 1, type: 'opened' });
  expect(first?.afterSeq).toBeLessThanOrEqual(opened);
  expect(rest).toMatchObject([
    { type: 'claimed', afterSeq: opened, to: { agent: { name: 'Adele Vance' }, queue: null } },
    {
      type: 'released',
      afterSeq: claimed,
      reason: 'rebalancing',
      actor: { name: 'Megan Bowen' },
      from: { agent: { name: 'Adele Vance' } },
      to: { agent: null, queue: { id: support } },
    },
    { type: 'claimed' },
    {
      type: 'transferred',
      // In front of its own note.
      afterSeq: before,
      from: { agent: { name: 'Adele Vance' }, queue: { id: support } },
      to: { agent: null, queue: { id: billing } },
    },
  ]);
});

it('comes page by page, and only what is not known yet', async () => {
  const id = await desk.open();
  for (let n = 0; n < 3; n += 1) {
    await act(adele, id, 'claim');
    await act(adele, id, 'release');
  }
  const first = await page(id, '?limit=4');
  expect(first).toMatchObject({ next: '4', items: [{ version: 1 }, { version: 2 }, { version: 3 }, { version: 4 }] });
  expect(await page(id, `?after=${first.next}`)).toMatchObject({
    next: null,
    items: [{ version: 5 }, { version: 6 }, { version: 7 }],
  });
  expect(await page(id, '?after=7')).toEqual({ items: [], next: null });
  for (const wrong of ['?after=-1', '?after=x', '?limit=0', '?limit=5000']) {
    expect(await desk.ask(adele, `/escalations/${id}/events${wrong}`)).toMatchObject({ status: 400 });
  }
});

it('finds the place of what happened before places were kept', async () => {
  const id = await desk.open();
  await act(adele, id, 'claim');
  const seqs = (await story(id)).map(({ afterSeq }) => afterSeq);
  await desk.db.q.updateTable('escalation_event').set({ after_seq: null }).where('escalation_id', '=', id).execute();
  const found = (await story(id)).map(({ afterSeq }) => afterSeq);
  expect(found).toHaveLength(2);
  expect(found[1]).toBeGreaterThanOrEqual(seqs[1] ?? 0);
});

it('names who truly ended it: the customer, the bot, the desk or an agent', async () => {
  const endedBy = async (id: string) => (await desk.ask(megan, `/escalations/${id}`)).body.endedBy;
  const open = await desk.open();
  expect(await endedBy(open)).toBeNull();
  await act(adele, open, 'claim');
  await act(adele, open, 'resolve', { outcome: 'Done' });
  expect(await endedBy(open)).toMatchObject({ kind: 'agent', name: 'Adele Vance' });
  for (const [kind, name] of [
    ['customer', 'Robin Ortiz'],
    ['bot', 'Contoso Bot'],
    ['system', SYSTEM.name],
  ] as const) {
    const id = await desk.open();
    await desk.escalations.abandon(id, TENANT, { kind, id: null, name }, 'Gone');
    expect(await endedBy(id)).toEqual({ kind, id: null, name });
  }
  const listed = (await desk.ask(megan, '/escalations?status=abandoned')).body.items;
  expect(listed.map((one: { endedBy: { kind: string } }) => one.endedBy.kind).slice(0, 3)).toEqual([
    'system',
    'bot',
    'customer',
  ]);
});

it('lists those of one outcome, and those of one tag, page by page', async () => {
  const named = (...names: string[]) => names.map((name) => ({ name }));
  const lists = { version: 0, outcomes: named('Refunded', 'Replaced'), tags: named('VIP', 'Late') };
  const { outcomes, tags } = (await desk.ask(megan, '/wrap-up', { method: 'PUT', body: lists })).body;
  const ids: string[] = [];
  for (const said of [
    { outcome: 'Refunded', tags: ['VIP'] },
    { outcome: 'Replaced', tags: ['VIP', 'Late'] },
  ]) {
    const id = await desk.open();
    await act(adele, id, 'claim');
    expect(await act(adele, id, 'resolve', said)).toMatchObject({ status: 200 });
    ids.unshift(id);
  }
  const listed = async (query: string) =>
    (await desk.ask(megan, `/escalations?${query}`)).body.items.map((one: { id: string }) => one.id);
  expect(await listed(`outcome=${outcomes[0].id}`)).toEqual([ids[1]]);
  expect(await listed(`tag=${tags[0].id}`)).toEqual(ids);
  expect(await listed(`tag=${tags[1].id}&outcome=${outcomes[1].id}`)).toEqual([ids[0]]);
  const first = (await desk.ask(megan, `/escalations?tag=${tags[0].id}&limit=1`)).body;
  expect(first.items).toHaveLength(1);
  expect(await listed(`tag=${tags[0].id}&limit=1&cursor=${first.next}`)).toEqual([ids[1]]);
});
