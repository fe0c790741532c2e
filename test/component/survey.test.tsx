/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { Queue, QueueChange } from '../../src/contract/api';
import { Queues } from '../../tab/settings/queues/Queues';
import { buildQueue } from './support/build';
import { api, isDisabled, pageOf, refusal, show, write } from './support/show';

const ASKS: NonNullable<Queue['survey']> = {
  scale: 'thumbs',
  wordings: [{ language: 'de', question: 'Alles gut?', thanks: null }],
  everyDays: 7,
  remindHours: null,
};

async function open(queue: Queue = buildQueue()): Promise<UserEvent> {
  api.on('GET /queues', pageOf([queue]));
  api.on('PATCH /queues/billing', ({ body }) => {
    const changed = buildQueue({ ...queue, ...(body as Pick<QueueChange, 'survey'>), version: queue.version + 1 });
    api.on('GET /queues', pageOf([changed]));
    return changed;
  });
  const { user } = await show(<Queues />, { roles: ['manager'] });
  await user.click(await screen.findByRole('button', { name: /^Survey: / }));
  await screen.findByTestId('survey-dialog');
  return user;
}

const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const save = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
const sent = () => api.sent('PATCH /queues/billing');

test('is off until somebody switches it on, with what most want', async () => {
  const user = await open();
  expect(isDisabled(save())).toBe(true);
  await user.click(screen.getByRole('switch', { name: 'Ask customers' }));
  await user.click(save());
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()).toEqual([{ survey: { scale: 'stars', wordings: [], everyDays: 30, remindHours: 24 }, version: 1 }]);
  expect(await screen.findByText(/asks customers how it was, once in 30 days at most/)).toBeTruthy();
});

test('takes its scale, its days and a question in each language', async () => {
  const user = await open(buildQueue({ survey: ASKS }));
  await user.click(screen.getByRole('radio', { name: '0 to 10' }));
  await write(user, field(/^Leave a customer alone/), '0');
  await write(user, field(/^Remind once/), '48');
  await user.click(screen.getByRole('button', { name: 'Add a language' }));
  expect(isDisabled(save())).toBe(true);
  await write(user, field(/^Question in English/), 'How did it go? ');
  await write(user, field(/^Thanks in English/), 'Thanks!');
  await user.click(save());
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()).toEqual([
    {
      survey: {
        scale: 'ten',
        wordings: [...ASKS.wordings, { language: 'en', question: 'How did it go?', thanks: 'Thanks!' }],
        everyDays: 0,
        remindHours: 48,
      },
      version: 1,
    },
  ]);
});

test('says at the field what cannot be', async () => {
  const user = await open(buildQueue({ survey: ASKS }));
  await write(user, field(/^Leave a customer alone/), '400');
  await write(user, field(/^Remind once/), '1,5');
  expect(screen.getByText('Give whole days, from 0 to 365.')).toBeTruthy();
  expect(screen.getByText('Give whole hours, from 1 to 168, or leave it empty.')).toBeTruthy();
  expect(isDisabled(save())).toBe(true);
});

test('a language is removed, and the whole survey switched off', async () => {
  const user = await open(buildQueue({ survey: ASKS }));
  await user.click(screen.getByRole('button', { name: 'Remove German' }));
  expect(within(screen.getByTestId('wordings')).queryByRole('textbox')).toBeNull();
  await user.click(screen.getByRole('switch', { name: 'Ask customers' }));
  await user.click(save());
  await waitFor(() => expect(sent()).toEqual([{ survey: null, version: 1 }]));
});

test('whoever saved meanwhile is not undone', async () => {
  const user = await open(buildQueue({ survey: ASKS }));
  api.on(
    'PATCH /queues/billing',
    refusal(409, { code: 'changed_meanwhile', title: 'Somebody else changed this queue meanwhile.' }),
  );
  await user.click(screen.getByRole('radio', { name: '1 to 5 stars' }));
  await user.click(save());
  expect(await screen.findByText(/Somebody else changed this queue meanwhile/)).toBeTruthy();
});

describe('when somebody saved another survey meanwhile', () => {
  const THEIRS = { ...ASKS, everyDays: 14, scale: 'ten' as const };
  async function behind(theirs: Queue): Promise<UserEvent> {
    const user = await open(buildQueue({ survey: ASKS }));
    await user.click(screen.getByRole('radio', { name: '1 to 5 stars' }));
    api.on('GET /queues', pageOf([theirs]));
    api.on('PATCH /queues/billing', refusal(409, { code: 'changed_meanwhile', title: 'Meanwhile.' }));
    await user.click(save());
    return user;
  }

  test('one goes on with what one changed, on top of theirs', async () => {
    const theirs = buildQueue({ survey: THEIRS, version: 2 });
    const user = await behind(theirs);
    await screen.findByTestId('survey-behind');
    expect(isDisabled(save())).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Go on with mine' }));
    api.on('PATCH /queues/billing', theirs);
    await user.click(save());
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toEqual({ survey: { ...THEIRS, scale: 'stars' }, version: 2 });
  });

  test('or takes theirs', async () => {
    const user = await behind(buildQueue({ survey: THEIRS, version: 2 }));
    await screen.findByTestId('survey-behind');
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '0 to 10' }).checked).toBe(true);
    expect(field(/^Leave a customer alone/).value).toBe('14');
    expect(screen.queryByTestId('survey-behind')).toBeNull();
  });

  test('what they changed of the queue beside the survey is in nobody’s way', async () => {
    const theirs = buildQueue({ survey: ASKS, name: 'Bills', version: 2 });
    const user = await behind(theirs);
    await waitFor(() => expect(api.asked('GET /queues').length).toBeGreaterThan(1));
    expect(screen.queryByTestId('survey-behind')).toBeNull();
    api.on('PATCH /queues/billing', theirs);
    await user.click(save());
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toMatchObject({ version: 2 });
  });
});

test('languages stand by their names, and whoever switches it off reads that their words go', async () => {
  const user = await open(buildQueue({ survey: ASKS }));
  const language = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' });
  const names = [...language.options].map(({ text }) => text);
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  await user.click(screen.getByRole('switch', { name: 'Ask customers' }));
  expect(screen.getByText(/your own words are not kept/)).toBeTruthy();
});
