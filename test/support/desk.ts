import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';
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
const running = new Set<Program>();
const folders: string[] = [];
process.once('exit', () => {
  for (const program of running) program.process.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts the built desk as a process of its own, with these settings and no others, and waits until it is ready. */
export async function startDesk(options: { env: Record<string, string>; readyWithinMs?: number }): Promise<Desk> {
  const port = options.env.PORT ?? String(await freePort());
  const program = runDesk({ LOG_LEVEL: 'warn', ...options.env, PORT: port });
  const url = `http://127.0.0.1:${port}`;
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<string> => {
    program.process.kill(signal);
    return program.ended;
  };
  let end: string | null = null;
  void program.ended.then((how) => {
    end = how;
  });
  try {
    await eventually(
      async () => end !== null || (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok,
      {
        timeoutMs: options.readyWithinMs ?? 30_000,
        what: 'the desk to be ready',
      },
    );
    if (end !== null) throw new Error(`The desk ended (${end}) before it was ready.`);
  } catch (cause) {
    await kill();
    throw new Error(`The desk did not start:\n${program.output()}`, { cause });
  }
  return { url, process: program.process, kill, stop: () => kill('SIGTERM'), output: program.output };
}

/** A desk that is not told where gets a folder of its own, never the developer's. */
export function newDataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'desk-'));
  folders.push(dir);
  return dir;
}

/** Runs the built desk with these settings and no others, ready or not: for settings it refuses. */
export function runDesk(env: Record<string, string>): Program {
  if (!existsSync(PROGRAM)) throw new Error('There is no dist/index.js. Run: npm run build');
  const { PATH = '', HOME = '', SystemRoot = '' } = process.env;
  const own = { PATH, HOME, SystemRoot, DATA_DIR: newDataDir() };
  const program = run(process.execPath, ['--enable-source-maps', PROGRAM], { ...own, ...env });
  running.add(program);
  void program.ended.then(() => running.delete(program));
  return program;
}
