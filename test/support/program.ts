import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface Program {
  process: ChildProcess;
  /** Everything it wrote so far, to both outputs. */
  output(): string;
  /** `code 0` or the signal that ended it. */
  ended: Promise<string>;
}

/** Runs a program in a process of its own, which ends with the test at the latest. */
export function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Program {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // A program that has ended hears no more.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return { process: child, output: () => output, ended };
}

/** Runs one of our TypeScript programs under test/support. */
export function runSource(file: string, args: string[], env?: NodeJS.ProcessEnv): Program {
  return run(process.execPath, ['-r', join(__dirname, 'typescript.cjs'), join(__dirname, file), ...args], env);
}
