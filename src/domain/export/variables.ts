/** Which variables get a column of their own. Pure. */
import type { Variable } from '../../contract/api';

/** Names that are counted; bots that invent one for each customer have no end of them. */
const MOST_COUNTED = 5_000;

/** How often each name was captured. */
export class VariableNames {
  private readonly counts = new Map<string, number>();
  private isCut = false;

  add(name: string, count: number): void {
    const known = this.counts.get(name);
    if (known === undefined && this.counts.size >= MOST_COUNTED) this.isCut = true;
    else this.counts.set(name, (known ?? 0) + count);
  }

  /** The most frequent, in the alphabet's order; `rest`: there are more. */
  columns(most: number): { names: string[]; rest: boolean } {
    const byCount = [...this.counts].toSorted(([a, n], [b, m]) => m - n || inOrder(a, b));
    const names = byCount.slice(0, most).map(([name]) => name);
    return { names: names.toSorted(inOrder), rest: this.isCut || byCount.length > most };
  }
}

/** The same on every machine. */
const inOrder = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What was captured under one name, more than once perhaps. */
export function valueOf(variables: readonly Variable[], name: string): Variable['value'] {
  const values = variables.filter((one) => one.name === name).map(({ value }) => value);
  return values.length > 1 ? values.map((value) => value ?? '').join(' | ') : (values[0] ?? null);
}

/** What has no column, as JSON; null: all has one. */
export function restOf(variables: readonly Variable[], columns: ReadonlySet<string>): string | null {
  const rest = variables.filter(({ name }) => !columns.has(name));
  return rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest.map(({ name, value }) => [name, value])));
}
