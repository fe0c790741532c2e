/** Facts as they are kept: without the opening, which has a column of its own. Pure. */
import type { Facts } from './facts';

export type StoredFacts = Omit<Facts, 'openedAt'>;

export const toStored = ({ openedAt: _, ...facts }: Facts): StoredFacts => facts;

export const fromStored = (facts: StoredFacts, openedAt: Date): Facts => ({ ...facts, openedAt });
