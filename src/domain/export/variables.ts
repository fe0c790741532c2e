/** Which variables get a column of their own. Pure. */
import type { Variable } from '../../contract/api';

/** Names that are counted; bots that invent one for each customer have no end of them. */
const MOST_COUNTED = 5_000;

/** How often each name was captured. */
export class VariableNames {
  private readonly counts = new Map<string, number>();

  add(name: string, count: number): void {
    const known = this.counts.get(name);
    if (known !== undefined || this.counts.size < MOST_COUNTED) this.counts.set(name, (known ?? 0) + count);
  }

  /** The most frequent, in the alphabet's order. */
  columns(most: number): string[] {
    const byCount = [...this.counts].toSorted(([a, n], [b, m]) => m - n || inOrder(a, b));
    return byCount
      .slice(0, most)
      .map(([name]) => name)
      .toSorted(inOrder);
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
  const rest = new Set(variables.map(({ name }) => name).filter((name) => !columns.has(name)));
  if (rest.size === 0) return null;
  return JSON.stringify(Object.fromEntries([...rest].map((name) => [name, valueOf(variables, name)])));
}
