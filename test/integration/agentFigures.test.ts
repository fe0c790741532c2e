/** Figures of single agents: through every route that answers any, they are shown to whom managers chose, and to nobody else. */
import { routesOf } from '../../src/api/router';
import type { Services } from '../../src/api/services';
import type { AgentTimes, FiguresAnswer, FiguresShownTo, Me } from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let megan: string;
let number: number;
beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  for (const who of [adele, diego, megan]) await desk.ask(who, '/me');
  await desk.ask(adele, '/me', { method: 'PATCH', body: { presence: 'available' } });
  const id = await desk.open();
  await desk.ask(adele, `/escalations/${id}/claim`, { method: 'POST' });
  const { body } = await desk.ask(adele, `/escalations/${id}/resolve`, { body: { outcome: 'Done' } });
  number = body.number as number;
});
afterAll(() => desk.stop());

const choose = (shownTo: FiguresShownTo, who = megan) =>
  desk.ask(who, '/agent-figures', { method: 'PATCH', body: { shownTo } });
const me = async (who: string) => (await desk.ask(who, '/me')).body as Me;

async function raw(who: string, path: string) {
  const answer = await fetch(`${desk.url}/api${path}`, { headers: { authorization: `Bearer ${who}` } });
  return { status: answer.status, text: await answer.text() };
}

const today = new Date().toISOString().slice(0, 10);
const DAYS = `from=${today}&to=${today}`;

/** Of each route: what asks for one agent's figures, and for each agent's. A new one is added here. */
const ROUTES: Record<string, { of?: (agent: string) => string; each?: string; onlyManagers?: true }> = {
  'GET /figures': { of: (agent) => `${DAYS}&agent=${agent}`, each: `${DAYS}&by=agent` },
  'GET /figures/agent-times': { of: (agent) => `${DAYS}&agent=${agent}`, each: DAYS },
  'GET /escalations': { of: (agent) => `figure=resolved&figureAgent=${agent}` },
  'GET /escalations/count': { of: (agent) => `figure=resolved&figureAgent=${agent}` },
  'GET /exports/escalations.csv': { of: (agent) => `figure=resolved&figureAgent=${agent}`, onlyManagers: true },
  'GET /exports/escalations.jsonl': { of: (agent) => `figure=resolved&figureAgent=${agent}`, onlyManagers: true },
};

test('whatever can be asked for an agent’s figures says whose they are', () => {
  const routes = routesOf({} as Services);
  const asks = ({ query }: (typeof routes)[number]) => {
    const fields = Object.keys((query as { shape?: object } | undefined)?.shape ?? {});
    return ['agent', 'figureAgent'].some((field) => fields.includes(field));
  };
  const named = routes.filter(asks).map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(named.sort()).toEqual(Object.keys(ROUTES).sort());
  expect(routes.filter(asks).filter(({ whose }) => !whose)).toEqual([]);
});

describe.each<FiguresShownTo>(['managers', 'themselves', 'nobody'])('shown to %s', (shownTo) => {
  beforeAll(async () => expect(await choose(shownTo)).toMatchObject({ status: 200, body: { shownTo } }));
  const owns = shownTo === 'nobody' ? 403 : 200;
  const others = shownTo === 'managers' ? 200 : 403;

  test.each(Object.entries(ROUTES))('%s', async (route, { of, each, onlyManagers }) => {
    const path = route.replace('GET ', '');
    const status = async (who: string, query: string) => (await raw(who, `${path}?${query}`)).status;
    if (of) {
      expect(await status(adele, of('me'))).toBe(onlyManagers ? 403 : owns);
      expect(await status(adele, of('adele'))).toBe(onlyManagers ? 403 : owns);
      expect(await status(diego, of('adele'))).toBe(403);
      expect(await status(megan, of('adele'))).toBe(others);
    }
    if (each !== undefined) {
      expect(await status(adele, each)).toBe(403);
      expect(await status(megan, each)).toBe(others);
    }
  });

  test('figures of queues and bots are no agent’s, and managers see them whatever is chosen', async () => {
    expect(await raw(megan, `/figures?${DAYS}&by=queue`)).toMatchObject({ status: 200 });
    expect(await raw(adele, `/figures?${DAYS}&by=queue`)).toMatchObject({ status: 403 });
  });

  test('a file of many chats names who had them only where their figures are shown', async () => {
    const csv = await raw(megan, '/exports/escalations.csv');
    expect(csv.text).toContain(String(number));
    expect(csv.text.includes('Adele Vance')).toBe(shownTo === 'managers');
    const [line = ''] = (await raw(megan, '/exports/escalations.jsonl')).text.split('\n');
    const row = JSON.parse(line) as { owner: unknown; owners: unknown[] };
    expect([row.owner !== null, row.owners.length > 0]).toEqual([others === 200, others === 200]);
  });

  test('how many chats of a colleague have ended is a figure of theirs; those they have now are not', async () => {
    const count = (who: string, query: string) => raw(who, `/escalations/count?${query}`).then(({ status }) => status);
    expect(await count(megan, 'assignee=adele')).toBe(others);
    expect(await count(megan, 'assignee=adele&status=resolved')).toBe(others);
    expect(await count(diego, 'assignee=adele')).toBe(403);
    expect(await count(adele, 'assignee=me')).toBe(owns);
    expect(await count(megan, 'assignee=adele&status=claimed')).toBe(200);
    expect((await raw(megan, '/exports/escalations.csv?assignee=adele')).status).toBe(others);
  });

  test('Live says how agents are, and since when only where their figures are shown', async () => {
    const gone = new Date(Date.now() - 5 * 60_000);
    await desk.db.q
      .updateTable('agent')
      .set({ presence_at: gone, there_until: null })
      .where('id', '=', 'adele')
      .execute();
    const closed = async (who: string, path: string) => {
      const { body } = await desk.ask(who, path);
      const people = (body.agents ?? body.items) as { id: string; presence: string; tabClosedAt: string | null }[];
      return people.find(({ id }) => id === 'adele')?.tabClosedAt ?? null;
    };
    expect(await closed(megan, '/now')).toBe(shownTo === 'managers' ? gone.toISOString() : null);
    expect(await closed(megan, '/agents')).toBe(shownTo === 'managers' ? gone.toISOString() : null);
    expect(await closed(diego, '/agents')).toBeNull();
    expect(await closed(adele, '/agents')).toBe(gone.toISOString());
    const id = await desk.open();
    const why = await raw(megan, `/escalations/${id}/candidates`);
    expect(why.text.includes(gone.toISOString())).toBe(shownTo === 'managers');
  });
});

test('an agent’s own figures are of every queue, and of nobody else', async () => {
  await choose('themselves');
  const mine = await desk.ask(adele, `/figures?${DAYS}&agent=me`);
  expect((mine.body as FiguresAnswer).total.counts).toMatchObject({ accepted: 1, resolved: 1 });
  const theirs = await desk.ask(diego, `/figures?${DAYS}&agent=me`);
  expect((theirs.body as FiguresAnswer).total.counts).toMatchObject({ accepted: 0, resolved: 0 });
  const times = async (who: string) =>
    ((await desk.ask(who, `/figures/agent-times?${DAYS}&agent=me`)).body as AgentTimes).agents.map(({ id }) => id);
  expect(await times(adele)).toEqual(['adele']);
  expect(await times(diego)).toEqual([]);
  const opened = await desk.ask(adele, '/escalations?figure=resolved&figureAgent=me');
  expect(opened.body.items).toHaveLength(1);
});

describe('who sees what', () => {
  test('is chosen by managers of the whole desk, and kept in the audit', async () => {
    expect(await choose('nobody', adele)).toMatchObject({ status: 403 });
    expect(await choose('everybody' as 'nobody')).toMatchObject({ status: 400 });
    await choose('nobody');
    await choose('managers');
    expect((await choose('managers')).body).toMatchObject({ changedBy: { id: 'megan', name: 'Megan Bowen' } });
    const { body } = await desk.ask(megan, '/audit?subjectKind=agentFigures');
    expect(body.items[0]).toMatchObject({
      summary: 'Figures of single agents are shown to: each agent their own, and managers.',
      changes: [{ what: 'Shown to', before: 'nobody', after: 'each agent their own, and managers' }],
    });
    // Chosen again as it was, nothing is news.
    expect(body.items.length).toBeGreaterThan(1);
    expect(body.items[1].changes[0].after).toBe('nobody');
  });

  test('is told to every agent until they have read it, and again once it changes', async () => {
    await choose('themselves');
    expect((await me(adele)).agentFigures).toMatchObject({ shownTo: 'themselves', isNews: true });
    const presence = (await me(adele)).presence;
    await desk.ask(adele, '/me', { method: 'PATCH', body: { agentFiguresRead: true } });
    expect(await me(adele)).toMatchObject({ presence, agentFigures: { shownTo: 'themselves', isNews: false } });
    expect((await me(diego)).agentFigures.isNews).toBe(true);
    await choose('managers');
    expect((await me(adele)).agentFigures).toMatchObject({
      shownTo: 'managers',
      isNews: true,
      changedBy: { name: 'Megan Bowen' },
    });
    expect((await desk.ask(adele, '/agent-figures')).body).toMatchObject({ shownTo: 'managers' });
  });

  test('is news to whoever has never read it, also where nobody has ever chosen', async () => {
    await desk.db.q.deleteFrom('agent_figures').execute();
    expect((await me(diego)).agentFigures).toEqual({
      shownTo: 'managers',
      changedAt: null,
      changedBy: null,
      isNews: true,
    });
    expect((await me(adele)).agentFigures.isNews).toBe(false);
  });
});
