/** From the command to a desk that is ready, its bundled PostgreSQL included, on a data folder it knows. */
import { newDataDir, startDesk } from '../support/desk';
import { run } from '../support/program';
import { join } from 'node:path';
import type { Benchmark, Round } from './support/benchmark';

export const start: Benchmark = {
  name: 'start',
  about: 'A second start of the sandbox on its own PostgreSQL, beside loading a bare bot of teams-ai.',
  unit: 'starts',
  compares: 'latency',
  async open() {
    const env = { HANDOFF_MODE: 'sandbox', DATA_DIR: newDataDir(), HOST: '127.0.0.1' };
    await (await startDesk({ env })).stop();
    return {
      contenders: [
        {
          name: 'desk',
          async round() {
            const began = performance.now();
            const desk = await startDesk({ env });
            const took = performance.now() - began;
            await desk.stop();
            return one(took);
          },
        },
        {
          name: 'bare teams-ai bot',
          isBaseline: true,
          async round() {
            const began = performance.now();
            const program = run(process.execPath, [join(__dirname, 'baselines/bareTeams.cjs')]);
            await program.ended;
            return one(performance.now() - began);
          },
        },
      ],
      close: () => Promise.resolve(),
    };
  },
};

const one = (ms: number): Round => ({ units: 1, seconds: ms / 1_000, latenciesMs: [ms] });
