import { ALL } from '../bench/all';
import { helpOf, readCommand } from '../bench/support/command';
import { flagOf } from '../bench/support/parameters';
import { figuresOf } from '../bench/support/statistics';
import { trendOf } from '../bench/support/trend';

const chosenBy = (...args: string[]) => readCommand(args, ALL).chosen.map(({ benchmark }) => benchmark.name);

test('every benchmark is listed with what it does and how long it takes', () => {
  expect(ALL.map(({ name }) => name).sort()).toEqual(
    [
      ...[
        'backlog',
        'bundle',
        'chat',
        'claims',
        'day',
        'drain',
        'figures',
        'growth',
        'history',
        'inbound',
        'latency',
        'outbound',
      ],
      ...['relay', 'restart', 'search', 'searchable', 'soak', 'start', 'streams', 'tab'],
    ].sort(),
  );
  const lines = helpOf(ALL).split('\n');
  for (const { name, about, takes } of ALL) {
    expect(lines.filter((line) => line.trim().startsWith(`${name} `))).toEqual([
      expect.stringContaining(`${about} (${takes})`),
    ]);
  }
});

test.each(ALL)('$name takes its parameters as flags', ({ name, parameters }) => {
  const args = Object.entries(parameters).flatMap(([parameter, { usual }]) => [
    `--${flagOf(parameter)}`,
    String(usual),
  ]);
  expect(chosenBy(name, ...args)).toEqual([name]);
  for (const { usual, read } of Object.values(parameters)) expect(read(String(usual))).toEqual(usual);
});

test('all are run unless some are named', () => {
  expect(chosenBy()).toEqual(ALL.map(({ name }) => name));
  expect(chosenBy('claims', 'inbound').sort()).toEqual(['claims', 'inbound']);
});

test('what was mistyped is named before anything starts', () => {
  expect(() => readCommand(['inbond'], ALL)).toThrow(/^No such benchmark: inbond. There are: inbound, /);
  expect(() => readCommand(['inbound', '--words', 'many'], ALL)).toThrow(
    '--words wants a whole number, 1 or more, not "many".',
  );
  expect(() => readCommand(['claims', '--ways', 'apart,raving'], ALL)).toThrow(
    '--ways wants some of apart,racing, not "apart,raving".',
  );
  expect(() => readCommand(['inbound', '--minutes', '1'], ALL)).toThrow('--minutes is for soak.');
  expect(() => readCommand(['--rounds', '1.5'], ALL)).toThrow('--rounds wants a whole number; with 0 ');
});

test('each is compared with what it names, in the same turn', () => {
  const round = (units: number, cpuMs: number) => ({ units, seconds: 1, cost: { cpuMs } });
  const done = new Map([
    ['two', [round(100, 300), round(60, 120)]],
    ['one', [round(100, 200), round(30, 60)]],
    ['least', [round(200, 100), round(60, 30)]],
  ]);
  const contenders = [{ name: 'two', costsBeside: 'one' }, { name: 'one' }, { name: 'least', isBaseline: true }];
  const [two, one, least] = figuresOf(contenders, done, 'rate');
  expect(two).toMatchObject({ ratio: 1, costRatios: { cpuMs: 1.5 }, rate: { min: 60, max: 100 } });
  expect(one).toMatchObject({ ratio: 0.5, costRatios: {} });
  expect(least).toMatchObject({ ratio: null });
});

test('a trend says what an hour adds, the beginning left out', () => {
  const samples = [0, 10, 20, 30, 40].map((at) => ({ at, value: at === 0 ? 1_000 : 100 + at }));
  const { perHour, sharePerHour, median, max } = trendOf(samples);
  expect(perHour).toBeCloseTo(3_600);
  expect([median, max]).toEqual([130, 140]);
  expect(sharePerHour).toBeCloseTo(3_600 / 130);
  expect(trendOf([]).perHour).toBe(0);
});
