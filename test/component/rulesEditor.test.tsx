/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import type { Rule, RuleChecked, RuleSet } from '../../src/contract/api';
import { Rules } from '../../tab/settings/rules/Rules';
import { buildQueue, buildRule, MEGAN } from './support/build';
import { api, isDisabled, pageOf, refusal, show, write } from './support/show';

const FINE: RuleChecked = { mistake: null, variables: [] };

function lay(...rules: Rule[]): Rule[] {
  api.on('GET /rules', { version: 3, rules, changedAt: null, changedBy: null } satisfies RuleSet);
  api.on('GET /queues', pageOf([buildQueue(), buildQueue({ id: 'vip', name: 'VIP' })]));
  api.on('GET /rules/scope', { fields: [], functions: ['length'], variables: [{ name: 'amount', example: '120' }] });
  api.on('POST /rules/check', FINE);
  api.on('PUT /rules', ({ body }) => ({ changedAt: null, changedBy: null, ...(body as object), version: 4 }));
  return rules;
}
const three = () => lay(...['One', 'Two', 'Three'].map((name) => buildRule({ name })));

const names = () => screen.getAllByRole('listitem').map((item) => within(item).getByRole('heading').textContent);
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const sentNames = () => api.sent('PUT /rules').map((body) => (body as RuleSet).rules.map(({ name }) => name));

describe('the editor of a rule', () => {
  const WRONG: RuleChecked = { mistake: { position: 9, length: 3, reason: 'No such function.' }, variables: [] };

  test('tells a mistake at its place, and takes no rule with one', async () => {
    lay();
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a rule' });
    await write(user, within(dialog).getByRole('textbox', { name: /^Name/ }), 'Large amounts');
    api.on('POST /rules/check', WRONG);
    const condition = within(dialog).getByRole('textbox', { name: /^When/ });
    await write(user, condition, 'amount > foo(1)');
    expect(await within(dialog).findByText('At character 10: No such function.')).toBeTruthy();
    expect(api.sent('POST /rules/check')).toEqual([{ condition: 'amount > foo(1)' }]);
    expect(dialog.querySelector('mark')?.textContent).toBe('foo');
    expect(condition.getAttribute('aria-invalid')).toBe('true');
    expect(isDisabled(within(dialog).getByRole('button', { name: 'Add' }))).toBe(true);

    api.on('POST /rules/check', FINE);
    await write(user, condition, 'amount > 1');
    expect(await within(dialog).findByText('This can be read.')).toBeTruthy();
    expect(dialog.querySelector('mark')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    await screen.findByRole('listitem');
    expect(names()).toEqual(['1Large amounts']);
  });

  test('puts a condition together from fields and values, and shows one that it can show', async () => {
    lay();
    api.on('GET /rules/scope', {
      fields: [{ name: 'topic', about: 'the bot’s topic' }],
      functions: [],
      variables: [{ name: 'Order number', example: '12' }],
    });
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a rule' }));
    const written = () => dialog.getByRole<HTMLTextAreaElement>('textbox', { name: /^When/ }).value;
    await dialog.findByRole('option', { name: 'Order number, such as 12' });
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Field 1' }), 'topic');
    await write(user, dialog.getByRole('textbox', { name: 'Value 1' }), 'Billing');
    expect(written()).toBe("topic == 'Billing'");
    await user.click(dialog.getByRole('button', { name: 'Add a condition' }));
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Field 2' }), "variables['Order number']");
    await user.selectOptions(dialog.getByRole('combobox', { name: 'How field 2 is compared' }), 'is more than');
    await write(user, dialog.getByRole('textbox', { name: 'Value 2' }), '100');
    await user.selectOptions(dialog.getByRole('combobox', { name: 'How many of them must hold' }), 'any of them');
    expect(written()).toBe("topic == 'Billing' || variables['Order number'] > 100");

    await write(user, dialog.getByRole('textbox', { name: /^When/ }), "!(topic == 'Billing')");
    expect(dialog.getByTestId('builder-cannot')).toBeTruthy();
    await write(user, dialog.getByRole('textbox', { name: /^When/ }), "contains(topic, 'Bill')");
    expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Value 1' }).value).toBe('Bill');
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  });

  test('asks about a condition once one stops typing', async () => {
    lay();
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
    await user.type(await screen.findByRole('textbox', { name: /^When/ }), 'a == 1');
    await screen.findByText('This can be read.');
    expect(api.sent('POST /rules/check').length).toBeLessThan(6);
    expect(api.sent('POST /rules/check').at(-1)).toEqual({ condition: 'a == 1' });
  });

  test('changes the rule it was opened for, and nothing else of it', async () => {
    const [rule] = lay(buildRule({ requiredSkill: 'refunds', enabled: false }));
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Edit Large amounts' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: /^Send to/ }), 'VIP');
    await user.selectOptions(screen.getByRole('combobox', { name: /^Priority/ }), '2');
    await user.click(button('Done'));
    await user.click(await screen.findByRole('button', { name: 'Save rules' }));
    expect(api.sent('PUT /rules')).toEqual([{ version: 3, rules: [{ ...rule, queueId: 'vip', priority: 2 }] }]);
  });

  test('keeps a rule that is being written when Escape is pressed', async () => {
    lay();
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Add a rule' }));
    await write(user, await screen.findByRole('textbox', { name: /^When/ }), 'amount > 1');
    await user.keyboard('{Escape}');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /^When/ }).value).toBe('amount > 1');
    await user.click(button('Cancel'));
    expect(await screen.findByText('No rules')).toBeTruthy();
  });

  test('wants a queue that exists', async () => {
    lay(buildRule({ queueId: 'gone' }));
    const { user } = await show(<Rules />);
    expect(await screen.findByText('Does not apply: its queue was deleted')).toBeTruthy();
    await user.click(button('Edit Large amounts'));
    expect(await screen.findByText('Choose a queue.')).toBeTruthy();
    expect(isDisabled(button('Done'))).toBe(true);
  });
});

describe('the order of the rules', () => {
  test('is what one moves and what is saved', async () => {
    three();
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Move Three up' }));
    expect(names()).toEqual(['1One', '2Three', '3Two']);
    await user.click(button('Move One down'));
    expect(names()).toEqual(['1Three', '2One', '3Two']);
    await user.click(button('Save rules'));
    expect(sentNames()).toEqual([['Three', 'One', 'Two']]);
    expect(await screen.findByText('The routing rules are saved. They hold from the next chat on.')).toBeTruthy();
  });

  test('can be changed by keyboard alone, and is told to whoever listens', async () => {
    three();
    const { user } = await show(<Rules />);
    (await screen.findByRole('button', { name: 'Move Three up' })).focus();
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(button('Move Three up'));
    await user.keyboard('{Enter}');
    expect(names()).toEqual(['1Three', '2One', '3Two']);
    // There is no further up: the way back is next.
    expect(document.activeElement).toBe(button('Move Three down'));
    expect(screen.getByTestId('announcer').textContent).toBe('Three is now 1 of 3');
  });

  test('ends at the first and the last', async () => {
    three();
    await show(<Rules />);
    expect(isDisabled(await screen.findByRole('button', { name: 'Move One up' }))).toBe(true);
    expect(isDisabled(button('Move Three down'))).toBe(true);
  });
});

describe('unsaved changes', () => {
  test('are there to be saved or discarded; without any there is neither', async () => {
    three();
    const { user } = await show(<Rules />);
    await screen.findByText('Two');
    expect(screen.queryByRole('button', { name: 'Save rules' })).toBeNull();
    await user.click(button('Delete Two'));
    await user.click(screen.getByRole('switch', { name: 'Three is on' }));
    expect(names()).toEqual(['1One', '2ThreeOff']);
    await user.click(button('Discard changes'));
    expect(names()).toEqual(['1One', '2Two', '3Three']);
    expect(screen.queryByRole('button', { name: 'Save rules' })).toBeNull();
    expect(api.sent('PUT /rules')).toEqual([]);
  });

  test('are still there when one comes back to the settings', async () => {
    three();
    const { user, change } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Move Three up' }));
    change(null);
    change(<Rules />);
    await screen.findByText('Two');
    expect(names()).toEqual(['1One', '2Three', '3Two']);
    await user.click(button('Save rules'));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Save rules' })).toBeNull());
    change(null);
    change(<Rules />);
    await screen.findByText('Two');
    expect(screen.queryByRole('button', { name: 'Save rules' })).toBeNull();
  });

  test('stay when the desk refuses them, each mistake at its rule', async () => {
    three();
    const { user } = await show(<Rules />);
    await user.click(await screen.findByRole('button', { name: 'Delete One' }));
    const errors = [{ path: 'rules.1.condition', message: 'This condition cannot be read.' }];
    api.on('PUT /rules', refusal(400, { code: 'bad_request', title: 'Not saved.', errors }));
    await user.click(button('Save rules'));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('This condition cannot be read.');
    expect(within(alert.closest('li') as HTMLElement).getByRole('heading').textContent).toBe('2Three');
    expect(names()).toEqual(['1Two', '2Three']);
    await user.click(button('Move Three up'));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  describe('when somebody else saved first', () => {
    async function beSlower() {
      const [one, two, three_] = three();
      const { user } = await show(<Rules />);
      await user.click(await screen.findByRole('button', { name: 'Delete One' }));
      const theirs = [one, two, three_, buildRule({ name: 'Theirs' })];
      api.on('GET /rules', { version: 4, rules: theirs, changedAt: null, changedBy: MEGAN });
      api.on('PUT /rules', refusal(409, { code: 'changed_meanwhile', title: 'Somebody was faster.' }));
      await user.click(button('Save rules'));
      await screen.findByText('Added: “Theirs”');
      screen.getByText(/^Megan Bowen saved the rules after you opened them\./);
      expect(names()).toEqual(['1Two', '2Three']);
      expect(isDisabled(button('Save rules'))).toBe(true);
      return user;
    }

    test('give way to theirs', async () => {
      const user = await beSlower();
      await user.click(button('Take theirs'));
      expect(names()).toEqual(['1One', '2Two', '3Three', '4Theirs']);
    });

    test('or take their place, knowingly', async () => {
      const user = await beSlower();
      await user.click(button('Go on with mine'));
      api.on('PUT /rules', ({ body }) => ({ changedAt: null, changedBy: null, ...(body as object), version: 5 }));
      await user.click(button('Save rules'));
      await waitFor(() => expect(api.sent('PUT /rules').at(-1)).toMatchObject({ version: 4 }));
      expect(sentNames().at(-1)).toEqual(['Two', 'Three']);
    });
  });
});

test('the rules as they stand on the screen are tried, saved or not', async () => {
  const [, two, last] = three();
  const { user } = await show(<Rules />);
  await user.click(await screen.findByRole('button', { name: 'Delete One' }));
  const lines = [two, last].map(() => ({ chosen: 1, passedOver: 0, why: null, unseen: [] }));
  const result = { tried: 50, complete: true, queues: [], changed: 2, changes: [], rules: lines };
  api.on('POST /rules/dry-run', result);
  await user.selectOptions(screen.getByRole('combobox', { name: 'How many chats to try' }), '50');
  await user.click(button('Try on the last'));
  expect(await screen.findByText('2 of the last 50 would have gone differently.')).toBeTruthy();
  expect(api.sent('POST /rules/dry-run')).toEqual([{ rules: [two, last], last: 50 }]);
  // Of other rules the result would mislead.
  await user.click(button('Move Three up'));
  expect(screen.queryByText(/would have gone differently/)).toBeNull();
});
