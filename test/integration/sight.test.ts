import { EventEmitter } from 'node:events';
import { createLog } from '../../src/base/log';
import type { Request, Response } from 'express';
import type { Asker } from '../../src/api/route';
import { Streams } from '../../src/api/streams';
import type { EscalationStatus } from '../../src/contract/api';
import type { Role } from '../../src/domain/escalation';
import { can, sightOf } from '../../src/domain/policy';
import { type EscalationRow, findEscalation } from '../../src/store/escalation/escalations';
import { listEscalations } from '../../src/store/escalation/pages';
import { addPerson, removePerson } from '../../src/store/escalation/people';
import { saveBound } from '../../src/store/managers';
import type { Hint } from '../../src/store/postgres/db';
import { type ApiDesk, TENANT, startApiDesk } from '../support/apiDesk';
import { eventually } from '../support/eventually';

/** Who may see what is one rule; it is asked in memory, in SQL and by the live stream, and the answer is the same. */

let desk: ApiDesk;
let everybody: Asker[];
beforeAll(async () => {
  desk = await startApiDesk();
  const { support, billing } = desk.world;
  everybody = [
    asker('member', { queueIds: [support] }),
    asker('member of another queue', { queueIds: [billing] }),
    asker('manager', { manager: true }),
    asker('manager of its queue', { manager: true, boundTo: [support] }),
    asker('manager of another queue', { manager: true, boundTo: [billing] }),
    asker('manager of no queue', { manager: true, boundTo: [] }),
    asker('agent who is bounded to it, and no manager', { boundTo: [support] }),
    asker('owner'),
    asker('owner before'),
    asker('asked for advice'),
    asker('joined'),
    asker('manager elsewhere', { tenantId: 'elsewhere', manager: true }),
    asker('owner elsewhere', { tenantId: 'elsewhere', id: 'owner' }),
    asker('member elsewhere', { tenantId: 'elsewhere', queueIds: [support] }),
    asker('nobody'),
  ];
});
afterAll(() => desk.stop());

function asker(name: string, options: Partial<Asker> = {}): Asker {
  const { tenantId = TENANT, id = name, manager = false } = options;
  const signedIn = { tenantId, id, name, upn: null, manager, expiresAt: new Date(Date.now() + 3_600_000) };
  return { tenantId, id, name, manager, queueIds: [], signedIn, ...options };
}

const ALL_PARTS: [string, Role][] = [
  ['owner before', 'owner'],
  ['asked for advice', 'consulted'],
  ['joined', 'joined'],
];

const cases: { state: string; status: EscalationStatus; owner?: string; parts?: [string, Role][]; seenBy: string[] }[] =
  [
    { state: 'new', status: 'waiting', seenBy: ['member', 'manager', 'manager of its queue'] },
    {
      state: 'waiting again after a release',
      status: 'waiting',
      parts: [['owner before', 'owner']],
      seenBy: ['member', 'manager', 'manager of its queue', 'owner before'],
    },
    {
      state: 'claimed by somebody who has left the team',
      status: 'claimed',
      owner: 'owner',
      seenBy: ['member', 'manager', 'manager of its queue', 'owner'],
    },
    {
      state: 'claimed, with everybody who can have a part in it',
      status: 'claimed',
      owner: 'owner',
      parts: [...ALL_PARTS, ['owner', 'owner']],
      seenBy: ['member', 'manager', 'manager of its queue', 'owner', 'owner before', 'asked for advice', 'joined'],
    },
    {
      state: 'resolved',
      status: 'resolved',
      owner: 'owner',
      parts: ALL_PARTS,
      seenBy: ['member', 'manager', 'manager of its queue', 'owner', 'owner before', 'asked for advice', 'joined'],
    },
    { state: 'abandoned while it waited', status: 'abandoned', seenBy: ['member', 'manager', 'manager of its queue'] },
  ];

describe.each(cases)('an escalation that is $state', ({ status, owner = null, parts = [], seenBy }) => {
  let row: EscalationRow;
  beforeAll(async () => {
    const now = new Date();
    const id = await desk.open();
    for (const [name, role] of parts) await addPerson(desk.db.q, id, { id: name, name }, role, now);
    await desk.db.q
      .updateTable('escalation')
      .set({
        status,
        assignee_id: owner,
        assignee_name: owner,
        claimed_at: owner === null ? null : now,
        ended_at: status === 'resolved' || status === 'abandoned' ? now : null,
      })
      .where('id', '=', id)
      .execute();
    row = (await findEscalation(desk.db.q, id))!;
  });

  test('by policy', () => {
    expect(namesOf(everybody.filter((who) => can(who, 'see', row)))).toEqual(seenBy);
  });

  test('in lists', async () => {
    const seen: Asker[] = [];
    for (const who of everybody) {
      const page = await listEscalations(desk.db.q, {
        tenantId: who.tenantId,
        visibleTo: sightOf(who),
        order: 'newest',
        limit: 100,
      });
      if (page.items.some(({ id }) => id === row.id)) seen.push(who);
    }
    expect(namesOf(seen)).toEqual(seenBy);
  });

  test.each<Hint['kind']>(['escalation', 'message'])('in the live stream, of a hint about its %s', async (kind) => {
    const { tell, heardBy, stop } = listening();
    const { id, queueId, assigneeId } = row;
    tell(
      kind === 'escalation'
        ? { kind, id, version: 2, queueId, assigneeId, status: row.status, offeredTo: null }
        : { kind: 'message', escalationId: id, seq: 1, queueId, assigneeId },
    );
    await eventually(() => heardBy(id).length > 0);
    expect(heardBy(id)).toEqual(seenBy);
    stop();
  });
});

test('whoever leaves hears of it once more, and then no longer', async () => {
  const id = await desk.open();
  const { queueId } = (await findEscalation(desk.db.q, id))!;
  const lee = { id: 'asked for advice', name: 'Lee' };
  const standing = { status: 'waiting', queueId, assigneeId: null, offeredTo: null } as const;
  const hint = { kind: 'escalation', id, ...standing } as const;
  await addPerson(desk.db.q, id, lee, 'consulted', new Date());
  const { tell, timesHeard, stop } = listening();
  tell({ ...hint, version: 2 });
  await eventually(() => timesHeard(lee.id, id) === 1);
  await removePerson(desk.db.q, id, lee.id, 'consulted');
  tell({ ...hint, version: 3 });
  await eventually(() => timesHeard(lee.id, id) === 2);
  tell({ ...hint, version: 4 });
  await eventually(() => timesHeard('member', id) === 3);
  expect(timesHeard(lee.id, id)).toBe(2);
  stop();
});

test('a manager whose queue is taken away hears no more of it', async () => {
  const id = await desk.open();
  const { queueId } = (await findEscalation(desk.db.q, id))!;
  const hint = { kind: 'escalation', id, status: 'waiting', queueId, assigneeId: null, offeredTo: null } as const;
  const { tell, timesHeard, stop } = listening();
  const manager = 'manager of its queue';
  tell({ ...hint, version: 2 });
  await eventually(() => timesHeard(manager, id) === 1);
  const to = { tenantId: TENANT, id: manager, queueIds: [desk.world.billing], by: 'Megan Bowen', now: new Date() };
  await saveBound(desk.db.q, to);
  tell({ kind: 'roster', tenantId: TENANT });
  // Told of the queue itself, the tab asks again.
  await eventually(() => timesHeard(manager, queueId) > 1);
  tell({ ...hint, version: 3 });
  // Everybody's queues have been read anew, and here only managers have any.
  await eventually(() => timesHeard('manager', id) === 2);
  expect(timesHeard(manager, id)).toBe(1);
  stop();
});

const namesOf = (people: Asker[]) => people.map(({ name }) => name);

/** Everybody has a stream open; hints come from the test. */
function listening() {
  let tell: (hint: Hint) => void = () => undefined;
  const hints = {
    on: (listener: (hint: Hint) => void) => {
      tell = listener;
      return () => undefined;
    },
    onReconnect: () => () => undefined,
  };
  const streams = new Streams({
    q: desk.db.q,
    hints,
    log: createLog('silent'),
    agents: { stillThere: async () => undefined },
    viewers: { onChange: () => () => true },
  });
  streams.start();
  const ears = everybody.map((who) => {
    const ear = { who, text: '' };
    const res = Object.assign(new EventEmitter(), {
      writeHead: () => undefined,
      write: (text: string) => (ear.text += text),
      end: () => undefined,
      destroy: () => undefined,
      writableLength: 0,
    });
    const req = { socket: { setNoDelay: () => undefined } };
    streams.open(who, req as unknown as Request, res as unknown as Response);
    return ear;
  });
  const timesHeard = (name: string, id: string) =>
    (ears.find(({ who }) => who.name === name)?.text.split(id).length ?? 1) - 1;
  return {
    tell: (hint: Hint) => tell(hint),
    timesHeard,
    heardBy: (id: string) => ears.filter(({ text }) => text.includes(id)).map(({ who }) => who.name),
    stop: () => streams.stop(),
  };
}
