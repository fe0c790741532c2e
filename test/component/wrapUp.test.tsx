/** @jest-environment ./test/component/support/page.ts */
import { useQueryClient } from '@tanstack/react-query';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { WrapUpLists, WrapUpListsChange } from '../../src/contract/api';
import { Queues } from '../../tab/settings/queues/Queues';
import { WrapUp } from '../../tab/settings/wrapUp/WrapUp';
import { ResolveDialog } from '../../tab/verbs/ResolveDialog';
import { TransferDialog } from '../../tab/verbs/TransferDialog';
import { buildEscalation, buildQueue, MEGAN } from './support/build';
import { api, isDisabled, pageOf, refusal, show, write } from './support/show';

const refunded = { id: '6f1d2c3b-0000-4000-8000-00000000000a', name: 'Refunded' };
const replaced = { id: '6f1d2c3b-0000-4000-8000-00000000000b', name: 'Replaced' };
const vip = { id: '6f1d2c3b-0000-4000-8000-00000000000c', name: 'VIP' };
const lists = (change: Partial<WrapUpLists> = {}): WrapUpLists => ({
  version: 3,
  outcomes: [refunded, replaced],
  tags: [vip],
  changedAt: null,
  changedBy: null,
  ...change,
});

let refetch: () => void;

/** As the stream's hints do. */
function Refetch() {
  const client = useQueryClient();
  refetch = () => void client.invalidateQueries();
  return null;
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('resolving', () => {
  const escalation = buildEscalation({ id: 'e' });
  const closed = jest.fn();
  const sent = () => api.sent('POST /escalations/e/resolve');
  const isMissing = (words: string) => screen.queryByText(words) !== null;

  async function open(kept: WrapUpLists, queue = buildQueue()): Promise<UserEvent> {
    closed.mockClear();
    api.on('GET /wrap-up', kept);
    api.on('GET /queues', pageOf([queue]));
    api.on('POST /escalations/e/resolve', buildEscalation({ id: 'e', status: 'resolved' }));
    const { user } = await show(<ResolveDialog escalation={escalation} onClose={closed} />);
    await waitFor(() => expect(isDisabled(button('Resolve'))).toBe(false));
    return user;
  }

  test('where there is no list, takes the outcome in one’s own words, and asks for nothing else', async () => {
    const user = await open(lists({ outcomes: [], tags: [] }));
    expect(screen.queryByRole('textbox', { name: /^Summary/ })).toBeNull();
    await write(user, screen.getByRole('textbox', { name: /^Outcome/ }), 'Sent it again');
    await user.click(button('Resolve'));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(sent()).toEqual([{ outcome: 'Sent it again' }]);
  });

  test('chooses the outcome from the list, tags as many as fit, and a summary', async () => {
    const user = await open(lists());
    await user.selectOptions(screen.getByRole('combobox', { name: /^Outcome/ }), 'Replaced');
    await user.click(screen.getByRole('checkbox', { name: 'VIP' }));
    await write(user, screen.getByRole('textbox', { name: /^Summary/ }), 'The box was wet.');
    await user.click(button('Resolve'));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(sent()).toEqual([{ outcome: replaced.id, tags: [vip.id], summary: 'The box was wet.' }]);
  });

  test('needs nothing that the queue does not ask for', async () => {
    const user = await open(lists());
    await user.click(button('Resolve'));
    await waitFor(() => expect(sent()).toEqual([{}]));
  });

  test('says what the queue asks for and where, and sends nothing until it is there', async () => {
    const user = await open(lists(), buildQueue({ wrapUpRequires: ['outcome', 'tags', 'summary'] }));
    await user.click(button('Resolve'));
    expect(isMissing('This queue asks for an outcome. Choose one.')).toBe(true);
    expect(isMissing('This queue asks for a tag. Choose at least one.')).toBe(true);
    expect(isMissing('This queue asks for a summary. Write a few words.')).toBe(true);
    const outcome = screen.getByRole('combobox', { name: /^Outcome/ });
    expect(document.activeElement).toBe(outcome);
    await user.selectOptions(outcome, 'Refunded');
    expect(isMissing('This queue asks for an outcome. Choose one.')).toBe(false);
    await user.click(button('Resolve'));
    expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'VIP' }));
    expect(sent()).toEqual([]);
    expect(closed).not.toHaveBeenCalled();
  });

  test('what the server refuses is said, what was written stays, and the lists are asked for again', async () => {
    const user = await open(lists());
    const detail = 'Not resolved yet: “Replaced” is not an outcome here. Choose one of these: Refunded.';
    api.on('POST /escalations/e/resolve', refusal(422, { code: 'wrap_up_unknown', title: 'Not in the list', detail }));
    await user.selectOptions(screen.getByRole('combobox', { name: /^Outcome/ }), 'Replaced');
    await write(user, screen.getByRole('textbox', { name: /^Summary/ }), 'The box was wet.');
    api.on('GET /wrap-up', lists({ outcomes: [refunded] }));
    await user.click(button('Resolve'));
    expect(await screen.findByText(detail)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('option', { name: 'Replaced' })).toBeNull());
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^Summary/ }).value).toBe('The box was wet.');
  });
});

describe('choices removed in Settings while one resolves', () => {
  const escalation = buildEscalation({ id: 'e' });

  test('are said to be gone, and do not keep the chat from being resolved', async () => {
    api.on('GET /wrap-up', lists());
    api.on('GET /queues', pageOf([buildQueue()]));
    const refused = refusal(422, { code: 'wrap_up_unknown', title: 'Not in the list' });
    api.on('POST /escalations/e/resolve', refused);
    const closed = jest.fn();
    const { user } = await show(<ResolveDialog escalation={escalation} onClose={closed} />);
    await user.selectOptions(await screen.findByRole('combobox', { name: /^Outcome/ }), 'Replaced');
    await user.click(screen.getByRole('checkbox', { name: 'VIP' }));
    const other = { id: '6f1d2c3b-0000-4000-8000-00000000000d', name: 'Other' };
    api.on('GET /wrap-up', lists({ outcomes: [refunded], tags: [other] }));
    await user.click(button('Resolve'));
    expect(await screen.findByText('The outcome you chose is not in the list any more. Choose again.')).toBeTruthy();
    expect(screen.getByText('A tag you chose is not in the list any more.')).toBeTruthy();
    api.on('POST /escalations/e/resolve', buildEscalation({ id: 'e', status: 'resolved' }));
    await user.selectOptions(screen.getByRole('combobox', { name: /^Outcome/ }), 'Refunded');
    await user.click(button('Resolve'));
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(api.sent('POST /escalations/e/resolve')).toEqual([
      { outcome: replaced.id, tags: [vip.id] },
      { outcome: refunded.id },
    ]);
  });

  test('of a list that is gone altogether leave room for one’s own words', async () => {
    api.on('GET /wrap-up', lists());
    api.on('GET /queues', pageOf([buildQueue()]));
    api.on('POST /escalations/e/resolve', refusal(422, { code: 'wrap_up_unknown', title: 'Not in the list' }));
    const { user } = await show(<ResolveDialog escalation={escalation} onClose={() => {}} />);
    await user.selectOptions(await screen.findByRole('combobox', { name: /^Outcome/ }), 'Replaced');
    api.on('GET /wrap-up', lists({ outcomes: [], tags: [] }));
    await user.click(button('Resolve'));
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Outcome/ })).value).toBe('');
  });
});

test('a colleague who left while one transfers is chosen no more', async () => {
  const queue = buildQueue({ id: 'refunds', name: 'Refunds' });
  api.on('GET /agents', pageOf([]));
  api.on('GET /queues', pageOf([queue]));
  const { user } = await show(
    <>
      <Refetch />
      <TransferDialog escalation={buildEscalation({ id: 'e' })} onClose={() => {}} />
    </>,
  );
  await user.selectOptions(
    await screen.findByRole('combobox', { name: /^To/ }),
    await screen.findByRole('option', { name: 'Refunds' }),
  );
  expect(isDisabled(screen.getByTestId('confirm'))).toBe(false);
  api.on('GET /queues', pageOf([]));
  await act(async () => refetch());
  await waitFor(() => expect(screen.queryByRole('option', { name: 'Refunds' })).toBeNull());
  expect(isDisabled(screen.getByTestId('confirm'))).toBe(true);
});

describe('the lists in Settings', () => {
  const sent = () => api.sent('PUT /wrap-up');
  const rowsOf = (list: string) =>
    within(screen.getByTestId(list))
      .queryAllByRole<HTMLInputElement>('textbox')
      .map(({ value }) => value);

  async function open(kept = lists()): Promise<UserEvent> {
    api.on('GET /wrap-up', kept);
    api.on('PUT /wrap-up', ({ body }) => {
      const { outcomes, tags, version } = body as WrapUpListsChange;
      const saved = (names: { id?: string | undefined; name: string }[]) =>
        names.map(({ id, name }) => ({ id: id ?? crypto.randomUUID(), name }));
      return lists({ version: version + 1, outcomes: saved(outcomes), tags: saved(tags) });
    });
    const { user } = await show(<WrapUp />, { roles: ['manager'] });
    await user.click(await screen.findByRole('button', { name: 'Edit outcomes and tags' }));
    await screen.findByTestId('wrap-up-dialog');
    return user;
  }

  test('are renamed, removed, moved and added to, and saved whole from the version one saw', async () => {
    const user = await open();
    expect(isDisabled(button('Save'))).toBe(true);
    await user.click(button('Move Replaced up'));
    await write(user, screen.getByRole('textbox', { name: 'Outcome 2' }), 'Money back');
    await user.keyboard('{Enter}');
    await user.keyboard('Called back');
    expect(rowsOf('outcomes')).toEqual(['Replaced', 'Money back', 'Called back']);
    await user.click(button('Remove VIP'));
    await user.click(button('Save'));
    expect(await screen.findByText('Outcomes and tags are saved.')).toBeTruthy();
    expect(sent()).toEqual([
      {
        version: 3,
        outcomes: [replaced, { id: refunded.id, name: 'Money back' }, { name: 'Called back' }],
        tags: [],
      },
    ]);
    expect(screen.getByText('Replaced · Money back · Called back')).toBeTruthy();
  });

  test('begin with an empty line, and lines left empty are none', async () => {
    const user = await open(lists({ version: 0, outcomes: [], tags: [] }));
    await write(user, screen.getByRole('textbox', { name: 'Outcome 1' }), 'Solved');
    await user.click(button('Add an outcome'));
    await user.click(button('Save'));
    await waitFor(() => expect(sent()).toEqual([{ version: 0, outcomes: [{ name: 'Solved' }], tags: [] }]));
  });

  test('do not take the same name twice', async () => {
    const user = await open();
    await write(user, screen.getByRole('textbox', { name: 'Outcome 2' }), 'refunded ');
    expect(screen.getByText('This is in the list already.')).toBeTruthy();
    expect(isDisabled(button('Save'))).toBe(true);
  });

  test('when somebody else saved meanwhile, one chooses, and nothing one wrote is lost', async () => {
    const user = await open();
    await write(user, screen.getByRole('textbox', { name: 'Tag 1' }), 'Important');
    const theirs = lists({ version: 4, tags: [], changedBy: MEGAN });
    api.on('GET /wrap-up', theirs);
    api.on('PUT /wrap-up', refusal(409, { code: 'changed_meanwhile', title: 'Changed meanwhile' }));
    await user.click(button('Save'));
    expect(await screen.findByText('Megan Bowen changed the lists meanwhile. Yours are not saved yet.')).toBeTruthy();
    expect(rowsOf('tags')).toEqual(['Important']);
    await user.click(button('Go on with mine'));
    api.on('PUT /wrap-up', lists({ version: 5 }));
    await user.click(button('Save'));
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toMatchObject({ version: 4, tags: [{ id: vip.id, name: 'Important' }] });
  });
});

describe('what a queue asks for', () => {
  test('is chosen for each queue, and said beside it', async () => {
    const queue = buildQueue();
    api.on('GET /queues', pageOf([queue]));
    api.on('GET /wrap-up', lists({ tags: [] }));
    api.on('PATCH /queues/billing', () => {
      const changed = buildQueue({ wrapUpRequires: ['outcome', 'summary'], version: 2 });
      api.on('GET /queues', pageOf([changed]));
      return changed;
    });
    const { user } = await show(<Queues />, { roles: ['manager'] });
    await user.click(await screen.findByRole('button', { name: /^Before resolving: / }));
    await user.click(screen.getByRole('checkbox', { name: 'An outcome' }));
    await user.click(screen.getByRole('checkbox', { name: 'A summary' }));
    const tag = await screen.findByRole<HTMLInputElement>('checkbox', { name: /^At least one tag/ });
    expect(tag.disabled).toBe(true);
    await user.click(button('Save'));
    expect(await screen.findByText('What Billing asks for is saved.')).toBeTruthy();
    expect(api.sent('PATCH /queues/billing')).toEqual([{ wrapUpRequires: ['outcome', 'summary'] }]);
    expect(await screen.findByText(/asks for an outcome and a summary/)).toBeTruthy();
  });
});
