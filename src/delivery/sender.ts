/** What the dispatcher asks of whoever delivers: one kind of item each. */
import type { Tx } from '../store/postgres/db';
import type { Item, Kind, SendOutcome } from '../domain/outbox';

export interface Sender<K extends Kind = Kind> {
  readonly kind: K;
  /**
   * One attempt over the network, outside any transaction; resolves within the signal's time.
   * A thrown error counts as an ambiguous retry.
   */
  send(item: Item<K>, signal: AbortSignal): Promise<SendOutcome>;
  /** Writes what the attempt means, in the transaction that settles the item. */
  settle?(tx: Tx, item: Item<K>, outcome: SendOutcome, final: boolean): Promise<void>;
  /** Items waiting in one lane are worth a single send: only the latest state matters. */
  readonly coalesce?: boolean;
  /** Attempts before an item counts as failed; absent: retried for ever, slower and slower. */
  readonly maxAttempts?: number;
}
