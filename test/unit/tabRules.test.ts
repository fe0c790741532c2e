import type { Rule } from '../../src/contract/api';
import { differenceWords, mistakesByRule, moved, put, splitAt } from '../../tab/settings/rules/rulesDraft';

const rule = (id: string, overrides: Partial<Rule> = {}): Rule => ({
  id,
  name: id.toUpperCase(),
  condition: 'true',
  queueId: 'q',
  priority: 0,
  requiredSkill: null,
  enabled: true,
  ...overrides,
});
const [a, b, c] = [rule('a'), rule('b'), rule('c')];
const ids = (rules: readonly Rule[] | null) => rules?.map(({ id }) => id).join('') ?? null;

test('a rule moves one place, and not out of the list', () => {
  expect(ids(moved([a, b, c], 'b', -1))).toBe('bac');
  expect(ids(moved([a, b, c], 'b', 1))).toBe('acb');
  expect(moved([a, b, c], 'a', -1)).toBeNull();
  expect(moved([a, b, c], 'c', 1)).toBeNull();
});

test('an edited rule keeps its place, a new one comes last', () => {
  expect(put([a, b], { ...a, priority: 2 }).map(({ priority }) => priority)).toEqual([2, 0]);
  expect(ids(put([a, b], c))).toBe('abc');
});

test('what another manager did is told in words', () => {
  expect(differenceWords([a, b], [b, { ...a, priority: 1 }, c])).toBe('Added: “C” · Changed: “A” · Changed the order');
  expect(differenceWords([a, b], [b])).toBe('Removed: “A”');
  expect(differenceWords([a], [a])).toBeNull();
});

test('a refusal finds its rule', () => {
  const fields = [
    { path: 'rules.1.condition', message: 'first' },
    { path: 'rules.1.queueId', message: 'second' },
    { path: 'version', message: 'none of them' },
  ];
  expect([...mistakesByRule(fields)]).toEqual([[1, 'first']]);
});

test('the place of a mistake is marked, also behind the end', () => {
  expect(splitAt('amount = 5', { position: 7, length: 1 })).toEqual({ before: 'amount ', at: '=', after: ' 5' });
  expect(splitAt('amount >', { position: 8, length: 0 })).toEqual({ before: 'amount >', at: ' ', after: '' });
});
