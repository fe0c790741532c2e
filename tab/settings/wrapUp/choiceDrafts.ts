/** The lists of outcomes and tags while they are edited. Pure. */
import type { Choice, ChoiceDraft } from '../../../src/contract/api';

/** As the server counts; see LIMITS in the contract. */
export const MOST = { outcomes: 25, tags: 40, characters: 60 };

export interface Row {
  /** Tells rows apart while they move; no name does. */
  key: number;
  id: string | undefined;
  name: string;
}

let keys = 0;

export const emptyRow = (): Row => ({ key: (keys += 1), id: undefined, name: '' });

export const rowsOf = (choices: readonly Choice[]): Row[] => choices.map((choice) => ({ ...emptyRow(), ...choice }));

/** Rows nobody wrote anything into are none. */
export const draftsOf = (rows: readonly Row[]): ChoiceDraft[] =>
  rows
    .map(({ id, name }) => ({ ...(id !== undefined && { id }), name: name.trim() }))
    .filter(({ name }) => name !== '');

/** Keys of rows whose name stands further up already. */
export function repeated(rows: readonly Row[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const found = new Set<number>();
  for (const { key, name } of rows) {
    const plain = name.trim().normalize('NFC').toLowerCase();
    if (plain === '') continue;
    if (seen.has(plain)) found.add(key);
    seen.add(plain);
  }
  return found;
}

export const isSame = (rows: readonly Row[], choices: readonly Choice[]): boolean =>
  JSON.stringify(draftsOf(rows)) === JSON.stringify(choices.map(({ id, name }) => ({ id, name })));
