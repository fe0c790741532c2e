/** Stops knocking at an address that does not answer: one try at a time, so that it holds up nobody else. Pure. */

/** A single lost answer is nobody's fault. */
const FAILURES = 3;
const MOST_ADDRESSES = 1_000;

export class Breaker {
  private readonly silent = new Map<string, { failures: number; trying: boolean }>();

  /** False: somebody else is trying just now. */
  begin(address: string): boolean {
    const known = this.silent.get(address);
    if (!known || known.failures < FAILURES) return true;
    if (known.trying) return false;
    known.trying = true;
    return true;
  }

  answered(address: string): void {
    this.silent.delete(address);
  }

  failed(address: string): void {
    if (this.silent.size >= MOST_ADDRESSES && !this.silent.has(address)) this.silent.clear();
    this.silent.set(address, { failures: (this.silent.get(address)?.failures ?? 0) + 1, trying: false });
  }
}
