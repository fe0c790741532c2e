/** The command line of `npm run bench`: which benchmarks, with which parameters, how often. Pure. */
import { parseArgs } from 'node:util';
import type { Benchmark, Opened } from './benchmark';
import { flagOf } from './parameters';

export interface Command {
  help: boolean;
  json: boolean;
  /** Those named, or all, each ready to be opened as asked for. */
  chosen: { benchmark: Benchmark; open(): Promise<Opened>; rounds: number }[];
}

const ROUNDS = 5;

export function readCommand(args: string[], all: readonly Benchmark[]): Command {
  const flags = new Map(all.flatMap(({ parameters }) => Object.keys(parameters).map((name) => [flagOf(name), name])));
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      json: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      ...Object.fromEntries([...flags.keys()].map((flag) => [flag, { type: 'string' as const }])),
    },
  });
  const unknown = positionals.filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) {
    throw new Error(`No such benchmark: ${unknown.join(', ')}. There are: ${all.map(({ name }) => name).join(', ')}.`);
  }
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  if (rounds !== null && (!Number.isInteger(rounds) || rounds < 0)) {
    throw new Error('--rounds wants a whole number; with 0 all that is needed is made, and nothing measured.');
  }
  const given = Object.fromEntries(
    [...flags].flatMap(([flag, name]) => {
      const text = (values as Record<string, unknown>)[flag];
      return typeof text === 'string' ? [[name, text]] : [];
    }),
  );
  const named = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const name of Object.keys(given)) {
    if (named.some(({ parameters }) => name in parameters)) continue;
    const whose = all.filter(({ parameters }) => name in parameters).map((one) => one.name);
    throw new Error(`--${flagOf(name)} is for ${whose.join(', ')}.`);
  }
  return {
    help: values.help,
    json: values.json,
    chosen: named.map((benchmark) => ({
      benchmark,
      open: benchmark.prepare(given),
      rounds: rounds ?? benchmark.rounds ?? ROUNDS,
    })),
  };
}

export function helpOf(all: readonly Benchmark[]): string {
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.flatMap(({ name, about, takes, parameters }) => [
    `  ${name.padEnd(width)}  ${about} (${takes})`,
    ...Object.entries(parameters).map(
      ([parameter, one]) => `  ${' '.repeat(width)}    --${flagOf(parameter)} ${String(one.usual)}  ${one.about}`,
    ),
  ]);
  return [
    'npm run bench -- [names] [--rounds N] [--json] [flags]',
    '',
    'Each benchmark beside an honest minimum, in turn, in one run: all of them, or those named.',
    'How long each takes is said for two cores; the figures behind flags are the usual ones.',
    '',
    ...lines,
    '',
  ].join('\n');
}
