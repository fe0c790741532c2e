/** What is another now, before and after, for the audit. Pure. */
import type { AuditChange } from '../../../../contract/api';

type Value = string | number | boolean | null | undefined;

/** Only what differs is told. */
export function changesOf(compared: readonly (readonly [what: string, before: Value, after: Value])[]): AuditChange[] {
  return compared
    .map(([what, before, after]) => ({ what, before: said(before), after: said(after) }))
    .filter(({ before, after }) => before !== after);
}

/** For a summary: the names of what changed. */
export const changedWords = (name: string, changes: readonly AuditChange[]): string =>
  changes.length === 0
    ? `Saved ${name} without a change.`
    : `Changed ${name}: ${changes.map(({ what }) => what).join(', ')}.`;

export const listedNames = (names: readonly string[]): string | null =>
  names.length === 0 ? null : names.map((name) => `“${name}”`).join(', ');

function said(value: Value): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === undefined || value === null || value === '' ? null : String(value);
}
