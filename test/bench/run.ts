/** `npm run bench [-- names] [--json] [--rounds N] [flags]`: each benchmark beside its baseline, in turn, in one run. */
import { availableParallelism, loadavg } from 'node:os';
import { reasonOf } from '../../src/base/errors';
import globalSetup from '../support/globalSetup';
import globalTeardown from '../support/globalTeardown';
import { ALL } from './all';
import type { Round } from './support/benchmark';
import { type Command, helpOf, readCommand } from './support/command';
import { Progress } from './support/progress';
import { print } from './support/report';
import { type Figures, figuresOf } from './support/statistics';

async function main(): Promise<void> {
  const { help, json, chosen } = asked();
  if (help) return void process.stdout.write(helpOf(ALL));
  process.env.TEST_DURABLE = '1';
  await globalSetup();
  const results: Record<string, { about: string; unit: string; rounds: number; load: number; figures: Figures[] }> = {};
  try {
    for (const one of chosen) {
      // Before it begins: what others do on this machine.
      const load = loadavg()[0] ?? Number.NaN;
      const figures = await measure(one);
      if (one.rounds === 0) continue;
      const { name, about, unit } = one.benchmark;
      results[name] = { about, unit, rounds: one.rounds, load, figures };
      if (!json) print(one.benchmark, figures);
    }
  } finally {
    await globalTeardown();
  }
  if (Object.values(results).some(({ figures }) => figures.some(isBroken))) process.exitCode = 1;
  if (json) {
    const machine = { node: process.version, cores: availableParallelism() };
    process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
  }
}

/** What was typed wrong is said, and nothing else. */
function asked(): Command {
  try {
    return readCommand(process.argv.slice(2), ALL);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\nnpm run bench -- --help lists the benchmarks and their flags.\n`);
    process.exit(2);
  }
}

const isBroken = ({ broken }: Figures): boolean => Object.values(broken).some((count) => count !== 0);

/** A round to warm up, then one of each in turn: what slows the machine slows all of them. */
async function measure({ benchmark, open, rounds }: Command['chosen'][number]): Promise<Figures[]> {
  const { name: what, warmsUp = true, compares } = benchmark;
  const progress = new Progress(`${what}: starting`);
  const { contenders, close } = await open().finally(() => progress.end());
  const done = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  const turns = warmsUp && rounds > 0 ? rounds + 1 : rounds;
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      for (const [n, { name, round }] of contenders.entries()) {
        const tell = (share: number) =>
          progress.show(`${what}: ${name}`, (turn * contenders.length + n + share) / (turns * contenders.length));
        tell(0);
        const result = await round(tell);
        if (turn >= turns - rounds) done.get(name)?.push(result);
      }
    }
  } finally {
    progress.end();
    await close();
  }
  return figuresOf(contenders, done, compares);
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
