import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';
import { made } from './made';
import { freePort } from './ports';
import { type Program, run } from './program';

export interface Desk {
  url: string;
  process: ChildProcess;
  /** Ends it the hard way, or however the signal says, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<string>;
  /** Asks it to stop and gives how it ended: `code 0` when all is well. */
  stop(): Promise<string>;
  /** Everything it wrote. */
  output(): string;
}

const PROGRAM = join(__dirname, '../../dist/index.js');
const OPTIONS = ['--enable-source-maps', '--require', join(__dirname, 'endsWithTest.cjs')];
const running = new Set<Program>();
const folders: string[] = [];
process.once('exit', () => {
  for (const program of running) program.process.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts the built desk as a process of its own, with these settings and no others, and waits until it is ready. */
export async function startDesk(options: { env: Record<string, string> }): Promise<Desk> {
  const port = options.env.PORT ?? String(await freePort());
  const program = await runDesk({ LOG_LEVEL: 'warn', ...options.env, PORT: port });
  const url = `http://127.0.0.1:${port}`;
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<string> => {
    program.process.kill(signal);
    return program.ended;
  };
  try {
    await eventually(async () => (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) })).ok, {
      what: 'the desk to be ready',
      ended: program.end,
      told: program.output,
    });
  } catch (error) {
    await kill();
    throw error;
  }
  return { url, process: program.process, kill, stop: () => kill('SIGTERM'), output: program.output };
}

/** A desk that is not told where gets a folder of its own, never the developer's. */
export function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'desk-'));
  // PostgreSQL may run as another account, and would move elsewhere.
  chmodSync(dir, 0o755);
  folders.push(dir);
  return dir;
}

/** Runs the built desk with these settings and no others, ready or not: for settings it refuses. */
async function runDesk(env: Record<string, string>): Promise<Program> {
  await made('build');
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const own = { PATH, HOME, SystemRoot, TMPDIR: tmpdir(), DATA_DIR: newDataDir() };
  const program = run(process.execPath, [...OPTIONS, PROGRAM], { ...own, ...env });
  running.add(program);
  void program.ended.then(() => running.delete(program));
  return program;
}
