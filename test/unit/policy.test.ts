import { type PolicyVerb, can, keepsSight, sightOf, sightOfManager } from '../../src/domain/policy';
import type { Escalation, EscalationStatus, Identity } from '../../src/domain/escalation';
import { type By, type Command, decide } from '../../src/domain/transitions';

const OPENED = new Date('2026-01-05T09:00:00Z');

function identity(options: Partial<Identity> = {}): Identity {
  return { tenantId: 'tenant', id: 'adele', name: 'Adele', manager: false, queueIds: ['support'], ...options };
}

function escalation(
  status: EscalationStatus,
  assigneeId: string | null,
  options: Partial<Escalation> = {},
): Escalation {
  const ended = status === 'resolved' || status === 'abandoned';
  return {
    id: 'e1',
    number: 1001,
    tenantId: 'tenant',
    conversationId: 'c1',
    connectionId: 'n1',
    queueId: 'support',
    status,
    version: 1,
    assigneeId,
    assigneeName: assigneeId,
    openedAt: OPENED,
    claimedAt: assigneeId ? OPENED : null,
    endedAt: ended ? OPENED : null,
    outcome: null,
    offeredTo: null,
    passedBy: [],
    customerWaitsSince: null,
    onHoldSince: null,
    onHoldUntil: null,
    ...options,
  };
}

const member = identity();
const stranger = identity({ queueIds: ['billing'] });
const manager = identity({ id: 'megan', manager: true, queueIds: [] });
const waiting = escalation('waiting', null);
const mine = escalation('claimed', 'adele');
const theirs = escalation('claimed', 'diego');
const ended = escalation('resolved', 'adele');

const VERBS: PolicyVerb[] = ['see', 'claim', 'release', 'transfer', 'resolve', 'reply', 'note', 'manage'];

describe('what a person may do', () => {
  it.each<[string, Identity, Escalation, PolicyVerb[]]>([
    ['a member with a waiting one', member, waiting, ['see', 'claim', 'note']],
    ['a member with their own', member, mine, ['see', 'release', 'transfer', 'resolve', 'reply', 'note']],
    ['a member with a colleague’s', member, theirs, ['see', 'note']],
    ['a member with an ended one', member, ended, ['see']],
    ['a member of another queue with a waiting one', stranger, waiting, []],
    ['an owner from another queue', stranger, mine, ['see', 'release', 'transfer', 'resolve', 'reply', 'note']],
    ['a manager with a waiting one', manager, waiting, ['see', 'claim', 'transfer', 'note', 'manage']],
    ['a manager with an agent’s', manager, theirs, ['see', 'release', 'transfer', 'resolve', 'note', 'manage']],
    ['a manager with an ended one', manager, ended, ['see', 'manage']],
    ['a manager of another tenant', { ...manager, tenantId: 'elsewhere' }, waiting, []],
    ['a member of another tenant', { ...member, tenantId: 'elsewhere' }, mine, []],
  ])('%s', (_, who, subject, allowed) => {
    expect(VERBS.filter((verb) => can(who, verb, subject))).toEqual(allowed);
  });

  it('lets somebody who owned an escalation once read it, and nothing more', () => {
    const elsewhere = escalation('claimed', 'diego', { queueId: 'sales' });
    expect(can(member, 'see', elsewhere)).toBe(false);
    expect(
      VERBS.filter((verb) => can(member, verb, { ...elsewhere, people: [{ id: member.id, role: 'owner' }] })),
    ).toEqual(['see', 'note']);
  });

  it('asks managers to claim before they write: nobody speaks in another person’s name', () => {
    expect(can(manager, 'reply', theirs)).toBe(false);
    expect(can(manager, 'reply', escalation('claimed', 'megan'))).toBe(true);
  });
});

test('what only managers see ends with managing, also for whoever stays on the team', () => {
  const olga = { id: 'olga', name: 'Olga', tenantId: 'tenant', manager: true, queueIds: ['support'] };
  const [before, after] = [
    { ...olga, boundTo: ['support', 'billing'] },
    { ...olga, boundTo: ['billing'] },
  ] as const;
  expect(keepsSight(sightOf(before), sightOf(after))).toBe(true);
  expect(keepsSight(sightOfManager(before), sightOfManager(after))).toBe(false);
  expect(keepsSight(sightOfManager(after), sightOfManager(before))).toBe(true);
  expect(keepsSight(sightOfManager(olga), sightOfManager(before))).toBe(false);
  expect(keepsSight(sightOfManager(before), sightOfManager({ ...before, manager: false }))).toBe(false);
});

describe('policy and state machine', () => {
  const people: Identity[] = [];
  for (const id of ['adele', 'diego']) {
    for (const isManager of [false, true]) {
      for (const queueIds of [[], ['support'], ['billing']])
        people.push(identity({ id, manager: isManager, queueIds }));
    }
  }
  const subjects = [waiting, mine, theirs, ended, escalation('abandoned', null)];

  it.each(['claim', 'release', 'transfer', 'resolve'] as const)('agree on %s for everybody who may see', (verb) => {
    for (const who of people) {
      for (const subject of subjects) {
        if (!can(who, 'see', subject)) continue;
        const by: By = {
          kind: 'agent',
          id: who.id,
          name: who.name,
          manager: who.manager,
          member: who.manager || who.queueIds.includes(subject.queueId),
        };
        const to = { id: 'x', name: 'x' };
        const commands: Command[] =
          verb === 'transfer'
            ? [
                { verb, by, to: { agent: to } },
                { verb, by, to: { queue: to } },
              ]
            : verb === 'resolve'
              ? [{ verb, by, wrapUp: {}, rule: null }]
              : [{ verb, by }];
        const changes = commands.some((command) => decide(subject, command, OPENED).kind === 'change');
        expect({ who, subject, can: can(who, verb, subject) }).toEqual({ who, subject, can: changes });
      }
    }
  });

  it('never let those act who may not see', () => {
    for (const who of people) {
      for (const subject of subjects) {
        if (!can(who, 'see', subject)) {
          expect(VERBS.filter((verb) => verb !== 'manage' && can(who, verb, subject))).toEqual([]);
        }
      }
    }
  });
});
