/** One of our programs as a process of its own that says a line when it is ready, and answers each line with a line. */
import { createInterface } from 'node:readline';
import { runSource } from '../../support/program';

export interface Dialogue {
  pid: number;
  /** What it said first: mostly where it listens. */
  first: string;
  ask(line: string): Promise<string>;
  stop(): void;
}

/** @param file under test/bench */
export async function startDialogue(file: string, args: string[]): Promise<Dialogue> {
  const program = runSource(`../bench/${file}`, args);
  const { stdout, stdin, pid } = program.process;
  if (!stdout || !stdin || pid === undefined) throw new Error(`${file} did not start.`);
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error(`${file} ended: ${program.output()}`);
    return line.value;
  };
  const first = await read();
  let turn: Promise<unknown> = Promise.resolve();
  return {
    pid,
    first,
    ask(line) {
      stdin.write(`${line}\n`);
      const answer = turn.then(read);
      turn = answer.catch(() => undefined);
      return answer;
    },
    stop: () => void program.process.kill('SIGKILL'),
  };
}
