/** From the command to a desk that is ready, its bundled PostgreSQL included, on a data folder it knows. */
import { newDataDir, startDesk } from '../support/desk';
import { run } from '../support/program';
import { join } from 'node:path';
import { benchmark, type Round } from './support/benchmark';
import { cpuMsOf } from './support/cpu';

export const start = benchmark({
  name: 'start',
  about: 'A second start of the sandbox on its own PostgreSQL, beside loading a bare bot of teams-ai.',
  takes: '1 min',
  unit: 'starts',
  compares: 'latency',
  parameters: {},
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
            // Without PostgreSQL, which is not the process's own.
            const cpuMs = cpuMsOf(desk.process.pid ?? 0);
            await desk.stop();
            return one(took, cpuMs);
          },
        },
        {
          name: 'bare teams-ai bot',
          isBaseline: true,
          async round() {
            const began = performance.now();
            const program = run(process.execPath, [join(__dirname, 'baselines/bareTeams.cjs')]);
            await program.ended;
            return one(performance.now() - began, Number(program.output()));
          },
        },
      ],
      close: () => Promise.resolve(),
    };
  },
});

const one = (ms: number, cpuMs: number): Round => ({
  units: 1,
  seconds: ms / 1_000,
  latenciesMs: [ms],
  cost: { cpuMs },
});
