import { type Escalation, SYSTEM } from '../../src/domain/escalation';
import { type Fit, type FreeAgent, assign, makesWork } from '../../src/domain/routing/assignment';
import { type By, type Command, decide } from '../../src/domain/transitions';
import { dice } from '../support/dice';

const NOW = new Date('2026-03-01T10:00:00Z');
const minute = (n: number) => new Date(NOW.getTime() + n * 60_000);
const buildAgent = (id: string, part: Partial<FreeAgent> = {}): FreeAgent => ({
  id,
  name: id,
  load: 0,
  capacity: null,
  hasTab: true,
  askedAt: null,
  ...part,
});
const waits = (id: string, priority = 0, openedAt = NOW) => ({ id, priority, openedAt });
const everyFit = (escalations: Fit['escalation'][], agents: FreeAgent[]): Fit[] =>
  agents.flatMap((agent) => escalations.map((escalation) => ({ escalation, agent })));
const pairs = (fits: Fit[]) => assign(fits).map(({ escalationId, agent }) => `${escalationId} ${agent.id}`);

describe('whoever is asked first', () => {
  it.each<[string, FreeAgent, FreeAgent]>([
    ['has less to do', buildAgent('b', { load: 1 }), buildAgent('a', { load: 2 })],
    ['was asked longer ago', buildAgent('b', { askedAt: minute(1) }), buildAgent('a', { askedAt: minute(2) })],
    ['was never asked', buildAgent('b'), buildAgent('a', { askedAt: minute(1) })],
    ['has a tab open, even with more to do', buildAgent('b', { load: 3 }), buildAgent('a', { hasTab: false })],
    ['comes first by id', buildAgent('a'), buildAgent('b')],
  ])('%s', (_, first, second) => expect(pairs(everyFit([waits('e')], [second, first]))).toEqual([`e ${first.id}`]));
});

it('the most urgent is offered first, then what has waited longest', () => {
  const three = [waits('new', 0, minute(2)), waits('old', 0, minute(1)), waits('urgent', 2, minute(3))];
  expect(pairs(everyFit(three, [buildAgent('a', { capacity: 2 })]))).toEqual(['urgent a', 'old a']);
});

it('work is spread as it is given out', () => {
  const four = ['1', '2', '3', '4'].map((id, n) => waits(id, 0, minute(n)));
  const agents = [buildAgent('a', { load: 2 }), buildAgent('b', { load: 1 })];
  expect(pairs(everyFit(four, agents))).toEqual(['1 b', '2 a', '3 b', '4 a']);
});

it('nobody gets more than they take, and nothing waits for whom somebody fits, in any desk', () => {
  const random = dice(7);
  for (let n = 0; n < 300; n += 1) {
    const escalations = Array.from({ length: Math.floor(random() * 12) }, (_, e) =>
      waits(`${e}`, Math.floor(random() * 3)),
    );
    const agents = Array.from({ length: Math.floor(random() * 6) }, (_, a) =>
      buildAgent(`agent ${a}`, {
        load: Math.floor(random() * 3),
        capacity: random() < 0.2 ? null : Math.floor(random() * 5),
      }),
    );
    const fits = everyFit(escalations, agents).filter(() => random() < 0.5);
    const matches = assign(fits);
    const given = (id: string) => matches.filter(({ agent }) => agent.id === id).length;
    expect(new Set(matches.map(({ escalationId }) => escalationId)).size).toBe(matches.length);
    for (const { id, load, capacity } of agents) {
      if (given(id) > 0) expect(load + given(id)).toBeLessThanOrEqual(capacity ?? Infinity);
    }
    const left = fits.filter(({ escalation }) => !matches.some(({ escalationId }) => escalationId === escalation.id));
    for (const { agent } of left)
      expect(agent.load + given(agent.id)).toBeGreaterThanOrEqual(agent.capacity ?? Infinity);
  }
});

describe('a change that makes work', () => {
  const waiting: Escalation = {
    id: 'e1',
    number: 1042,
    tenantId: 't',
    conversationId: 'c',
    connectionId: 'n',
    queueId: 'q1',
    status: 'waiting',
    version: 1,
    assigneeId: null,
    assigneeName: null,
    openedAt: NOW,
    claimedAt: null,
    endedAt: null,
    outcome: null,
    offeredTo: null,
    passedBy: [],
    customerWaitsSince: null,
    onHoldSince: null,
    onHoldUntil: null,
  };
  const offered = { ...waiting, offeredTo: 'ana' };
  const claimed: Escalation = { ...waiting, status: 'claimed', assigneeId: 'ana', assigneeName: 'Ana', claimedAt: NOW };
  const ana: By = { kind: 'agent', id: 'ana', name: 'Ana', manager: false, member: true };
  const bo: By = { ...ana, id: 'bo', name: 'Bo' };
  const mia: By = { ...ana, id: 'mia', name: 'Mia', manager: true };
  const desk: By = { ...SYSTEM, manager: true, member: false };

  it.each<[string, boolean, Escalation, Command]>([
    ['a claim of what nobody was asked to take', false, waiting, { verb: 'claim', by: ana }],
    ['a claim of one’s own offer', false, offered, { verb: 'claim', by: ana }],
    ['a claim of another’s offer', true, offered, { verb: 'claim', by: bo }],
    ['an offer let go by', true, offered, { verb: 'pass', by: ana }],
    ['an offer nobody answered', true, offered, { verb: 'pass', by: desk, unanswered: 'Ana' }],
    ['an offer withdrawn', true, offered, { verb: 'withdraw', from: { id: 'ana', name: 'Ana' } }],
    ['a release', true, claimed, { verb: 'release', by: ana }],
    [
      'a transfer to somebody else',
      true,
      claimed,
      { verb: 'transfer', by: ana, to: { agent: { id: 'bo', name: 'Bo' } } },
    ],
    ['a transfer to oneself', false, claimed, { verb: 'transfer', by: mia, to: { agent: { id: 'ana', name: 'Ana' } } }],
    ['a move to another queue', true, waiting, { verb: 'transfer', by: mia, to: { queue: { id: 'q2', name: 'Two' } } }],
    ['an end', true, claimed, { verb: 'resolve', by: ana, wrapUp: {}, rule: null }],
    ['the end of what is on offer', true, offered, { verb: 'abandon', by: desk, outcome: 'gone' }],
    ['the end of what waits for anybody', false, waiting, { verb: 'abandon', by: desk, outcome: 'gone' }],
    ['a question to a colleague', false, claimed, { verb: 'consult', by: ana, agent: { id: 'bo', name: 'Bo' } }],
  ])('%s: %s', (_, expected, before, command) => {
    const decision = decide(before, command, NOW);
    if (decision.kind !== 'change') throw new Error(decision.kind);
    expect(makesWork(before, decision.change)).toBe(expected);
  });
});
