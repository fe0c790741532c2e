import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Program {
  process: ChildProcess;
  /** Everything it wrote so far, to both outputs. */
  output(): string;
  /** `code 0` or the signal that ended it, once all it wrote is here. */
  ended: Promise<string>;
  /** The same, or null while it runs. */
  end(): string | null;
}

/** Runs a program in a process of its own, which ends with the test at the latest. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env, cwd?: string): Program {
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // A program that has ended hears no more.
  child.stdin.on('error', () => undefined);
  let end: string | null = null;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`));
  }).then((how) => (end = how));
  return { process: child, output: () => output, ended, end: () => end };
}

/** Runs one of our TypeScript programs under test/support. */
export function runSource(file: string, args: string[], env?: NodeJS.ProcessEnv): Program {
  return run(process.execPath, ['-r', join(__dirname, 'typescript.cjs'), join(__dirname, file), ...args], env);
}
