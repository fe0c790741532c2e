/** A process that draws as many ports as it is told, says which, and stays until its input ends. */
import { freePort } from './ports';

async function main(): Promise<void> {
  const drawn: number[] = [];
  for (let n = Number(process.argv[2]); n > 0; n -= 1) drawn.push(await freePort());
  process.stdout.write(`${JSON.stringify(drawn)}\n`);
  process.stdin.resume();
}

void main();
