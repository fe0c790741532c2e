import { parseCondition } from '../../src/domain/routing/parse';
import { fieldOfVariable, readSimple, writeSimple } from '../../tab/settings/rules/simpleCondition';

test.each([
  "topic == 'Billing'",
  "topic == 'Billing' && amount > 100",
  "contains(lastPhrase, 'refund') || startsWith(language, 'de')",
  "variables['Order number'] != '12' && exists(variables.topic)",
  'customer.name == "O\'Neil"',
  'vip == true && amount <= -1.5',
  "topic == 'this && that || other'",
])('what the builder shows of a condition is that condition: %s', (condition) => {
  const simple = readSimple(condition);
  expect(simple && writeSimple(simple)).toBe(condition);
  expect(parseCondition(condition).ok).toBe(true);
});

test.each([
  'amount > 100 && (vip == true || loud == true)',
  'a == 1 && b == 2 || c == 3',
  "contains(toLower(coalesce(topic, '')), 'billing')",
  'amount > other',
  "!(topic == 'Billing')",
  "topic == 'it\\'s'",
  "topic == 'unfinished",
  'amount >',
  'true == true',
])('whatever says more is left to the language: %s', (condition) => expect(readSimple(condition)).toBeNull());

test('what is not complete is left out, and any words can be a value', () => {
  const line = { field: 'topic', sign: '==' as const, isText: false };
  const lines = [
    { ...line, value: '' },
    { ...line, value: `both ' and "` },
    { ...line, value: 'back\\slash' },
    { ...line, field: '', value: 'x' },
    { ...line, value: '100', isText: true },
  ];
  const written = writeSimple({ joined: '||', lines });
  expect(written).toBe(`topic == 'both ’ and "' || topic == 'back slash' || topic == '100'`);
  expect(parseCondition(written).ok).toBe(true);
  expect(readSimple(written)).not.toBeNull();
});

test('a variable is named so that the language finds it', () => {
  expect(['amount', 'topic', 'Order number', "it's"].map((name) => fieldOfVariable(name, ['topic']))).toEqual([
    'amount',
    'variables.topic',
    "variables['Order number']",
    null,
  ]);
});
