/** Who has a part in an escalation, as its hints need to know: they may hear of it from any queue. */
import { LRUCache } from 'lru-cache';
import type { Reader } from '../store/postgres/db';
import { peopleOf } from '../store/escalation/people';
import type { Audible } from './audience';

/** More than are open at once. */
const MOST = 10_000;

type Hinted = Exclude<Audible, { kind: 'queue' | 'read' | 'me' }>;

export class Parts {
  private readonly known = new LRUCache<string, readonly string[]>({ max: MOST });

  constructor(private readonly q: Reader) {}

  /** Read again with every change of the escalation; whoever left is among them once more, and sees it go. */
  async of(hint: Hinted): Promise<readonly string[]> {
    const id = idOf(hint);
    const known = this.known.get(id);
    // Typing comes often and is over soon: not worth a query.
    if (hint.kind === 'typing' || (hint.kind === 'message' && known)) return known ?? [];
    this.known.delete(id);
    const people = await peopleOf(this.q, id);
    this.known.set(id, people);
    return [...new Set([...(known ?? []), ...people])];
  }

  /** Cache invalidation: a change that no open stream was to receive makes what is known stale. */
  missed(hint: Audible): void {
    if (hint.kind === 'escalation') this.known.delete(hint.id);
  }

  /** Hints may have been lost. */
  forget(): void {
    this.known.clear();
  }
}

const idOf = (hint: Hinted): string => (hint.kind === 'escalation' ? hint.id : hint.escalationId);
