/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { Queue, QueueChange } from '../../src/contract/api';
import { Queues } from '../../tab/settings/queues/Queues';
import { buildAgent, buildQueue, buildTargets, MEGAN } from './support/build';
import { api, isDisabled, mistakeAt, pageOf, refusal, show, write } from './support/show';

const VIP = buildQueue({ id: 'vip', name: 'VIP' });

/** The dialog of Billing's service targets, opened where it is opened: in the list, which follows the desk. */
async function open(queue: Queue = buildQueue()): Promise<UserEvent> {
  api.on('GET /queues', pageOf([queue, VIP]));
  api.on('GET /agents', pageOf([buildAgent(), buildAgent(MEGAN)]));
  api.on('PATCH /queues/billing', ({ body }) => {
    const serviceTargets = { ...queue.serviceTargets, ...(body as QueueChange).serviceTargets };
    const changed = buildQueue({ ...queue, serviceTargets, version: queue.version + 1 });
    api.on('GET /queues', pageOf([changed, VIP]));
    return changed;
  });
  const { user } = await show(<Queues />, { roles: ['manager'] });
  const [first] = await screen.findAllByRole('button', { name: /^Hours and targets: / });
  await user.click(first as HTMLElement);
  await dialog();
  return user;
}

const dialog = () => screen.findByTestId('promises-dialog');
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
const sent = () => api.sent('PATCH /queues/billing');

describe('what is saved', () => {
  test('is only what one changed, made from the version one saw', async () => {
    const user = await open();
    await write(user, field(/^Target time to claim/), '10');
    await user.click(save());
    expect(await screen.findByText('The hours and targets of Billing are saved.')).toBeTruthy();
    expect(screen.queryByTestId('promises-dialog')).toBeNull();
    expect(sent()).toEqual([{ serviceTargets: { targetSeconds: 600 }, version: 1 }]);
  });

  test('can be several things at once, and nothing instead of something', async () => {
    const user = await open(buildQueue({ serviceTargets: buildTargets({ silentOwnerMinutes: 5 }) }));
    await user.selectOptions(screen.getByRole('combobox', { name: /^If missed, alert/ }), 'Megan Bowen');
    await user.selectOptions(screen.getByRole('combobox', { name: /^If missed twice, move to/ }), 'VIP');
    await user.clear(field(/^An agent may let a customer wait/));
    await user.click(save());
    await waitFor(() => expect(sent()).toHaveLength(1));
    expect(sent()).toEqual([
      { serviceTargets: { onCall: MEGAN, secondQueueId: 'vip', silentOwnerMinutes: null }, version: 1 },
    ]);
  });

  test('is nothing when nothing is different in the end', async () => {
    const user = await open();
    expect(isDisabled(save())).toBe(true);
    await write(user, field(/^Target time to claim/), '10');
    expect(isDisabled(save())).toBe(false);
    await write(user, field(/^Target time to claim/), '5');
    expect(isDisabled(save())).toBe(true);
  });

  test('includes the hours once there are some', async () => {
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'At these hours' }));
    await user.click(within(screen.getByTestId('day-fri')).getByRole('button', { name: /^Remove these hours/ }));
    await user.click(save());
    await waitFor(() => expect(sent()).toHaveLength(1));
    const day = [['09:00', '17:00']];
    expect(sent()).toEqual([
      {
        serviceTargets: {
          hours: {
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            week: { mon: day, tue: day, wed: day, thu: day, fri: [], sat: [], sun: [] },
            holidays: [],
          },
        },
        version: 1,
      },
    ]);
  });
});

describe('a mistake', () => {
  test.each([
    [/^Target time to claim/, 'soon', 'Between 10 seconds and 7 days, in minutes.'],
    [/^Target time to claim/, '0', 'Between 10 seconds and 7 days, in minutes.'],
    [/^An agent may let a customer wait/, '1.5', 'Whole minutes, please.'],
    [/^A customer may be silent/, '99999', 'Between 1 minute and 30 days, in minutes.'],
  ])('stands at its field: %s %s', async (name, words, mistake) => {
    const user = await open();
    await write(user, field(name), words);
    expect(mistakeAt(field(name))).toBe(mistake);
    expect(isDisabled(save())).toBe(true);
    await user.clear(field(name));
    expect(mistakeAt(field(name))).toBeNull();
  });

  test('in the hours stands at its day, and at the week when it would never open', async () => {
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'At these hours' }));
    const days = screen.getAllByTestId(/^day-/);
    const monday = screen.getByTestId('day-mon');
    await user.click(within(monday).getByRole('button', { name: 'Add hours to Monday' }));
    expect(within(monday).getByRole('alert').textContent).toBe('Give both times.');
    expect(isDisabled(save())).toBe(true);
    for (const row of days) {
      while (row.querySelector('input')) await user.click(within(row).getAllByRole('button')[0] as HTMLElement);
    }
    expect(screen.getByRole('alert').textContent).toBe('It would never be open. Open it on one day at least.');
  });

  test('the desk found stands at its field, until that is changed', async () => {
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'At these hours' }));
    const zone = screen.getByRole('combobox', { name: 'Time zone' });
    await write(user, zone, 'Atlantis');
    const errors = [{ path: 'serviceTargets.hours.timeZone', message: 'Give a time zone like Europe/Berlin.' }];
    api.on('PATCH /queues/billing', refusal(400, { code: 'bad_request', title: 'Not saved.', errors }));
    await user.click(save());
    await waitFor(() => expect(mistakeAt(zone)).toBe('Give a time zone like Europe/Berlin.'));
    await write(user, zone, 'Europe/Berlin');
    expect(mistakeAt(zone)).toBeNull();
  });
});

describe('when somebody else saved meanwhile', () => {
  /** They put Megan on call while one gave ten minutes. */
  async function beSlower(): Promise<UserEvent> {
    const user = await open();
    await write(user, field(/^Target time to claim/), '10');
    const theirs = buildQueue({ serviceTargets: buildTargets({ onCall: MEGAN }), version: 2 });
    api.on('GET /queues', pageOf([theirs, VIP]));
    api.on('PATCH /queues/billing', refusal(409, { code: 'changed_meanwhile', title: 'Somebody was faster.' }));
    await user.click(save());
    await screen.findByText(
      'Somebody changed who is alerted after you opened this. What you wrote is still here and not saved.',
    );
    expect(field(/^Target time to claim/).value).toBe('10');
    expect(isDisabled(save())).toBe(true);
    api.on('PATCH /queues/billing', theirs);
    return user;
  }
  const onCall = () => screen.getByRole<HTMLSelectElement>('combobox', { name: /^If missed, alert/ });

  test('one may go on with one’s own, on top of theirs', async () => {
    const user = await beSlower();
    await user.click(screen.getByRole('button', { name: 'Go on with mine' }));
    expect(field(/^Target time to claim/).value).toBe('10');
    expect(onCall().value).toBe(MEGAN.id);
    await user.click(save());
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toEqual({ serviceTargets: { targetSeconds: 600 }, version: 2 });
  });

  test('or take theirs', async () => {
    const user = await beSlower();
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(field(/^Target time to claim/).value).toBe('5');
    expect(onCall().value).toBe(MEGAN.id);
    expect(isDisabled(save())).toBe(true);
  });
});

test('Escape closes it only while nothing is changed', async () => {
  const user = await open();
  await write(user, field(/^Target time to claim/), '10');
  await user.keyboard('{Escape}');
  expect(field(/^Target time to claim/).value).toBe('10');
  await write(user, field(/^Target time to claim/), '5');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('promises-dialog')).toBeNull();
});

test('what could not be saved stays, with the reason', async () => {
  const user = await open();
  await write(user, field(/^Target time to claim/), '10');
  api.on('PATCH /queues/billing', refusal(503, { code: 'unavailable', title: 'The desk is starting.' }));
  await user.click(save());
  expect(await within(await dialog()).findByText('The desk is starting.')).toBeTruthy();
  expect(field(/^Target time to claim/).value).toBe('10');
  expect(isDisabled(save())).toBe(false);
});
