import type { Rule } from '../../src/contract/api';
import { scopeOf } from '../../src/domain/routing/scope';
import { chooseQueue, readRules } from '../../src/domain/routing/routing';
import { describeChange } from '../../src/domain/routing/ruleChange';

const SUPPORT = { id: 'support', name: 'Support' };
const BILLING = { id: 'billing', name: 'Billing' };

function rule(condition: string, overrides: Partial<Rule> = {}): Rule {
  return {
    id: condition,
    name: `Rule ${condition}`,
    condition,
    queueId: 'billing',
    priority: 0,
    requiredSkill: null,
    enabled: true,
    ...overrides,
  };
}

function choose(
  rules: Rule[],
  options: { values?: Record<string, number>; connectionQueue?: typeof BILLING | null } = {},
) {
  return chooseQueue({
    rules: readRules(rules),
    scope: scopeOf({
      topic: 'Returns',
      lastPhrase: null,
      agentMessage: null,
      language: null,
      connection: { name: 'Contoso Assistant', appId: 'app', kind: 'rest' },
      customer: { id: 'robin', name: 'Robin' },
      variables: Object.entries(options.values ?? {}).map(([name, value]) => ({ name, value })),
    }),
    queues: new Map([SUPPORT, BILLING].map(({ id, name }) => [id, name])),
    connectionName: 'Contoso Assistant',
    connectionQueue: options.connectionQueue ?? null,
    defaultQueue: SUPPORT,
  });
}

test('the first rule that holds decides queue, priority and skill, and says why', () => {
  const rules = [
    rule('amount > 1000', { priority: 2 }),
    rule('amount > 100', { priority: 1, requiredSkill: 'refunds' }),
    rule('true', { queueId: 'support' }),
  ];
  expect(choose(rules, { values: { amount: 120 } })).toEqual({
    queueId: 'billing',
    reason: 'Billing, because amount 120 > 100',
    rule: { id: 'amount > 100', name: 'Rule amount > 100' },
    priority: 1,
    requiredSkill: 'refunds',
    passedOver: [],
  });
});

test('without rules, or when none holds: the bot’s own queue, then the default', () => {
  expect(choose([]).reason).toBe('Support (default queue)');
  const own = choose([rule(`topic == 'Billing'`)], { connectionQueue: BILLING });
  expect(own).toMatchObject({
    queueId: 'billing',
    reason: 'Billing (queue of Contoso Assistant)',
    rule: null,
  });
});

test('a rule that fails on the data falls through and is noted', () => {
  const choice = choose([rule('1 / amount > 1'), rule('missing > 1'), rule('true')], { values: { amount: 0 } });
  expect(choice.reason).toBe('Billing, because the rule “Rule true” takes everything that reaches it');
  expect(choice.passedOver.map(({ rule: name, why }) => `${name}: ${why}`)).toEqual([
    'Rule 1 / amount > 1: it divides by zero',
    'Rule missing > 1: missing was not captured',
  ]);
});

test('a rule whose queue was deleted falls through and is noted; so does one that cannot be read', () => {
  const choice = choose([rule('true', { queueId: 'gone' }), rule('amount >', { id: 'x' })]);
  expect(choice.queueId).toBe('support');
  expect(choice.passedOver.map(({ why }) => why)).toEqual(['its queue was deleted', 'its condition cannot be read']);
});

test('a rule that is switched off does nothing', () => {
  expect(choose([rule('true', { enabled: false })])).toMatchObject({ queueId: 'support', passedOver: [] });
});

test('a save is told in one sentence', () => {
  const [a, b, c] = [rule('a'), rule('b'), rule('c')];
  expect(describeChange([a, b], [b, { ...a, priority: 1 }, c])).toBe(
    'Added “Rule c”. Changed “Rule a”. Changed the order',
  );
  expect(describeChange([a], [])).toBe('Removed “Rule a”');
  expect(describeChange([a], [a])).toBe('Saved without a change');
});
