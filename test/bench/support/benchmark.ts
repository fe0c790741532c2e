/** What a benchmark is: several ways to do the same work, measured in turn, one of them the honest minimum. */

/** One measured stretch of work. */
export interface Round {
  units: number;
  seconds: number;
  /** Of each unit, where that is what counts. */
  latenciesMs?: number[];
  /** What it cost in all: processor time, statements, commits, bytes of WAL, of memory, on the wire. */
  cost?: Partial<Record<Cost, number>>;
}

export type Cost = 'cpuMs' | 'statements' | 'commits' | 'walBytes' | 'rssBytes' | 'wireBytes';

export interface Contender {
  name: string;
  /** What the others are compared with. */
  isBaseline?: boolean;
  round(): Promise<Round>;
}

export interface Benchmark {
  name: string;
  /** One sentence: what is done, and beside what. */
  about: string;
  /** What is counted, in the plural. */
  unit: string;
  /** Whether rates or latencies are compared with the baseline's. */
  compares: 'rate' | 'latency';
  /** Starts what it needs; `close` stops it. */
  open(): Promise<{ contenders: Contender[]; close(): Promise<void> }>;
}
