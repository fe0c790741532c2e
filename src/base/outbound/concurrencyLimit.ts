/** Concurrency limit per address: a webhook that hangs must not block every lane. Pure. */
import { LRUCache } from 'lru-cache';

/** Half of what the outbox sends at once. */
const MOST = 8;
/** Until its first answer. */
const MOST_UNPROVEN = 4;
const MOST_ADDRESSES = 1_000;

interface Address {
  waiting: number;
  state: 'untried' | 'answers' | 'silent';
}

export class ConcurrencyLimit {
  private readonly known = new LRUCache<string, Address>({ max: MOST_ADDRESSES });

  /** False: the limit is reached. Each true must be followed by one `ended`. */
  begin(address: string): boolean {
    const known = this.known.get(address) ?? this.add(address);
    if (known.waiting >= mostOf(known)) return false;
    known.waiting += 1;
    return true;
  }

  ended(address: string, answered: boolean): void {
    const known = this.known.get(address);
    if (!known) return;
    known.waiting -= 1;
    known.state = answered ? 'answers' : 'silent';
  }

  private add(address: string): Address {
    const added: Address = { waiting: 0, state: 'untried' };
    this.known.set(address, added);
    return added;
  }
}

/** A silent address gets one call at a time, to find out when it answers again. */
function mostOf({ state }: Address): number {
  return state === 'silent' ? 1 : state === 'answers' ? MOST : MOST_UNPROVEN;
}
