/** Facts as they are kept: without the opening, which has a column of its own, and by the names they were first kept under. Pure. */
import type { Facts } from './facts';

export type StoredFacts = Omit<Facts, 'openedAt' | 'handlings'> & { holds: Facts['handlings'] };

export const toStored = ({ openedAt: _, handlings, ...facts }: Facts): StoredFacts => ({ ...facts, holds: handlings });

export const fromStored = ({ holds, ...facts }: StoredFacts, openedAt: Date): Facts => ({
  ...facts,
  handlings: holds,
  openedAt,
});
