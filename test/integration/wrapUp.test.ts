/** Outcomes, tags and what a queue asks for before an end, by the tab's API. */
import { Problem, WrapUpLists } from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let megan: string;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const lists = async (who = adele): Promise<WrapUpLists> => WrapUpLists.parse((await desk.ask(who, '/wrap-up')).body);
const save = (who: string, body: object) => desk.ask(who, '/wrap-up', { method: 'PUT', body });
const asks = (wrapUpRequires: string[]) =>
  desk.ask(megan, `/queues/${desk.world.support}`, { method: 'PATCH', body: { wrapUpRequires } });
const resolve = (id: string, body: object = {}) => desk.ask(adele, `/escalations/${id}/resolve`, { body });

async function mine(): Promise<string> {
  const id = await desk.open();
  await desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
  return id;
}

const named = (...names: string[]) => names.map((name) => ({ name }));

describe('before managers keep a list', () => {
  it('an outcome is in the agent’s own words', async () => {
    expect(await lists()).toEqual({ version: 0, outcomes: [], tags: [], changedAt: null, changedBy: null });
    expect((await resolve(await mine(), { outcome: 'Sent it again' })).body).toMatchObject({
      status: 'resolved',
      outcome: 'Sent it again',
      outcomeId: null,
      tags: [],
      summary: null,
    });
  });
});

describe('the lists', () => {
  it('are a manager’s to keep, and an agent’s to read', async () => {
    expect(await save(adele, { version: 0, outcomes: [], tags: [] })).toMatchObject({ status: 403 });
    const saved = await save(megan, {
      version: 0,
      outcomes: named(' Refunded ', 'Replaced'),
      tags: named('VIP', 'Late delivery'),
    });
    expect(saved).toMatchObject({ status: 200, body: { version: 1, changedBy: { name: 'Megan Bowen' } } });
    expect((await lists()).outcomes.map(({ name }) => name)).toEqual(['Refunded', 'Replaced']);
  });

  it('are not overwritten by somebody who saw an older one', async () => {
    const late = await save(megan, { version: 0, outcomes: [], tags: [] });
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'changed_meanwhile', changedBy: { name: 'Megan Bowen' } },
    });
    expect((await lists()).outcomes).toHaveLength(2);
  });

  it('have names people can see, each once', async () => {
    const bad = await save(megan, { version: 1, outcomes: named('Refunded', ' \u200b '), tags: named('VIP', 'vip') });
    expect(bad).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(bad.body.errors).toEqual([{ path: 'outcomes.1.name', message: 'Give it a name people can see.' }]);
    const twice = await save(megan, { version: 1, outcomes: [], tags: named('VIP', 'vip') });
    expect(twice.body.errors).toEqual([{ path: 'tags.1.name', message: '“vip” is in the list twice.' }]);
    expect((await lists()).version).toBe(1);
  });

  it('are no longer than a card can show', async () => {
    const many = Array.from({ length: 26 }, (_, n) => ({ name: `Outcome ${n}` }));
    const { status, body } = await save(megan, { version: 1, outcomes: many, tags: [] });
    expect({ status, message: body.errors[0].message }).toEqual({
      status: 400,
      message: 'A desk has at most 25 outcomes.',
    });
  });
});

describe('what a queue asks for', () => {
  it('is refused a resolve without, in words and by field, and nothing is half-done', async () => {
    expect(await asks(['outcome', 'summary'])).toMatchObject({
      status: 200,
      body: { wrapUpRequires: ['outcome', 'summary'] },
    });
    const id = await mine();
    const { status, body } = await resolve(id, { tags: ['VIP'] });
    expect(Problem.parse(body)).toEqual(body);
    expect({ status, body }).toMatchObject({
      status: 422,
      body: {
        code: 'wrap_up_missing',
        detail: 'Not resolved yet: this queue asks for an outcome and a summary.',
        errors: [{ path: 'outcome' }, { path: 'summary' }],
      },
    });
    const after = await desk.ask(adele, `/escalations/${id}`);
    expect(after.body).toMatchObject({ status: 'claimed', version: 2, outcome: null, tags: [], summary: null });
    const said = await resolve(id, { outcome: 'refunded', tags: ['VIP'], summary: 'Paid twice.' });
    expect(said).toMatchObject({
      status: 200,
      body: { status: 'resolved', outcome: 'Refunded', tags: [{ name: 'VIP' }], summary: 'Paid twice.' },
    });
    expect(said.body.outcomeId).toBe((await lists()).outcomes[0]?.id);
  });

  it('holds for a manager, too, and in another queue only what that one asks for', async () => {
    const id = await mine();
    const managers = await desk.ask(megan, `/escalations/${id}/resolve`, { body: {} });
    expect(managers).toMatchObject({ status: 422, body: { code: 'wrap_up_missing' } });
    await desk.ask(megan, `/escalations/${id}/transfer`, { body: { queueId: desk.world.billing } });
    await desk.ask(megan, `/escalations/${id}/claim`, { body: {} });
    expect((await desk.ask(megan, `/escalations/${id}/resolve`, { body: {} })).status).toBe(200);
  });

  it('is said before anybody else’s business: whose it is comes first', async () => {
    const diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
    const id = await mine();
    const theirs = await desk.ask(diego, `/escalations/${id}/resolve`, { body: {} });
    expect(theirs).toMatchObject({ status: 403, body: { code: 'not_yours' } });
  });

  it('does not know what is not asked for by name', async () => {
    expect((await asks([])).body).toMatchObject({ wrapUpRequires: [] });
    expect(
      await desk.ask(megan, `/queues/${desk.world.support}`, { method: 'PATCH', body: { wrapUpRequires: ['mood'] } }),
    ).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  });
});

it('an outcome of no list is refused with those there are', async () => {
  const id = await mine();
  expect(await resolve(id, { outcome: 'Whatever' })).toMatchObject({
    status: 422,
    body: {
      code: 'wrap_up_unknown',
      detail: 'Not resolved yet: “Whatever” is not an outcome here. Choose one of these: Refunded, Replaced.',
    },
  });
  expect((await resolve(id, { tags: ['nice'] })).body).toMatchObject({ code: 'wrap_up_unknown' });
  expect((await resolve(id)).status).toBe(200);
});

it('what was said stays as it was when the lists change', async () => {
  const id = await mine();
  const { outcomes, tags, version } = await lists();
  await resolve(id, { outcome: outcomes[0]?.id, tags: [tags[1]?.id] });
  const renamed = await save(megan, {
    version,
    outcomes: [{ id: outcomes[0]?.id, name: 'Money back' }],
    tags: [],
  });
  expect(renamed.body).toMatchObject({ outcomes: [{ id: outcomes[0]?.id, name: 'Money back' }], tags: [] });
  const { body } = await desk.ask(adele, '/escalations?status=resolved');
  expect(body.items.find((one: { id: string }) => one.id === id)).toMatchObject({
    outcome: 'Refunded',
    tags: [{ name: 'Late delivery' }],
  });
});
