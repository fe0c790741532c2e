/** @jest-environment ./test/component/support/page.ts */
/** Why nobody gets a chat that waits, and what a manager does about it there. */
import { screen, waitFor, within } from '@testing-library/react';
import type { Candidate, Candidates } from '../../src/contract/api';
import { WhyNobody } from '../../tab/now/why/WhyNobody';
import { buildEscalation } from './support/build';
import { api, refusal, show } from './support/show';

const ROBIN = buildEscalation({ id: 'robin', status: 'waiting', assignee: null, can: { transfer: true } });
const person = (change: Partial<Candidate>): Candidate => ({
  id: 'lee',
  name: 'Lee Gu',
  presence: 'available',
  isOfTeam: true,
  load: 0,
  capacity: null,
  obstacles: [],
  ...change,
});
const build = (change: Partial<Candidates>): Candidates => ({
  status: 'waiting',
  assigneeName: null,
  queue: 'Billing',
  assignment: 'automatic',
  open: true,
  opensAt: null,
  channelLost: null,
  hasChannel: true,
  requiredSkill: null,
  offer: null,
  members: 1,
  candidates: [],
  ...change,
});

async function open(why: Candidates) {
  api.on('GET /escalations/robin/candidates', () => why);
  const done = { transfer: 0, closed: 0 };
  const shown = await show(
    <WhyNobody escalation={ROBIN} onTransfer={() => (done.transfer += 1)} onClose={() => (done.closed += 1)} />,
    { roles: ['manager'] },
  );
  const summary = await screen.findByTestId('why-summary');
  return { ...shown, done, summary };
}

const reasonsOf = (id: string) => {
  const row = screen.getAllByTestId('candidate').find(({ dataset }) => dataset['agent'] === id);
  return within(row as HTMLElement).getByTestId('reasons').textContent;
};

test('each person is named with everything that keeps it from them', async () => {
  const { summary } = await open(
    build({
      requiredSkill: 'French',
      members: 3,
      candidates: [
        person({
          id: 'lee',
          load: 3,
          capacity: 3,
          obstacles: [
            { kind: 'full', load: 3, capacity: 3 },
            { kind: 'lacksSkill', skill: 'French' },
          ],
        }),
        person({ id: 'iris', name: 'Iris', presence: 'busy', obstacles: [{ kind: 'busy', teamsSays: 'inACall' }] }),
        person({ id: 'bo', name: 'Bo', presence: 'away', obstacles: [{ kind: 'neverHere' }] }),
        person({ id: 'ema', name: 'Ema', isOfTeam: false, load: 1, obstacles: [{ kind: 'notOfTeam' }] }),
      ],
    }),
  );
  expect(summary.textContent).toBe('Nobody in Billing can be offered this chat now.It asks for the skill “French”.');
  expect(reasonsOf('lee')).toBe('has 3 of 3 chats · lacks the skill “French”');
  expect(reasonsOf('iris')).toBe('in a call, says Teams');
  expect(reasonsOf('bo')).toBe('has never opened the desk');
  expect(reasonsOf('ema')).toBe('is not on this queue’s team · 1 chat');
  expect(screen.getByText('Let people take more at once, in Settings under Agents.')).toBeTruthy();
  expect(screen.getAllByTestId('candidate-assign').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Assign to Iris',
    'Assign to Bo',
  ]);
});

test('a manager assigns it there, and reads why not when it is refused', async () => {
  const { user, done } = await open(
    build({ candidates: [person({ presence: 'away', obstacles: [{ kind: 'away', teamsSays: null }] })] }),
  );
  let refuses = true;
  api.on('POST /escalations/robin/transfer', ({ body }) => {
    expect(body).toEqual({ agentId: 'lee' });
    return refuses
      ? refusal(409, { code: 'at_capacity', title: 'Full', detail: 'Lee Gu has as many chats as they can take.' })
      : { ...ROBIN, status: 'claimed' };
  });
  await user.click(screen.getByTestId('candidate-assign'));
  expect(await screen.findByText('Lee Gu has as many chats as they can take.')).toBeTruthy();
  expect(done.closed).toBe(0);
  refuses = false;
  await user.click(screen.getByTestId('candidate-assign'));
  await waitFor(() => expect(done.closed).toBe(1));
});

test('a closed queue, one that offers nothing and one that nobody is in say so', async () => {
  const first = await open(build({ open: false, assignment: 'claim', members: 2, candidates: [person({})] }));
  expect(first.summary.textContent).toBe(
    'Billing is closed.Billing offers chats to nobody: whoever is free claims them.1 of 2 could claim it now.',
  );
  first.change(null);
  const second = await open(build({ open: false, members: 0, hasChannel: false }));
  expect(second.summary.textContent).toBe(
    'Billing is closed: nothing is offered.Nobody is on the team of Billing.Its queue has no channel: no card shows this chat.',
  );
  await second.user.click(screen.getByTestId('why-transfer'));
  expect(second.done.transfer).toBe(1);
});

test('what was taken meanwhile is no riddle any more', async () => {
  const { summary } = await open(build({ status: 'claimed', assigneeName: 'Lee Gu', candidates: [person({})] }));
  expect(summary.textContent).toBe('Lee Gu has this chat now.');
  expect(screen.queryByTestId('candidate-assign')).toBeNull();
});
