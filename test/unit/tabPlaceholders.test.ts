import { found } from '../../tab/conversation/composer/found';
import { fillIn, unfilled } from '../../tab/conversation/composer/placeholders';

const facts = {
  customer: 'Robin {number} Ortiz',
  agent: 'Adele Vance',
  number: 1042,
  variables: [
    { name: 'orderId', value: 'A-7' },
    { name: 'Paid', value: false },
    { name: 'amount', value: 0 },
    { name: 'nothing', value: null },
    { name: 'empty', value: ' ' },
  ],
};

describe('a placeholder', () => {
  it.each<[string, string, string[]]>([
    ['Hello {customer.name}', 'Hello Robin {number} Ortiz', []],
    ['{Agent.Name} on #{ number }', 'Adele Vance on #1042', []],
    ['{orderid} {paid} {amount}', 'A-7 false 0', []],
    [
      '{nothing} {empty} {delivery date}',
      '{nothing} {empty} {delivery date}',
      ['{nothing}', '{empty}', '{delivery date}'],
    ],
    ['{} {\n} {{orderId}} { "a": 1 }', '{} {\n} {A-7} { "a": 1 }', ['{ "a": 1 }']],
    ['{constructor} {__proto__}', '{constructor} {__proto__}', ['{constructor}', '{__proto__}']],
  ])('in %j', (text, filled, fields) => {
    expect(fillIn(text, facts)).toEqual({ text: filled, fields });
  });

  it('still to be filled in is found where it stands, the first one first', () => {
    const fields = ['{when}', '{where}'];
    expect(unfilled('in {where}, {when}', fields)).toEqual({ name: 'where', start: 3, end: 10 });
    expect(unfilled('in Rome, {when}', fields)).toMatchObject({ name: 'when' });
    expect(unfilled('in Rome, on Monday', fields)).toBeNull();
  });

  it('of the desk’s own names counts, even typed by hand; other braces are words', () => {
    expect(unfilled('Hi {customer.name}', [])).toMatchObject({ name: 'customer.name' });
    expect(unfilled('use {name} and {"a": 1}', [])).toBeNull();
  });
});

describe('what is typed', () => {
  const items = [
    ['Refund, late', 'a'],
    ['Übergabe', 'refund'],
    ['Late refund', 'b'],
  ] as const;
  const by = (query: string) => found(items, query, ([name, text]) => [name, text]).map(([name]) => name);

  it.each<[string, string[]]>([
    ['', ['Refund, late', 'Übergabe', 'Late refund']],
    ['refund', ['Refund, late', 'Late refund', 'Übergabe']],
    ['REFUND late', ['Refund, late', 'Late refund']],
    ['uber', ['Übergabe']],
    ['zzz', []],
  ])('%j finds', (query, names) => {
    expect(by(query)).toEqual(names);
  });
});
