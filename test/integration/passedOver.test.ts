/** Who was passed over at each offer: kept with the offer, agreeing with whom assignment would ask, told to managers alone. */
import type { EscalationEvent, PassedOver } from '../../src/contract/api';
import type { Identity } from '../../src/domain/escalation';
import { passedOverIn } from '../../src/domain/routing/passedOver';
import { fitsIn } from '../../src/store/escalation/assignment';
import { eventsOf } from '../../src/store/escalation/events';
import { keepPassedOver } from '../../src/store/escalation/passedOver';
import { updateQueue } from '../../src/store/queues';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { dice } from '../support/dice';
import { PromisedDesk } from '../support/timedDesk';

const SECOND = 1_000;
const reasonsIn = (passedOver: PassedOver | null | undefined) =>
  Object.fromEntries((passedOver?.people ?? []).map(({ id, why }) => [id, why.map(({ kind }) => kind)]));

describe('an offer', () => {
  let desk: PromisedDesk;
  beforeEach(async () => {
    desk = await PromisedDesk.start();
    await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { assignment: 'automatic', offerSeconds: 30 } });
  });
  afterEach(() => desk.stop());
  const offers = async (id: string): Promise<(PassedOver | null)[]> => {
    const { items } = await eventsOf(desk.one.db.q, id, { withPassedOver: true });
    return items.filter(({ type }) => type === 'offered').map(({ offer }) => offer && passedOverIn(offer));
  };

  test('keeps of everybody else on the team what kept it from them, or why another was rather asked', async () => {
    const names = ['Adele', 'Busy', 'Diego', 'Gone', 'Two'];
    const people = (await desk.addAgents(names)) as [Identity, Identity, Identity, Identity, Identity];
    const [adele, busy, , gone, two] = people;
    await desk.one.agents.present(busy, { presence: 'busy' });
    await desk.one.agents.present(gone, { presence: 'away' });
    for (const who of [adele, two]) {
      const id = await desk.handOver(`has ${who.id}`);
      await desk.settled();
      await desk.one.escalations.claim(id, who);
    }
    const id = await desk.handOver('asked');
    await desk.settled();
    expect(await desk.find(id)).toMatchObject({ offeredTo: 'diego' });
    const [first] = await offers(id);
    expect(first?.more).toBe(0);
    expect(reasonsIn(first)).toEqual({ adele: ['busier'], two: ['busier'], busy: ['busy'], gone: ['away'] });
    expect(first?.people.find((one) => one.id === 'adele')?.why).toEqual([{ kind: 'busier', load: 1, than: 0 }]);
    await desk.pass(30, SECOND);
    const [, second] = await offers(id);
    expect(reasonsIn(second)).toMatchObject({ diego: ['passed'], busy: ['busy'] });
    // What was is not changed by what came later.
    await desk.one.agents.present(gone, { presence: 'available' });
    expect((await offers(id))[0]).toEqual(first);
  });

  test('of two who are alike tells the one who was asked longer ago; of somebody without a tab, that', async () => {
    const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
    const id = await desk.handOver();
    await desk.settled();
    expect(reasonsIn((await offers(id))[0])).toEqual({ diego: ['askedLater'] });
    await desk.one.escalations.pass(id, adele);
    await desk.settled();
    await desk.one.escalations.resolve(id, diego).catch(() => undefined);
    desk.wait(5 * 60 * SECOND);
    await desk.one.agents.stillThere([diego]);
    const next = await desk.handOver('next');
    await desk.settled();
    expect(reasonsIn((await offers(next))[0])).toEqual({ adele: ['noTab'] });
  });

  test('keeps twenty of a large team, those who are there first, and counts the rest', async () => {
    const away = Array.from({ length: 30 }, (_, n) => `Away ${String(n).padStart(2, '0')}`);
    const [asked, ...others] = await desk.addAgents(['Zoe', 'Ann', 'Bob', ...away]);
    for (const who of others.slice(2)) await desk.one.agents.present(who, { presence: 'away' });
    const id = await desk.handOver();
    await desk.settled();
    const [kept] = await offers(id);
    const { offeredTo } = await desk.find(id);
    const rather = ['zoe', 'ann', 'bob'].filter((one) => one !== offeredTo);
    expect(kept?.people).toHaveLength(20);
    expect(kept?.more).toBe(12);
    expect(
      kept?.people
        .slice(0, 2)
        .map((one) => one.id)
        .sort(),
    ).toEqual(rather.sort());
    expect(asked).toBeDefined();
    const { rows } = await desk.one.db.pool.query<{ size: number }>(
      'select pg_column_size(people) as size from escalation_offer where escalation_id = $1',
      [id],
    );
    expect(rows[0]?.size).toBeLessThan(4_096);
  });
});

describe('told', () => {
  let desk: ApiDesk;
  let adele: string;
  let megan: string;
  let id: string;
  beforeAll(async () => {
    desk = await startApiDesk();
    adele = await desk.token();
    megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
    const diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
    for (const who of [adele, diego]) await desk.ask(who, '/me');
    await updateQueue(desk.db.q, desk.world.support, { serviceTargets: { assignment: 'automatic' } });
    await desk.ask(adele, '/me', { method: 'PATCH', body: { presence: 'available' } });
    id = await desk.open();
    await desk.assignment.sweep();
    await desk.assignment.settled();
  });
  afterAll(() => desk.stop());

  const told = async (who: string) => {
    const { body } = await desk.ask(who, `/escalations/${id}/events`);
    return (body.items as EscalationEvent[]).find(({ type }) => type === 'offered')?.passedOver;
  };
  const file = async (who: string, form: string) => {
    const answer = await fetch(`${desk.url}/api/escalations/${id}/transcript.${form}?notes=with`, {
      headers: { authorization: `Bearer ${who}` },
    });
    return answer.text();
  };

  test('to managers, in the timeline and in a transcript with notes; to agents only that it was offered', async () => {
    expect(reasonsIn(await told(megan))).toEqual({ diego: ['away'] });
    expect(await told(adele)).toBeNull();
    for (const form of ['txt', 'html']) {
      expect(await file(megan, form)).toContain('Passed over: diego (away)');
      expect(await file(adele, form)).not.toContain('Passed over');
    }
  });

  test('to nobody where figures of single agents are not shown to managers', async () => {
    await desk.ask(megan, '/agent-figures', { method: 'PATCH', body: { shownTo: 'themselves' } });
    expect(await told(megan)).toBeNull();
    expect(await file(megan, 'txt')).not.toContain('Passed over');
    await desk.ask(megan, '/agent-figures', { method: 'PATCH', body: { shownTo: 'managers' } });
    expect(await told(megan)).not.toBeNull();
  });

  test('whom nothing kept it from is whom assignment would have asked instead, whatever the desk looks like', async () => {
    const people = ['adele', 'diego', 'lee'];
    for (const oid of people) await desk.ask(await desk.token({ oid, name: oid }), '/me');
    const random = dice(11);
    const any = <T>(...of: T[]): T => of[Math.floor(random() * of.length)] as T;
    let fitting = 0;
    for (let round = 0; round < 100; round += 1) {
      const now = new Date();
      const at = (seconds: number) => new Date(now.getTime() + seconds * SECOND);
      for (const one of people) {
        await desk.db.q
          .updateTable('agent')
          .set({
            presence: any('available', 'available', 'busy', 'away'),
            said_at: any(at(-600), null),
            presence_at: any(at(-5), at(-600), null),
            there_until: any(at(300), at(-1), null),
            takes_offers: any(true, null, false),
            manager: any(false, true),
            capacity: any(null, 1, 2),
            skills: any(['French'], []),
          })
          .where('id', '=', one)
          .execute();
      }
      await desk.db.q
        .updateTable('escalation')
        .set({
          required_skill: any(null, 'french'),
          passed_by: any<string[]>([], ['adele']),
          taken_from: any(null, 'diego'),
          offered_to: null,
          offered_until: any(null, at(60), at(-1)),
        })
        .where('id', '=', id)
        .execute();
      const version = 1_000 + round;
      const to = { id: 'nobody', load: 0, hasTab: true };
      await keepPassedOver(desk.db.q, { escalationId: id, version, to, now });
      const { people: kept } = await desk.db.q
        .selectFrom('escalation_offer')
        .select('people')
        .where('escalation_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirstOrThrow();
      const fits = await fitsIn(desk.db.q, { tenantId: TENANT, queueIds: [desk.world.support], now });
      const asked = fits.filter(({ escalation }) => escalation.id === id).map(({ agent }) => agent.id);
      expect(
        kept
          .filter(({ unmet }) => unmet.length === 0)
          .map((one) => one.id)
          .sort(),
      ).toEqual(asked.sort());
      fitting += asked.length;
    }
    expect(fitting).toBeGreaterThan(10);
  });
});
