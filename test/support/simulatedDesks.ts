/** Processes of the desk on one database whose clock a test moves. */
import { createInterface } from 'node:readline';
import type { TestDatabase } from './database';
import { type Program, runSource } from './program';
import type { Order } from './simulatedDesk';

export class SimulatedDesk {
  private constructor(
    private readonly program: Program,
    private readonly lines: AsyncIterator<string>,
  ) {}

  static async start(url: string, at: number): Promise<SimulatedDesk> {
    const program = runSource('simulatedDesk.ts', [url, String(at)]);
    const lines = createInterface({ input: program.process.stdout! })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (first.value !== 'ready') throw new Error(`The simulated desk did not start: ${program.output()}`);
    return new SimulatedDesk(program, lines);
  }

  private queue: Promise<unknown> = Promise.resolve();

  /** One order after the other; the answer's words tell what became of it. */
  ask(order: Order): Promise<unknown> {
    const answer = this.queue.then(async () => {
      this.program.process.stdin?.write(`${JSON.stringify(order)}\n`);
      const line = await this.lines.next();
      if (line.done) throw new Error(`The simulated desk ended: ${this.program.output()}`);
      const value = JSON.parse(line.value) as { error?: string } | null;
      if (value?.error) throw new Error(value.error);
      return value;
    });
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  async kill(): Promise<void> {
    this.program.process.kill('SIGKILL');
    await this.program.ended;
  }
}

/** `now()` of this database is a row of it: the product's SQL runs unchanged, on a clock that jumps. */
export async function moveTheClockOf({ db, url }: TestDatabase, start: number): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await db.pool.query(`
    create schema clock;
    create table clock.at (t timestamptz not null);
    insert into clock.at values (to_timestamp(${start} / 1000));
    create table clock.sent (id bigint generated always as identity, channel text, what text, at timestamptz);
    create function clock.now() returns timestamptz language sql volatile as 'select t from clock.at';
    create function clock.clock_timestamp() returns timestamptz language sql volatile as 'select t from clock.at';
    alter database ${name} set search_path = public, clock, pg_catalog;`);
}
