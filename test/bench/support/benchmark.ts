/** What a benchmark is: several ways to do the same work, measured in turn, one of them the honest minimum. */
import type { Trend } from './trend';
import { type Parameters, type Values, valuesOf } from './parameters';

/** One measured stretch of work. */
export interface Round {
  units: number;
  seconds: number;
  /** Of each unit, where that is what counts. */
  latenciesMs?: number[];
  /** What it cost in all: processor time, statements, commits, bytes of WAL, of memory, on the wire, of a file. */
  cost?: Partial<Record<Cost, number>>;
  /** What was read again and again meanwhile, and ought to stay as it is. */
  trends?: Record<string, Trend>;
  /** Promises that were broken, by what they were: all 0, or the run fails. */
  broken?: Record<string, number>;
}

export type Cost =
  | 'cpuMs'
  | 'databaseCpuMs'
  | 'statements'
  | 'commits'
  | 'walBytes'
  | 'rssBytes'
  | 'wireBytes'
  | 'rawBytes'
  | 'gzipBytes'
  | 'brotliBytes';

export interface Contender {
  name: string;
  /** What the others are compared with, unless they name another. */
  isBaseline?: boolean;
  /** The name of what this one is compared with. */
  beside?: string;
  /** The name of what its costs are compared with. */
  costsBeside?: string;
  /** @param tell how far it has come, 0 to 1, where one takes long */
  round(tell: (share: number) => void): Promise<Round>;
}

export interface Opened {
  contenders: Contender[];
  close(): Promise<void>;
}

interface About {
  name: string;
  /** One sentence: what is done, and beside what. */
  about: string;
  /** How long it takes on two cores, with the usual parameters and rounds. */
  takes: string;
  /** What is counted, in the plural. */
  unit: string;
  /** What is compared with the baseline's. */
  compares: 'rate' | 'latency' | 'size';
  /** Unless asked for others: 5. */
  rounds?: number;
  /** False where each round begins cold, or is long enough that its beginning does not count. */
  warmsUp?: false;
}

export interface Benchmark extends About {
  parameters: Parameters;
  /** Starts what it needs; `close` stops it. Throws at once when a flag was mistyped. */
  prepare(given: Readonly<Record<string, string>>): () => Promise<Opened>;
}

export function benchmark<P extends Parameters>({
  open,
  ...about
}: About & { parameters: P; open(values: Values<P>): Promise<Opened> }): Benchmark {
  return {
    ...about,
    prepare(given) {
      const values = valuesOf(about.parameters, given);
      return () => open(values);
    },
  };
}

/** Everything is stopped, in reverse order, whatever of it could be started. */
export async function opened(start: (onClose: (stop: () => unknown) => void) => Promise<Contender[]>): Promise<Opened> {
  const stops: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    return { contenders: await start((stop) => stops.push(stop)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
