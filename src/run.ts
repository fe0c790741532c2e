/** Starts what works without being asked: deliveries, the ways in, the sweep, the sandbox. */
import type { Desk } from './build';
import type { Sandbox } from './sandbox/index';

export type Stop = () => Promise<void> | void;

/** @param stops gets, for each part that has started, how to stop it; the last one first */
export async function run({ dispatcher, ways, sweep }: Desk, sandbox: Sandbox | null, stops: Stop[]): Promise<void> {
  for (const part of [dispatcher, ...Object.values(ways), sweep, ...(sandbox ? [sandbox] : [])]) {
    await part.start?.();
    stops.push(() => part.stop?.());
  }
}
