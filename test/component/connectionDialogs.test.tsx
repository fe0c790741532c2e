/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import type { Connection, TestReport } from '../../src/contract/api';
import { Connections } from '../../tab/settings/connections/Connections';
import { buildConnection, buildQueue, LEE } from './support/build';
import { api, held, isDisabled, mistakeAt, pageOf, refusal, show, write } from './support/show';

async function open(...connections: Connection[]) {
  api.on('GET /connections', pageOf(connections));
  api.on('GET /queues', pageOf([buildQueue()]));
  for (const connection of connections) api.on(`GET /connections/${connection.id}`, connection);
  const { user } = await show(<Connections />, { roles: ['manager'] });
  await screen.findByText(connections[0]?.name ?? 'No bot yet');
  return user;
}

const SECRET = 'a signing secret nobody may see twice';
const REST = buildConnection({ name: 'Store bot', kind: 'rest', appId: 'store-bot', directLine: null });

const dialog = (name: string) => screen.findByRole('dialog', { name });
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const gone = (name: string) => waitFor(() => expect(screen.queryByRole('dialog', { name })).toBeNull());

/** From the menu of the one connection there is. */
async function choose(user: Awaited<ReturnType<typeof open>>, item: string) {
  await user.click(screen.getByRole('button', { name: /^More for/ }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
}

describe('adding a bot', () => {
  async function fillRest() {
    const user = await open();
    await user.click(button('Add a bot'));
    await user.click(await screen.findByRole('radio', { name: /^REST bot/ }));
    await write(user, field(/^Name/), ' Store bot ');
    await write(user, field(/^App ID/), 'store-bot');
    return user;
  }

  test('sends what its kind needs, and shows its secret once', async () => {
    const user = await fillRest();
    api.on('POST /connections', { ...REST, signingSecret: SECRET });
    await user.click(button('Add'));
    await dialog('Store bot is added as a draft');
    expect(api.sent('POST /connections')).toEqual([
      { kind: 'rest', name: 'Store bot', appId: 'store-bot', queueId: null, callbackUrl: null },
    ]);
    expect(screen.getByDisplayValue(SECRET)).toBeTruthy();
    await user.click(button('Copy: Signing secret'));
    expect(await navigator.clipboard.readText()).toBe(SECRET);
    expect(button('Copy: Signing secret').textContent).toBe('Copied');
    await user.keyboard('{Escape}');
    expect(screen.getByDisplayValue(SECRET)).toBeTruthy();

    await user.click(button('Done'));
    await gone('Store bot is added as a draft');
    expect(document.body.innerHTML).not.toContain(SECRET);
    await user.click(await screen.findByRole('button', { name: 'Add a bot' }));
    await dialog('Add a bot');
    expect(screen.queryByDisplayValue(SECRET)).toBeNull();
  });

  test('tells each mistake at its field, once, and keeps what was written', async () => {
    const user = await fillRest();
    const errors = [
      { path: 'appId', message: 'Another connection has this ID.' },
      { path: 'callbackUrl', message: 'This address leads into the network of the desk.' },
    ];
    api.on('POST /connections', refusal(400, { code: 'bad_request', title: 'That cannot be added.', errors }));
    await write(user, field(/^Callback URL/), 'https://inside.example');
    await user.click(button('Add'));
    await waitFor(() => expect(mistakeAt(field(/^App ID/))).toBe('Another connection has this ID.'));
    expect(mistakeAt(field(/^Callback URL/))).toBe('This address leads into the network of the desk.');
    expect(mistakeAt(field(/^Name/))).toBeNull();
    expect(screen.queryByText('That cannot be added.')).toBeNull();
    expect(field(/^App ID/).value).toBe('store-bot');
  });

  test('tells what is wrong with no field below them', async () => {
    const user = await fillRest();
    api.on('POST /connections', refusal(503, { code: 'unavailable', title: 'The desk is starting.' }));
    await user.click(button('Add'));
    expect(await screen.findByText('The desk is starting.')).toBeTruthy();
    expect(field(/^App ID/).value).toBe('store-bot');
  });

  test('wants a name, an ID and a way to reach a Copilot Studio agent', async () => {
    const user = await open();
    await user.click(button('Add a bot'));
    await dialog('Add a bot');
    await write(user, field(/^Name/), 'Contoso bot');
    await write(user, field(/^App ID/), 'contoso-bot');
    expect(isDisabled(button('Add'))).toBe(true);
    await write(user, field(/^Token endpoint/), 'https://contoso.example/token');
    api.on('POST /connections', { ...buildConnection(), signingSecret: null });
    await user.click(button('Add'));
    expect(await screen.findByText('Contoso bot is added as a draft. Test it, then let it go live.')).toBeTruthy();
    expect(api.sent('POST /connections')).toEqual([
      {
        kind: 'copilotStudio',
        name: 'Contoso bot',
        appId: 'contoso-bot',
        queueId: null,
        directLine: { tokenEndpoint: 'https://contoso.example/token', domain: null },
        bot: null,
      },
    ]);
  });
});

test('Escape closes a dialog with nothing in it, and none with something written', async () => {
  const user = await open();
  await user.click(button('Add a bot'));
  await dialog('Add a bot');
  await user.keyboard('{Escape}');
  await gone('Add a bot');
  await user.click(await screen.findByRole('button', { name: 'Add a bot' }));
  await dialog('Add a bot');
  await write(user, field(/^Name/), 'Store bot');
  await user.keyboard('{Escape}');
  expect(field(/^Name/).value).toBe('Store bot');
  await user.click(button('Cancel'));
  await gone('Add a bot');
});

describe('editing a bot', () => {
  const kept = buildConnection({ directLine: { tokenEndpoint: null, hasSecret: true, domain: null } });

  test('sends only what is different, and keeps a secret that is not written anew', async () => {
    const user = await open(kept);
    api.on('PATCH /connections/contoso', kept);
    await choose(user, 'Edit');
    await dialog('Edit Contoso bot');
    expect(isDisabled(button('Save'))).toBe(true);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Chats go to' }), 'Billing');
    await user.click(button('Save'));
    await gone('Edit Contoso bot');
    expect(api.sent('PATCH /connections/contoso')).toEqual([{ queueId: 'billing' }]);
  });

  test('hides a secret while it is written', async () => {
    const user = await open(kept);
    await choose(user, 'Edit');
    await dialog('Edit Contoso bot');
    expect(screen.getByLabelText<HTMLInputElement>(/^Secret/).type).toBe('password');
  });
});

describe('a new secret', () => {
  test('of a REST bot is shown once', async () => {
    const user = await open(REST);
    const waiting = held();
    api.on('POST /connections/contoso/rotate', waiting.answer);
    await choose(user, 'New secret');
    await user.click(await screen.findByRole('button', { name: 'Make a new secret' }));
    // Nobody may miss it: the old one is on its way out.
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
    await user.keyboard('{Escape}');
    waiting.give({ ...REST, signingSecret: SECRET });
    await dialog('Store bot has a new secret');
    await user.keyboard('{Escape}');
    expect(screen.getByDisplayValue(SECRET)).toBeTruthy();
    await user.click(button('Done'));
    await gone('Store bot has a new secret');
    expect(document.body.innerHTML).not.toContain(SECRET);
  });

  test('of a Copilot Studio agent is written here; a mistake stands at its field', async () => {
    const user = await open(buildConnection());
    await choose(user, 'New secret');
    await dialog('A new secret for Contoso bot');
    expect(isDisabled(button('Save'))).toBe(true);
    await user.click(screen.getByLabelText(/^New Direct Line secret/));
    await user.paste('  next  ');
    const errors = [{ path: 'secret', message: 'Direct Line does not know this secret.' }];
    api.on('POST /connections/contoso/rotate', refusal(400, { code: 'bad_request', title: 'No.', errors }));
    await user.click(button('Save'));
    const secret = screen.getByLabelText<HTMLInputElement>(/^New Direct Line secret/);
    await waitFor(() => expect(mistakeAt(secret)).toBe('Direct Line does not know this secret.'));
    expect(api.sent('POST /connections/contoso/rotate')).toEqual([{ secret: 'next', expiresAt: null }]);
  });
});

describe('a test of a connection', () => {
  const step = { detail: null, remedy: null };
  const report = (state: TestReport['state'], steps: TestReport['steps']): TestReport => ({
    state,
    startedAt: '2026-11-23T12:00:00.000Z',
    endedAt: state === 'running' ? null : '2026-11-23T12:00:01.000Z',
    by: LEE.name,
    steps,
    escalation: null,
  });
  const token = { ...step, name: 'token', title: 'A token' };
  const running = buildConnection({ test: report('running', [{ ...token, state: 'running' }]) });
  const failed = buildConnection({
    test: report('failed', [
      { ...token, state: 'ok' },
      {
        name: 'answer',
        title: 'An answer',
        state: 'failed',
        detail: 'The bot said nothing for 30 seconds.',
        remedy: 'Publish the agent in Copilot Studio.',
      },
    ]),
  });

  test('is watched until it ends, and tells the step that failed with its remedy', async () => {
    const user = await open(buildConnection());
    await user.click(button('Test Contoso bot'));
    await dialog('Test Contoso bot');
    api.on('POST /connections/contoso/test', running);
    api.on('GET /connections/contoso', running);
    await user.click(button('Start'));
    expect(await screen.findByText('The test is running.')).toBeTruthy();
    api.on('GET /connections/contoso', failed);
    expect(await screen.findByText('The test failed.')).toBeTruthy();
    const [first, second] = screen.getAllByTestId('test-step').map((item) => item.textContent);
    expect(first).toBe('A token: worked');
    expect(second).toBe(
      'An answer: failedThe bot said nothing for 30 seconds.What to do: Publish the agent in Copilot Studio.',
    );
    expect(isDisabled(button('Test again'))).toBe(false);
    expect(api.sent('POST /connections/contoso/test')).toEqual([{ handoff: false }]);
  });

  test('lets the bot hand over only when asked, by the words one gives', async () => {
    const user = await open(buildConnection());
    api.on('POST /connections/contoso/test', failed);
    await user.click(button('Test Contoso bot'));
    await user.click(await screen.findByRole('checkbox', { name: /^Also let it hand over/ }));
    await user.clear(field(/^Words that make it hand over/));
    expect(isDisabled(button('Start'))).toBe(true);
    await write(user, field(/^Words that make it hand over/), ' a person, please ');
    await user.click(button('Start'));
    expect(api.sent('POST /connections/contoso/test')).toEqual([{ handoff: true, phrase: 'a person, please' }]);
  });
});

test('going live untested is asked about, and then insisted on', async () => {
  const user = await open(buildConnection());
  api.on('POST /connections/contoso/live', ({ body }) =>
    (body as { insist?: boolean }).insist
      ? buildConnection({ state: 'live' })
      : refusal(409, { code: 'not_tested', title: 'It has not passed a test.' }),
  );
  await user.click(button('Let Contoso bot go live'));
  await user.click(await screen.findByRole('button', { name: 'Go live all the same' }));
  expect(await screen.findByText('Contoso bot is live.')).toBeTruthy();
  expect(api.sent('POST /connections/contoso/live')).toEqual([{}, { insist: true }]);
});

test('a removal that is refused says why and can be given up', async () => {
  const user = await open(buildConnection());
  const waiting = held();
  api.on('DELETE /connections/contoso', waiting.answer);
  await choose(user, 'Remove');
  const asked = await dialog('Remove Contoso bot?');
  await user.click(within(asked).getByRole('button', { name: 'Remove' }));
  expect(within(asked).getByRole('button', { name: 'Removing…' })).toBeTruthy();
  waiting.give(refusal(409, { code: 'in_use', title: 'Two escalations are still open.' }));
  expect(await within(asked).findByText('Two escalations are still open.')).toBeTruthy();
  await user.click(within(asked).getByRole('button', { name: 'Cancel' }));
  await gone('Remove Contoso bot?');
  expect(screen.getByText('Contoso bot')).toBeTruthy();
});

test('what went wrong before the last contact is told to whoever asks', async () => {
  const health = {
    ...buildConnection().health,
    lastErrorAt: '2026-11-23T11:00:00.000Z',
    lastError: 'The bot’s webhook answered 502.',
    lastContactAt: '2026-11-23T12:00:00.000Z',
    faultsLastDay: 4,
  };
  const user = await open(buildConnection({ health }));
  expect(screen.getByTestId('connection-health').textContent).toContain('4 failed calls in the last 24 hours');
  expect(screen.queryByText(/webhook answered 502/)).toBeNull();
  await user.click(button('View the latest'));
  expect(screen.getByText(/webhook answered 502/)).toBeTruthy();
});
