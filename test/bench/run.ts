/** `npm run bench [-- names] [--json] [--rounds N]`: each benchmark beside its baseline, in turn, in one run. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import globalSetup from '../support/globalSetup';
import globalTeardown from '../support/globalTeardown';
import { inbound } from './inbound';
import { outbound } from './outbound';
import { claims } from './claims';
import { start } from './start';
import { drain } from './drain';
import { latency } from './latency';
import { restart } from './restart';
import { tab } from './tab';
import { streams } from './streams';
import { backlog } from './backlog';
import { history } from './history';
import type { Benchmark, Round } from './support/benchmark';
import { Progress } from './support/progress';
import { print } from './support/report';
import { type Figures, figuresOf } from './support/statistics';

const ALL: Benchmark[] = [inbound, outbound, drain, latency, backlog, claims, streams, restart, history, start, tab];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '5' } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds wants a whole number, 1 or more.');
  const unknown = positionals.filter((name) => !ALL.some((one) => one.name === name));
  if (unknown.length > 0) {
    throw new Error(`No such benchmark: ${unknown.join(', ')}. There are: ${ALL.map(({ name }) => name).join(', ')}.`);
  }
  process.env.TEST_DURABLE = '1';
  await globalSetup();
  const results: Record<string, { about: string; unit: string; figures: Figures[] }> = {};
  try {
    for (const benchmark of ALL.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
      const figures = await measure(benchmark, rounds);
      const { name, about, unit } = benchmark;
      results[name] = { about, unit, figures };
      if (!values.json) print(benchmark, figures);
    }
  } finally {
    await globalTeardown();
  }
  if (values.json) {
    const machine = { node: process.version, cores: availableParallelism(), rounds };
    process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
  }
}

/** A round to warm up, then one of each in turn: what slows the machine slows all of them. */
async function measure(benchmark: Benchmark, rounds: number): Promise<Figures[]> {
  const progress = new Progress(`${benchmark.name}: starting`);
  const { contenders, close } = await benchmark.open();
  try {
    const done = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
    for (let turn = 0; turn <= rounds; turn += 1) {
      for (const [n, { name, round }] of contenders.entries()) {
        progress.show(
          `${benchmark.name}: ${name}`,
          (turn * contenders.length + n) / ((rounds + 1) * contenders.length),
        );
        const result = await round();
        if (turn > 0) done.get(name)?.push(result);
      }
    }
    const baseline = contenders.find(({ isBaseline }) => isBaseline);
    const beside = baseline ? (done.get(baseline.name) ?? null) : null;
    return contenders.map((one) => figuresOf(one, done.get(one.name) ?? [], beside, benchmark.compares));
  } finally {
    progress.end();
    await close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
